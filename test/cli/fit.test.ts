/** `runcast fit` as a process: what it writes and says, and that bad input leaves nothing behind. */
import { existsSync, rmSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { fitSchema, type FitResult } from '../../src/study/fit/fit-result.js';
import { plainHistory, plainJobs } from '../support/backtests.js';
import { ensureBuilt, inPlace } from './process.js';

beforeAll(ensureBuilt);

const HOUR = 3600;
const HEADER = 'job,pipeline,project,name,tags,runner,status,queued_at,started_at,finished_at';

/** Two runners over `days` days from a Monday on: jobs of 20 minutes, a burst of six each morning, fewer at weekends. */
function history(days: number): string {
  const rows = [HEADER];
  for (let day = 0; day < days; day++) {
    const free = [0, 0];
    const jobs = day % 7 < 5 ? 48 : 12;
    const arrivals = Array.from({ length: jobs }, (_, i) => day * 1440 + (i < 6 ? 480 : i * 30 + 5) + (i % 3)).sort((x, y) => x - y);
    for (const queued of arrivals) {
      const own = free[0]! <= free[1]! ? 0 : 1;
      const started = Math.max(queued, free[own]!);
      free[own] = started + 20;
      const at = (minute: number): string => new Date(Date.UTC(2018, 9, 1, 0, minute)).toISOString().replace('.000', '');
      const pipeline = day * 100 + Math.ceil(rows.length / 3);
      rows.push(`${rows.length},${pipeline},p,build,docker,r${own + 1},success,${at(queued)},${at(started)},${at(started + 20)}`);
    }
  }
  return `${rows.join('\n')}\n`;
}

/** The same with four jobs a day that come with the burst and are cancelled an hour later, before a runner has them. */
function withCancelled(text: string, startOf: (queued: string) => string): string {
  const days = [...new Set(text.match(/2018-10-\d\d/gu))];
  const rows = days.flatMap((day, i) =>
    [0, 1, 2, 3].map((n) => {
      const queued = `${day}T08:00:0${n}Z`;
      return `c${i}-${n},c${i},p,lint,docker,,canceled,${queued},${startOf(queued)},${day}T09:00:00Z\n`;
    }),
  );
  return text + rows.join('');
}

const TOML = `concurrent = 2
[[runners]]
  name = "two"
  url = "https://gitlab.example/"
  token = "secret-token"
  executor = "shell"
`;

describe('runcast fit', () => {
  test('writes a scenario of the fleet that the history shows, which validates and runs, and says how it does', () =>
    inPlace({ 'history.csv': history(14) }, async (place) => {
      const { exit, out, err } = await place.runcast(['fit', 'history.csv', '-o', 'forecast.yaml', '--replications', '3', '-q']);
      expect({ exit, err }).toEqual({ exit: 0, err: '' });
      expect(place.listing()).toEqual(['forecast.yaml', 'history.csv']);
      expect(out).toMatch(/^✓ forecast.yaml gives back the waits of its history: mean /u);
      expect(out).toMatch(/^ {2}jobs a weekday +48 +± 0 +9 such days$/mu);
      expect(out).toMatch(/^ {2}how much hangs on the load +× 0.84 +× 1 +× 1.16$/mu);
      expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
      const yaml = place.read('forecast.yaml');
      expect(yaml).toContain('  # r1: a runner, ');
      expect(yaml).toContain('# 9 weekdays: 48 ± 0 jobs a day that run for 16 ± 0 h, varying by 0 ± none of their mean');
      expect((await place.runcast(['validate', 'forecast.yaml'])).exit).toBe(0);
      expect((await place.runcast(['run', 'forecast.yaml', '-q'])).exit).toBe(0);
    }));

  test('the waits of the scenario are those of the history it was fitted to', () =>
    inPlace({ 'history.csv': history(14) }, async (place) => {
      const { out } = await place.runcast(['fit', 'history.csv', '-o', 'forecast.yaml', '--replications', '3', '--json', '-q']);
      const { check, fleet, numbers } = fitSchema.parse(JSON.parse(out));
      expect(fleet).toBe('shown');
      expect(check.simulated.map(({ load }) => load)).toEqual([1, 0.84, 1.16]);
      const [same, less, more] = check.simulated;
      // Every weekday is alike: days drawn for each other give the same waits.
      expect(same!.mean.estimate! / check.observed!.mean).toBeCloseTo(1, 1);
      expect(same!.jobs).toBe(check.observed!.jobs);
      expect(less!.mean.estimate!).toBeLessThan(same!.mean.estimate!);
      expect(more!.mean.estimate!).toBeGreaterThan(same!.mean.estimate!);
      expect(numbers.find(({ name }) => name === 'duration, mean')).toMatchObject({ value: 1200, se: 0 });
    }));

  test.each([
    ['without a start, so that the history is written anew', () => ''],
    ['with a start, so that the history is used where it lies', (queued: string) => queued],
  ])('jobs that were cancelled while they waited count on neither side: %s', (_, startOf) =>
    inPlace({ 'history.csv': withCancelled(history(14), startOf) }, async (place) => {
      const given = ['fit', 'history.csv', '-o', 'forecast.yaml', '--replications', '3', '-q'];
      const { out } = await place.runcast([...given, '--json']);
      const { check, jobs } = fitSchema.parse(JSON.parse(out));
      // Whole days are those between the first and the last; every weekday is alike.
      const [, ...rows] = place.read('history.csv').trim().split('\n');
      const whole = rows.filter((row) => row.includes(',2018-10-') && !/,2018-10-(?:01|14)T[^,]*,[^,]*,[^,]*$/u.test(row));
      const [waited, cancelled] = ['success', 'canceled'].map((status) => whole.filter((row) => row.includes(`,${status},`)).length);
      expect(cancelled).toBe(12 * 4);
      expect(jobs).toBe(rows.length);
      expect(check.leftOut).toEqual({ cancelledWaiting: cancelled, pending: 0, untimed: 0, unmatched: 0 });
      expect(check.observed!.jobs).toBe(waited);
      expect(check.simulated[0]!.jobs).toBe(waited);
      expect(check.simulated[0]!.mean.estimate! / check.observed!.mean).toBeCloseTo(1, 1);
      rmSync(place.at('forecast.yaml'));
      rmSync(place.at('forecast.history.csv'), { force: true });
      const text = (await place.runcast(given)).out;
      expect(text).toContain('; left out on both sides: 48\n    cancelled while waiting\n');
    }),
  );

  test('a stated fleet is used as it is, its token stays where it was, and other columns are imported beside the scenario', () =>
    inPlace({ 'jobs.csv': history(7).replace('queued_at', 'enqueued'), 'config.toml': TOML }, async (place) => {
      const map = ['--map', 'queued_at=enqueued'];
      const { exit, err } = await place.runcast(['fit', 'jobs.csv', 'config.toml', ...map, '-o', 'forecast.yaml', '--replications', '2']);
      expect(exit).toBe(0);
      expect(err).toContain('written to forecast.yaml and forecast.history.csv\n');
      const yaml = place.read('forecast.yaml');
      expect(yaml).toContain('config: config.toml');
      expect(yaml).toContain('file: forecast.history.csv');
      expect(yaml).not.toContain('secret-token');
      expect((await place.runcast(['run', 'forecast.yaml', '-q'])).exit).toBe(0);
    }));

  test('a fleet of two files has both, and tags with blanks stay whole', () =>
    inPlace(
      {
        'history.csv': history(7).replaceAll(',docker,', ',big box;docker,'),
        'a.toml': TOML,
        'b.toml': TOML.replace('"two"', '"three"'),
      },
      async (place) => {
        const given = [
          'fit',
          'history.csv',
          'a.toml',
          'b.toml',
          '--tag-separator',
          ';',
          '-o',
          'forecast.yaml',
          '--replications',
          '1',
          '-q',
          '--json',
        ];
        const { exit, out, err } = await place.runcast(given);
        expect({ exit, err }).toEqual({ exit: 0, err: '' });
        const { check } = fitSchema.parse(JSON.parse(out));
        expect(check.simulated[0]!.jobs).toBe(check.observed!.jobs);
        const yaml = place.read('forecast.yaml');
        expect(yaml).toContain('tags: ["big box", "docker"]');
        for (const line of ['  a:', '    config: a.toml', '  b:', '    config: b.toml', '  two:', '  three:']) expect(yaml).toContain(line);
      },
    ));

  test('a runner that was away is told of in comments; with --absences it is away in the scenario too, which then gives the waits back', () =>
    inPlace({ 'history.csv': plainHistory(plainJobs(9, 3, 0.7), 3, [{ runner: 1, from: 33 * HOUR, to: 54 * HOUR }]) }, async (place) => {
      const fit = async (out: string, ...more: readonly string[]): Promise<FitResult['check']> => {
        const said = await place.runcast(['fit', 'history.csv', '-o', out, '--replications', '2', '-q', '--json', ...more]);
        return fitSchema.parse(JSON.parse(said.out)).check;
      };
      const [without, within] = [await fit('told.yaml'), await fit('away.yaml', '--absences')];
      expect([without.areAbsencesPlayed, within.areAbsencesPlayed]).toEqual([false, true]);
      expect(within.absences).toEqual(without.absences);
      expect(within.absences).toMatchObject([{ runner: 'r2', isAssumed: false }]);
      const off = ({ simulated: [own], observed }: FitResult['check']): number => own!.mean.estimate! / observed!.mean - 1;
      expect(off(without)).toBeLessThan(-0.3);
      expect(Math.abs(off(within))).toBeLessThan(0.2);
      const told = place.read('told.yaml');
      expect(told).toContain('\n#   - { at: 2018-10-02T09:');
      expect(told).not.toMatch(/^events:/mu);
      expect(place.read('away.yaml')).toContain(`\nevents:\n  - ${within.absences[0]!.event!} # r2: `);
      // Without its signs a comment is the event.
      place.write('told.yaml', told.replace('# events:', 'events:').replace('#   - {', '  - {'));
      const hashOf = async (file: string): Promise<string> => (await place.runcast(['validate', file])).out.split('sha256:')[1]!;
      expect(await hashOf('told.yaml')).toBe(await hashOf('away.yaml'));
    }));

  test('pipelines by kind and by a profile are scenarios that run; a profile takes four weeks', () =>
    inPlace({ 'history.csv': history(31), 'short.csv': history(14) }, async (place) => {
      const fit = (file: string, load: string, ...more: readonly string[]): ReturnType<typeof place.runcast> =>
        place.runcast(['fit', file, '--load', load, '-o', `${load}.yaml`, '--replications', '1', '-q', ...more]);
      for (const load of ['batches', 'profile']) {
        const { exit, out } = await fit('history.csv', load, '--json');
        expect(exit).toBe(0);
        const { load: told, numbers } = fitSchema.parse(JSON.parse(out));
        expect(told).toBe(load);
        expect(numbers.some(({ name }) => name.includes('a day'))).toBe(true);
        expect((await place.runcast(['validate', `${load}.yaml`])).exit).toBe(0);
      }
      expect(place.read('profile.yaml')).toContain('per_hour_of_week:');
      const refused = await place.runcast(['fit', 'short.csv', '--load', 'profile', '-o', 'out.yaml']);
      expect(refused).toMatchObject({ exit: 2, out: '' });
      expect(refused.err).toContain('short.csv holds 12 whole days; a profile of the week takes 28');
      expect(place.listing()).not.toContain('out.yaml');
    }));

  test('hostile names are data, and tags of jobs remain those of their runners', () =>
    inPlace(
      { 'history.csv': history(7).replaceAll(',r2,', ',"\u001b[31m\u202er2\'"": #",').replaceAll(',docker,', ',\u001b[31m\u202edocker,') },
      async (place) => {
        const { exit, out } = await place.runcast(['fit', 'history.csv', '-o', 'forecast.yaml', '--replications', '2', '-q']);
        expect(exit).toBe(0);
        expect(out + place.read('forecast.yaml') + place.read('forecast.history.csv')).not.toMatch(/[\u001b\u202e]/u);
        expect(out).toMatch(/^✓ forecast.yaml gives back the waits of its history: mean /u);
        expect((await place.runcast(['validate', 'forecast.yaml'])).exit).toBe(0);
      },
    ));

  test.each([
    [['history.csv'], '-o is missing'],
    [['history.csv', '-o', 'there.yaml'], 'there.yaml exists already; name another with -o, or remove it'],
    [['gone.csv', '-o', 'out.yaml'], 'cannot read gone.csv (there is no such file'],
    [['short.csv', '-o', 'out.yaml'], 'short.csv holds no whole day in UTC'],
    [['idle.csv', '-o', 'out.yaml'], 'idle.csv holds no job that ran and ended, by which a fleet shows; name a config.toml'],
    [
      ['idle.csv', 'two.toml', '--load', 'batches', '-o', 'out.yaml'],
      'idle.csv holds no job that ran and ended, by which durations are told; take --load days',
    ],
    [
      ['history.csv', 'gone.toml', '-o', 'out.yaml'],
      'cannot read gone.toml (there is no such file); expected a config.toml of GitLab Runner',
    ],
    [['history.csv', 'empty.toml', '-o', 'out.yaml'], 'the file holds no [[runners]] entry'],
    [['history.csv', '--timezone', 'Mars', '-o', 'out.yaml'], "--timezone: 'Mars' is not a time zone"],
    [['history.csv', '-o', 'folder/out.yaml'], 'cannot write folder/out.yaml'],
  ])('%j is refused: %s', (argv, message) =>
    inPlace(
      {
        'history.csv': history(2),
        'short.csv': history(1).split('\n').slice(0, 4).join('\n'),
        'idle.csv': [HEADER, ...(withCancelled(history(4), () => '').match(/^c.*$/gmu) ?? [])]
          .join('\n')
          .replaceAll('T08:00:00Z', 'T00:05:00Z'),
        'two.toml': TOML,
        'there.yaml': 'kept',
        'empty.toml': 'concurrent = 1\n',
      },
      async (place) => {
        const before = place.listing();
        const { exit, out, err } = await place.runcast(['fit', ...argv, '--replications', '1', '-q']);
        expect({ exit, out }).toEqual({ exit: 2, out: '' });
        expect(err).toContain(message);
        expect(place.listing()).toEqual(before);
        expect(existsSync(place.at('out.yaml'))).toBe(false);
      },
    ),
  );
});
