/** `--study`: a study that was killed goes on and ends with the same bytes, several processes share one, and what is wrong with a folder is said. */
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import seedrandom from 'seedrandom';
import { beforeAll, describe, expect, test } from 'vitest';
import { SMALL_SCENARIO } from '../support/small-scenario.js';
import { ensureBuilt, inPlace, type Outcome, type Workplace } from './process.js';

const RUN = ['run', 's.yaml', '--json', 'full'] as const;
const STUDY = [...RUN, '--study', 's'] as const;
const there = (found: number, all: number): string => `${found} of ${all} runs were there already (s)\n`;

beforeAll(ensureBuilt, 120_000);

/** How many runs the folder has. */
function keptIn(place: Workplace): number {
  return existsSync(place.at('s', 'runs')) ? readdirSync(place.at('s', 'runs')).filter((name) => name.endsWith('.run')).length : 0;
}

/** Runs the command and kills it with no warning so many milliseconds after so many runs more have been kept, unless it has ended. */
function killed(place: Workplace, argv: readonly string[], more: number, thenMs: number): Promise<Outcome> {
  const before = keptIn(place);
  let kept: number | undefined;
  return place.runcast(argv, {
    everyMs: 2,
    onTick: (kill) => {
      if (kept === undefined && keptIn(place) - before >= more) kept = performance.now();
      if (kept !== undefined && performance.now() - kept >= thenMs) kill('SIGKILL');
    },
  });
}

describe('a study with a folder', () => {
  test(
    'says how many runs were there, and the rest of what it says is the same to the byte',
    () =>
      inPlace(SMALL_SCENARIO, async (place) => {
        const plain = await place.runcast(RUN);
        const first = await place.runcast(STUDY);
        expect(first).toEqual({ ...plain, err: plain.err + there(0, 24) });
        expect(await place.runcast([...STUDY, '--workers', '2'])).toEqual({ ...plain, err: plain.err + there(24, 24) });
        expect((await place.runcast([...STUDY, '--quiet'])).err).toBe('');
        expect(place.listing().filter((name) => !name.startsWith('s/'))).toEqual(['c.toml', 's', 's.yaml']);
      }),
    60_000,
  );

  test(
    'plays what is new only, in a comparison too, and rows whenever they are written',
    () =>
      inPlace(SMALL_SCENARIO, async (place) => {
        const short = ['--study', 's', '-q', '--replications', '3'];
        await place.runcast(['run', 's.yaml', ...short]);
        // The base of the comparison was asked the same, but for the course over time of the first.
        const compared = ['compare', 's.yaml', '--set', 'concurrent=9', '--study', 's', '--replications', '3'];
        expect((await place.runcast(compared)).err).toContain(there(2, 6));
        expect((await place.runcast([...compared.slice(0, -1), '4'])).err).toContain(there(6, 8));
        const plain = await place.runcast(['run', 's.yaml', '--replications', '3', '--out', 'plain', '-q']);
        const kept = await place.runcast(['run', 's.yaml', '--replications', '3', '--out', 'kept', '--study', 's']);
        expect(kept.out).toBe(plain.out);
        expect(kept.err).toContain(there(2, 3));
        for (const name of readdirSync(place.at('plain'))) expect(place.read('kept', name), name).toBe(place.read('plain', name));
      }),
    60_000,
  );

  test(
    'goes on after kill -9 at a hundred random moments, and ends with the same bytes',
    () =>
      inPlace(SMALL_SCENARIO, async (place) => {
        const random = seedrandom('kills');
        const plain = await place.runcast(RUN);
        let [kills, resumed] = [0, 0];
        for (let turn = 0; kills < 100; turn++) {
          // Before it begins, where it begins, between and within runs, and where it says its result.
          const [more, thenMs] = turn % 5 === 0 ? [0, random() * 400] : [Math.floor(random() * 5), random() * 20];
          const { exit, out, err } = await killed(place, [...STUDY, '--workers', turn % 2 === 0 ? '1' : '2'], more, thenMs);
          expect(err).not.toMatch(/warning|damaged|rror/u);
          if (exit === null) {
            kills++;
            continue;
          }
          expect({ exit, out }).toEqual({ exit: plain.exit, out: plain.out });
          const found = Number(/(\d+) of 24 runs were there/u.exec(err)![1]);
          if (found > 0 && found < 24) resumed++;
          rmSync(place.at('s'), { recursive: true });
        }
        const last = await place.runcast(STUDY);
        expect(last.out).toBe(plain.out);
        expect(last.err).not.toContain('damaged');
        // Otherwise nothing was tested.
        expect(resumed).toBeGreaterThan(0);
      }),
    600_000,
  );

  test(
    'may be shared by processes: each ends with the same bytes, and none plays what another does',
    () =>
      inPlace(SMALL_SCENARIO, async (place) => {
        const plain = await place.runcast(RUN);
        const both = await Promise.all([place.runcast([...STUDY, '--workers', '1']), place.runcast([...STUDY, '--workers', '2'])]);
        for (const { exit, out } of both) expect({ exit, out }).toEqual({ exit: plain.exit, out: plain.out });
        const found = both.map(({ err }) => Number(/(\d+) of 24 runs were there already/u.exec(err)![1]));
        expect(24 - found[0]! + (24 - found[1]!)).toBe(24);
        // A third that is killed in the midst leaves the others nothing to wait for.
        rmSync(place.at('s'), { recursive: true });
        const [, last] = await Promise.all([killed(place, STUDY, 3, 0), place.runcast(STUDY)]);
        expect(last.out).toBe(plain.out);
      }),
    60_000,
  );
});

describe('bad input', () => {
  test.each([
    ['', '--study is empty; expected the name of a folder'],
    ['s.yaml', 'cannot use the folder s.yaml (a part of the path is no folder); name another with --study'],
    ['.', 'the folder . exists and holds no study; name another with --study, or a new one'],
    ['/proc/x/y', 'cannot use the folder /proc/x/y ('],
  ])(
    '--study %j is refused',
    (study, message) =>
      inPlace(SMALL_SCENARIO, async (place) => {
        const { exit, out, err } = await place.runcast(['run', 's.yaml', '--study', study]);
        expect({ exit, out }).toEqual({ exit: 2, out: '' });
        expect(err).toContain(message);
        expect(err).not.toContain('    at ');
        expect(place.listing()).toEqual(['c.toml', 's.yaml']);
      }),
    30_000,
  );

  test(
    'a damaged run is said and played again',
    () =>
      inPlace(SMALL_SCENARIO, async (place) => {
        const first = await place.runcast(STUDY);
        const [run] = readdirSync(place.at('s', 'runs'));
        writeFileSync(place.at('s', 'runs', run!), 'nonsense');
        const { out, err } = await place.runcast(STUDY);
        expect(out).toBe(first.out);
        expect(err).toContain(`warning: s/runs/${run!} is damaged (it has no first line); the run is played again\n`);
        expect(err).toContain(there(23, 24));
      }),
    30_000,
  );
});
