/**
 * Bad input as a user meets it: the process ends with 2, says on standard error where the mistake is, what was expected and what to do, prints no
 * answer and no stack trace, and leaves the folder as it was.
 */
import { beforeAll, describe, expect, test } from 'vitest';
import { FILES, HISTORY_CSV, SCENARIO, SRM_TOML, swapped } from '../support/scenario-files.js';
import { ensureBuilt, inPlace, type Workplace } from './process.js';

interface Mistake {
  /** What is other than in the fixture, as replacements in one of its files. */
  readonly in?: readonly [file: 's.yaml' | 'srm.toml', ...swaps: (readonly [from: string, to: string])[]];
  /** Instead of the fixture's history. */
  readonly csv?: string;
  readonly argv?: readonly string[];
  /** What standard error says, line breaks as blanks: place, expectation, advice. */
  readonly says: readonly string[];
}

/** The history with so many good rows more, and then a bad one. */
const history = (good: number, bad: string): string =>
  [
    HISTORY_CSV.trimEnd(),
    ...Array.from({ length: good }, (_, i) => `g${i},alpha,2018-10-01T09:00:00Z,,,2018-10-01T09:03:00Z,success`),
    bad,
  ].join('\n');

const BOOT = '{ boot_time: { lognormal: { median: 35s, sigma: 0.4 } } }';
const MISTAKES: Readonly<Record<string, Mistake>> = {
  'a misspelt key': {
    in: ['s.yaml', ['horizon: 1d', 'horizn: 1d']],
    says: ["s.yaml:4:1 horizn: unknown key 'horizn'; did you mean horizon?"],
  },
  'a misspelt key of --set': {
    argv: ['--set', 'managers.srm.replica=2'],
    says: ['--set managers.srm.replica=2', "unknown key 'replica'; did you mean replicas?"],
  },
  'a misspelt key of config.toml in --set': {
    argv: ['--set', 'managers.srm.config.runners[srm].machine.IdelCount=2'],
    says: ['srm.toml', 'unknown key IdelCount', 'did you mean IdleCount?', '--set managers.srm.config'],
  },
  'a number out of range of --set': {
    argv: ['--set', 'managers.srm.config.runners[srm].limit=-3'],
    says: ['runners[0].limit: -3 is out of range; expected 0 to', '(from --set managers.srm.config.runners[srm].limit=-3)'],
  },
  'no unit': {
    in: ['s.yaml', ['horizon: 1d', 'horizon: 24']],
    says: ['s.yaml:4:10 horizon: expected a duration with its unit, such as 30s, got the number 24; write 24s if seconds are meant'],
  },
  'a wrong unit': {
    in: ['s.yaml', ['delete_time: 30s', 'delete_time: 30 parsecs']],
    says: [
      's.yaml:16:52 clouds.gce.zones.us-east1-d.delete_time: expected a duration',
      "got '30 parsecs'; units are w, d, h, m, s, ms, us",
    ],
  },
  'a price without a unit': {
    in: ['s.yaml', ['0.0475 USD/h', '0.0475']],
    says: ['s.yaml:17:37 clouds.gce.machine_types.n1-standard-1: expected a price with its unit, such as 0.0475 USD/h'],
  },
  'a missing config.toml': {
    in: ['s.yaml', ['config: srm.toml', 'config: smr.toml']],
    says: [
      "s.yaml:20:13 managers.srm.config: cannot read the file 'smr.toml' (there is no such file); expected the config.toml",
      'check the path',
    ],
  },
  'a missing history': {
    in: ['s.yaml', ['trace: history.csv', 'trace: histroy.csv']],
    says: [
      "s.yaml:30:12 workloads.org.trace: cannot read the file 'histroy.csv' (there is no such file); expected a job history in CSV; check the path",
    ],
  },
  'a duplicate name': {
    in: ['s.yaml', ['  org: { instance', '  srm: { instance']],
    says: ['s.yaml:10:3: the key srm is there twice', 'rename or remove one'],
  },
  'a cycle in like': {
    in: ['s.yaml', [`us-east1-c: ${BOOT}`, 'us-east1-c: { like: us-east1-d }']],
    says: ['s.yaml:15:27', 'like goes in a circle: us-east1-c -> us-east1-d -> us-east1-c; one of these zones must say its own values'],
  },
  'an unjoined [[runners]] entry': {
    in: ['s.yaml', ['token: org-token', 'token: other']],
    says: ["srm.toml:26:1 runners[1]: entry 1 'org' joins no runner", 'add a runner with this token', "'ignore'"],
  },
  'a driver without a cloud': {
    in: ['s.yaml', ['driver: google', 'driver: digitalocean']],
    says: ["srm.toml:18:5 runners[0].machine.MachineDriver: no cloud has the driver 'google'", 'add a cloud with driver: google'],
  },
  'an unpriced machine type': {
    in: ['s.yaml', ['n1-standard-1: 0.0475 USD/h, ', '']],
    says: ["srm.toml:19:49 runners[0].machine.MachineOptions: the machine type 'n1-standard-1' has no price in cloud gce", 'add it there'],
  },
  'a TOML error': {
    in: ['srm.toml', ['limit = 20', 'limit = = 20']],
    says: ['srm.toml:9:11: not valid TOML', 'correct the text at the caret'],
  },
  'a YAML error': {
    in: ['s.yaml', ['tags: [org]', 'tags: [org']],
    says: ['s.yaml:10:61: this is not YAML', 'end with a ]'],
  },
  'a CSV with a torn row': {
    csv: history(0, '3,gamma,2018-10-01T09'),
    says: [
      's.yaml:30:12',
      '1 of 3 rows are wrong',
      'history.csv:4: torn row: expected 7 cells, got 3',
      'correct the file or raise max_bad_rows',
    ],
  },
  'a CSV with a quote that is not closed': {
    csv: history(0, '3,"gamma,2018-10-01T09:00:00Z'),
    says: ['history.csv:4: torn row: a quote is opened and not closed'],
  },
  'a negative horizon': {
    in: ['s.yaml', ['horizon: 1d', 'horizon: -1d']],
    says: ["s.yaml:4:10 horizon: expected a duration of 0s or more, got '-1d'"],
  },
  'a negative rate': {
    in: ['s.yaml', ['rate: 40/h', 'rate: -40/h']],
    says: ['s.yaml:26:24 workloads.public.pipelines.rate: expected a rate such as 4/h', "got '-40/h'"],
  },
  'a negative number in config.toml': {
    in: ['srm.toml', ['IdleCount = 5', 'IdleCount = -5']],
    says: ['srm.toml:14:17 runners[0].machine.IdleCount: -5 is out of range; expected 0 to 1000000'],
  },
  'an absurd number': {
    in: ['s.yaml', ['sigma: 0.4', 'sigma: 1e9']],
    says: ['s.yaml:15:67', 'lognormal.sigma: expected a number from 0 to 10, got the number 1000000000'],
  },
  'an absurd duration': {
    in: ['s.yaml', ['horizon: 1d', 'horizon: 1e300s']],
    says: ['s.yaml:4:10 horizon: expected a duration', "got '1e300s'"],
  },
  NaN: {
    in: ['s.yaml', ['sigma: 0.4', 'sigma: .nan']],
    says: ['s.yaml:15:67', 'lognormal.sigma: expected a number from 0 to 10, got not a number (.nan)'],
  },
  'nan in config.toml': {
    in: ['srm.toml', ['IdleCount = 5', 'IdleCount = nan']],
    says: ['srm.toml:14:17 runners[0].machine.IdleCount: expected a whole number, found a float (NaN)'],
  },
  infinity: {
    in: ['s.yaml', ['count: 20,', 'count: .inf,']],
    says: ['s.yaml:25:24 workloads.public.projects.count: expected a whole number from 1 to', 'got the number Infinity'],
  },
  'a year at a thousand jobs a second without --yes': {
    in: ['s.yaml', ['horizon: 1d', 'horizon: 365d'], ['rate: 40/h', 'rate: 1000/s']],
    says: [
      's.yaml:24:3 workloads.public: about',
      'jobs are expected in 52w1d',
      'expected at most',
      'check the rate, the horizon and the replications, or say --yes',
    ],
  },
  'a threshold that means nothing': {
    in: ['s.yaml', ['p(95) < 1m', 'p95 < 1m']],
    says: ['s.yaml:36:17 thresholds.queue_time[0]: queue_time has no statistic "p95"', 'p('],
  },
};

beforeAll(ensureBuilt);

const withFixture = (action: (place: Workplace) => Promise<void>): Promise<void> => inPlace({ 's.yaml': SCENARIO, ...FILES }, action);

/** Runs, and checks what holds of every refusal; returns what was said, in one line. */
async function refusal(place: Workplace, argv: readonly string[]): Promise<string> {
  const before = place.listing();
  const { exit, out, err } = await place.runcast(argv);
  expect(err).not.toMatch(/^\s+at /mu);
  expect(exit, err).toBe(2);
  expect(out).toBe('');
  expect(place.listing()).toEqual(before);
  return err.replace(/\s+/gu, ' ');
}

describe.concurrent('bad input', () => {
  test('the fixture has no mistake', () =>
    withFixture(async (place) => {
      const { exit, err } = await place.runcast(['validate', 's.yaml']);
      expect(exit, err).toBe(0);
    }));

  test.each(Object.entries(MISTAKES))('%s', (_name, { in: change, csv, argv = [], says }) =>
    withFixture(async (place) => {
      if (change !== undefined) {
        const [file, ...swaps] = change;
        place.write(file, swapped(file === 's.yaml' ? SCENARIO : SRM_TOML, swaps));
      }
      if (csv !== undefined) place.write('history.csv', csv);
      const said = await refusal(place, ['run', 's.yaml', '-q', '--out', 'deep/out', ...argv]);
      for (const words of says) expect(said).toContain(words);
      expect(said).toMatch(/[1-9] errors?; nothing was run $/u);
    }),
  );

  test('a missing scenario, and one that is a folder', () =>
    withFixture(async (place) => {
      expect(await refusal(place, ['run', 'none.yaml'])).toContain(
        'none.yaml: cannot read this file (there is no such file); expected a scenario in YAML; check the path',
      );
      expect(await refusal(place, ['run', '.'])).toContain('this is a folder; name the file in it');
    }));

  test('several mistakes are told at once', () =>
    withFixture(async (place) => {
      place.write('s.yaml', swapped(SCENARIO, [['sigma: 0.4', 'sigma: -1'], ['0.0475 USD/h', '0.0475'], ['horizon: 1d', 'horizon: 24']])); // prettier-ignore
      const said = await refusal(place, ['validate', 's.yaml']);
      for (const at of ['s.yaml:4:10 ', 's.yaml:15:67 ', 's.yaml:17:37 ', '3 errors; nothing was run']) expect(said).toContain(at);
    }));

  test('few torn rows in a long history are warned of with their lines, and the run goes on', () =>
    withFixture(async (place) => {
      place.write('history.csv', history(200, 'x,gamma,2018-10-01T09'));
      const { exit, out, err } = await place.runcast(['validate', 's.yaml']);
      expect(exit).toBe(0);
      expect(out).toContain('s.yaml: valid\n');
      expect(err.replace(/\s+/gu, ' ')).toContain(
        '1 of 203 rows are wrong and left out: history.csv:204: torn row: expected 7 cells, got 3',
      );
    }));

  test.each([
    ['a file', 'srm.toml', 'srm.toml exists and is no folder'],
    ['a path through a file', 'srm.toml/out', 'a part of the path is no folder'],
    ['a folder of others', '.', 'exists and was not written by runcast'],
    ['a name that is too long', 'x'.repeat(300), 'the name is too long'],
  ])('an output folder that cannot be written: %s', (_name, target, message) =>
    withFixture(async (place) => {
      const said = await refusal(place, ['run', 's.yaml', '-q', '--out', target]);
      expect(said).toContain(message);
      expect(said).toContain('name another with --out');
    }),
  );
});
