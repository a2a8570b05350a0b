/** `runcast describe` as a process: its screen, its JSON, and bad input. */
import { beforeAll, describe, expect, test } from 'vitest';
import { descriptionSchema } from '../../src/history/describe/description.js';
import { ensureBuilt, inPlace } from './process.js';

beforeAll(ensureBuilt);

/** Two runners over a morning; r2 takes nothing from 09:00 to 11:00 while jobs wait. */
function morning(): string {
  const at = (minute: number): string => new Date(Date.UTC(2018, 9, 1, 8, minute)).toISOString().replace('.000', '');
  const rows = ['job,pipeline,project,name,tags,runner,status,queued_at,started_at,finished_at'];
  const add = (queued: number, started: number, finished: number, runner: string): number =>
    rows.push(`${rows.length},${Math.ceil(rows.length / 3)},p,build,docker,${runner},success,${at(queued)},${at(started)},${at(finished)}`);
  for (let minute = 0; minute < 240; minute += 10) add(Math.max(0, minute - 5), minute, minute + 10, 'r1');
  for (const minute of [0, 20, 50, 180, 200, 220]) add(minute, minute, minute + 10, 'r2');
  return `${rows.join('\n')}\n`;
}

describe('runcast describe', () => {
  test('says what the history shows, the absence among it', () =>
    inPlace({ 'history.csv': morning() }, async (place) => {
      const { exit, out, err } = await place.runcast(['describe', 'history.csv']);
      expect({ exit, err }).toEqual({ exit: 0, err: '' });
      expect(out.split('\n')[0]).toBe('history.csv: 30 jobs in 4 h');
      expect(out.split('\n')[1]).toBe('  2018-10-01 08:00 to 2018-10-01 12:00 UTC');
      // Instants are of UTC and say so: hours beside them may be of another zone.
      expect(out.replace(/\s+/gu, ' ')).toMatch(/ the most \(2018-10-01 \d\d:\d\d UTC\)/u);
      expect(out).toContain('who ran them: 2 runners');
      expect(out).toContain('r1: a runner, 24 jobs, 1 at once, 100 % busy; tags docker');
      expect(out.replace(/\s+/gu, ' ')).toContain(
        '! r2 took no job from 2018-10-01 09:05 to 2018-10-01 11:00 UTC while 12 that it takes waited',
      );
      expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
      expect(out.trimEnd().split('\n').at(-1)).toBe('  runcast fit history.csv -o forecast.yaml   # more: --full, -o page.html');
      expect((await place.runcast(['describe', 'history.csv', '--torn', 'skip'])).out).not.toContain('runcast fit');
    }));

  test('as JSON is of its schema, in the hours of the zone', () =>
    inPlace({ 'history.csv': morning() }, async (place) => {
      const { exit } = await place.runcast(['describe', 'history.csv', '--timezone', 'Europe/Berlin', '--json', '-o', 'd.json', '-q']);
      expect(exit).toBe(0);
      const description = descriptionSchema.parse(JSON.parse(place.read('d.json')));
      expect(description).toMatchObject({ jobs: 30, timezone: 'Europe/Berlin', unfinished: 0, waitedOnly: 0 });
      // 08:00 UTC is 10:00 there: twelve jobs of r1 came in the first hour (none waits before 08:00), three of r2.
      const counted = description.load.hourOfWeek!.map((hour) => hour ?? 0);
      expect(counted.slice(0, 10).every((hour) => hour === 0)).toBe(true);
      // The last came at 11:45: three quarters of that hour are held.
      expect(counted.reduce((sum, hour) => sum + hour, 0) - counted[13]! / 4).toBeCloseTo(30, 12);
    }));

  test('is a page where the file is called so, and JSON all the same where that is asked for', () =>
    inPlace({ 'history.csv': morning() }, async (place) => {
      const { exit, out, err } = await place.runcast(['describe', 'history.csv', '-o', 'd.html']);
      expect({ exit, out, err }).toEqual({ exit: 0, out: '', err: 'written to d.html\n' });
      expect(place.read('d.html')).toMatch(/^<!doctype html>[^]*r2 took no job from[^]*<\/html>\n$/u);
      await place.runcast(['describe', 'history.csv', '--json', '-o', 'e.html', '-q']);
      expect(JSON.parse(place.read('e.html'))).toHaveProperty('course.binSeconds', 60);
    }));

  test('does not mind the order of the rows', () =>
    inPlace({ 'history.csv': morning() }, async (place) => {
      const [head, ...rows] = morning().trim().split('\n');
      const turned = await place.runcast(['describe', '-', '--json'], { input: [head, ...rows.reverse()].join('\n') });
      const straight = await place.runcast(['describe', 'history.csv', '--json']);
      expect(turned.exit).toBe(0);
      expect(turned.out).toBe(straight.out);
    }));

  test('keeps hostile names from the terminal', () =>
    inPlace({ 'history.csv': morning().replaceAll('r2', '\u001b[31m\u202er2') }, async (place) => {
      const { exit, out } = await place.runcast(['describe', 'history.csv']);
      expect(exit).toBe(0);
      expect(out).not.toMatch(/[\u001b\u202e]/u);
    }));

  test.each([
    [['describe', 'gone.csv'], 'cannot read gone.csv (there is no such file'],
    [['describe', 'empty.csv'], 'empty.csv is empty; expected'],
    [['describe', 'torn.csv'], 'line 3: torn row'],
    [['describe', 'history.csv', '--timezone', 'Mars'], "--timezone: 'Mars' is not a time zone"],
  ])('%j is refused: %s', (argv, message) =>
    inPlace({ 'history.csv': morning(), 'empty.csv': '', 'torn.csv': 'queued_at,duration\n1,2\n3\n' }, async (place) => {
      const { exit, out, err } = await place.runcast([...argv, '-o', 'out.txt']);
      expect({ exit, out }).toEqual({ exit: 2, out: '' });
      expect(err).toContain(message);
      expect(place.listing()).not.toContain('out.txt');
    }),
  );
});
