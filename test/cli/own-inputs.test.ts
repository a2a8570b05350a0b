/** An answer never takes the place of what was read for it. */
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { FILES, HISTORY_CSV, SCENARIO } from '../support/scenario-files.js';
import { ensureBuilt, inPlace, type Workplace } from './process.js';

const POINTS = 'IdleCount\n1\n2\n';
const QUICK = ['--set', 'horizon=3h', '--set', 'events=[]', '-q'];

const withFixture = (action: (place: Workplace) => Promise<void>): Promise<void> =>
  inPlace({ 's.yaml': SCENARIO, 'p.csv': POINTS, ...FILES }, action);

beforeAll(ensureBuilt);

describe.concurrent('a file that is read is refused as -o, and stays as it is', () => {
  test.each([
    ['the scenario, of compare', ['compare', 's.yaml', '--set', 'IdleCount=12'], 's.yaml'],
    ['another scenario, of compare', ['compare', 's.yaml', 'link.yaml'], 's.yaml'],
    ['a config.toml, of compare', ['compare', 's.yaml', '--set', 'IdleCount=12'], './srm.toml'],
    ['a trace, of headroom', ['headroom', 's.yaml'], 'history.csv'],
    ['the scenario, of sweep', ['sweep', 's.yaml', '--vary', 'IdleCount=1..2', '--format', 'csv'], 's.yaml'],
    ['the points, of sweep', ['sweep', 's.yaml', '--point', 'p.csv'], 'p.csv'],
  ] as const)('%s', (_name, argv, out) =>
    withFixture(async (place) => {
      symlinkSync('s.yaml', place.at('link.yaml'));
      const before = place.read(out);
      expect(await place.runcast([...argv, ...QUICK, '-o', out])).toEqual({
        exit: 2,
        out: '',
        err: `runcast: -o ${out} is a file that is read; name another, for not all that it holds would be in it\n`,
      });
      expect(place.read(out)).toBe(before);
    }),
  );

  test('a saved answer, of report', () =>
    withFixture(async (place) => {
      const { out } = await place.runcast(['run', 's.yaml', ...QUICK, '--json', 'full']);
      place.write('r.json', out);
      const { exit, err } = await place.runcast(['report', 'r.json', '--format', 'markdown', '-o', 'r.json']);
      expect({ exit, err }).toMatchObject({ exit: 2, err: expect.stringContaining('-o r.json is a file that is read') as string });
      expect(place.read('r.json')).toBe(out);
    }));

  test('what a shell hands over as standard input', () =>
    withFixture(async (place) => {
      const { exit, err } = await place.shell('runcast headroom - -q -o s.yaml < s.yaml');
      expect({ exit, err }).toMatchObject({ exit: 2, err: expect.stringContaining('-o s.yaml is a file that is read') as string });
      expect(place.read('s.yaml')).toBe(SCENARIO);
    }));
});

describe.concurrent('a folder in which a file that is read would be replaced is refused as --out', () => {
  const inFolder = (action: (place: Workplace) => Promise<void>): Promise<void> =>
    withFixture(async (place) => {
      mkdirSync(place.at('out'));
      for (const name of ['.runcast', 'jobs.csv']) writeFileSync(place.at('out', name), HISTORY_CSV);
      await action(place);
      expect(place.read('out/jobs.csv')).toBe(HISTORY_CSV);
    });
  const TRACE = ['--set', 'workloads.org.trace=out/jobs.csv'];

  test.each([
    ['run', ['run', 's.yaml', ...TRACE, ...QUICK]],
    ['plan', ['plan', 's.yaml', '--vary', 'IdleCount=1..2', ...TRACE, ...QUICK]],
    ['outage', ['outage', 's.yaml', '--target', 'cloud=gce', ...TRACE, ...QUICK]],
    ['backtest', ['backtest', 's.yaml', '--history', 'out/jobs.csv', '-q']],
    ['sweep', ['sweep', 's.yaml', '--vary', 'IdleCount=1..2', ...TRACE, ...QUICK]],
  ] as const)('%s', (_name, argv) =>
    inFolder(async (place) => {
      expect(await place.runcast([...argv, '--out', 'out'])).toEqual({
        exit: 2,
        out: '',
        err: 'runcast: --out out would replace out/jobs.csv, which is read; name another folder\n',
      });
    }),
  );
});
