/** On however many threads a study is played, its bytes are the same: the built command, with 1, 2 and 7. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureBuilt, Workplace, type Outcome } from '../cli/process.js';
import { ROOT } from '../support/files.js';

const scenario = (name: string): string => path.join(ROOT, 'scenarios', name);
const SHORT = ['--set', 'horizon=4h', '--set', 'replications=6'];

let place: Workplace;
beforeAll(() => {
  ensureBuilt();
  place = new Workplace({});
}, 120_000);
afterAll(() => {
  place.remove();
});

/** Plays a command with each number of threads; `--out` differs by it. */
async function played(...argv: readonly string[]): Promise<Outcome[]> {
  const all: Outcome[] = [];
  for (const workers of ['1', '2', '7']) {
    all.push(await place.runcast([...argv.map((word) => (word === 'OUT' ? `out-${workers}` : word)), '--workers', workers, '-q']));
  }
  return all;
}

describe('the same bytes for 1, 2 and 7 threads', () => {
  test('of a comparison', async () => {
    const set = ['--set', 'IdleCount=12', '--vs', '--set', 'check_interval=1', '--set-all', 'horizon=4h'];
    const [one, ...others] = await played('compare', scenario('idle-pool.yaml'), ...set, '--json');
    expect(one!.err).toBe('');
    expect(JSON.parse(one!.out)).toHaveProperty('compareVersion', 1);
    for (const other of others) expect(other).toEqual(one);
  }, 600_000);

  test('of a run with the rows of every replication, which are written in their order', async () => {
    const [one, ...others] = await played('run', scenario('idle-pool.yaml'), ...SHORT, '--rows', 'all', '--out', 'OUT');
    expect(one!.err).toBe('');
    for (const other of others) expect(other).toEqual(one);
    for (const file of ['jobs.csv', 'machines.csv', 'timeline.csv', 'projects.csv', 'replications.csv', 'summary.json']) {
      const [first, ...rest] = ['1', '2', '7'].map((workers) => readFileSync(place.at(`out-${workers}`, file)));
      for (const own of rest) expect(own.equals(first!), file).toBe(true);
    }
  }, 600_000);

  test('of a study of outages', async () => {
    const argv = ['outage', scenario('outage-zone.yaml'), '--target', 'zone=us-east1-c', '--every', '12h', '--for', '30m', '--no-week'];
    const [one, ...others] = await played(
      ...argv,
      '--years',
      '2',
      '--replications',
      '2',
      '--set',
      'workloads.public.pipelines.rate=60/h',
      '--json',
    );
    expect(one!.err).toBe('');
    expect(one!.out.length).toBeGreaterThan(1000);
    for (const other of others) expect(other).toEqual(one);
  }, 600_000);

  test('of days that are drawn from a history, by each replication its own; with 1 and 2', async () => {
    const instant = (hour: number): string => new Date(Date.UTC(2024, 1, 5) + hour * 3_600_000).toISOString();
    const drawn = new Workplace({
      'history.csv': ['queued_at,duration', ...Array.from({ length: 14 * 24 }, (_, hour) => `${instant(hour)},${600 + 20 * hour}`)].join(
        '\n',
      ),
      'config.toml': 'concurrent = 3\n[[runners]]\n  name = "host"\n  token = "t"\n  executor = "docker"\n',
      'days.yaml': `name: days
start: 2024-03-04T00:00:00Z
horizon: 5d
instances: { gitlab: { long_polling: off } }
runners: { host: { token: t } }
managers: { host: { config: config.toml } }
workloads: { history: { resample: history.csv } }
`,
    });
    try {
      const argv = ['run', 'days.yaml', '--replications', '3', '--json=full', '-q', '--workers'];
      const [one, two] = [await drawn.runcast([...argv, '1']), await drawn.runcast([...argv, '2'])];
      expect(one.err).toBe('');
      const { runs } = JSON.parse(one.out) as { runs: { fingerprint: string }[] };
      expect(new Set(runs.map(({ fingerprint }) => fingerprint)).size).toBe(3);
      expect(two).toEqual(one);
    } finally {
      drawn.remove();
    }
  }, 600_000);
});

describe('what ends a study early', () => {
  test('a plain run that hits a limit, on any thread: the words and the exit code of one thread', async () => {
    const argv = ['outage', scenario('idle-pool.yaml'), '--target', 'cloud=gce', '--no-week', '--set', 'horizon=8h', '--replications', '6'];
    const [one, ...others] = await played(...argv, '--set', 'limits.events=20000');
    expect(one!.exit).toBe(3);
    expect(one!.err).toContain('without any outage the scenario already hits the limit on events');
    for (const other of others) expect(other).toEqual(one);
  }, 600_000);

  test('a signal, while threads play: nothing is left behind', async () => {
    let ticks = 0;
    const argv = [
      'run',
      scenario('idle-pool.yaml'),
      '--set',
      'horizon=60d',
      '--replications',
      '8',
      '--workers',
      '3',
      '-q',
      '--out',
      'out-signal',
    ];
    const { exit, err } = await place.runcast(argv, {
      // Some time after it has begun, so that threads play.
      onTick: (kill) => place.listing().some((name) => name.startsWith('.runcast-')) && ++ticks === 30 && kill('SIGINT'),
    });
    expect(err).toBe('');
    expect(exit).toBe(130);
    expect(place.listing().filter((name) => name.includes('signal') || name.startsWith('.runcast-'))).toEqual([]);
  }, 600_000);

  test.each(['0', 'many', '257'])('%s threads are refused', async (workers) => {
    const { exit, err } = await place.runcast(['run', scenario('idle-pool.yaml'), '--workers', workers]);
    expect(exit).toBe(2);
    expect(err).toBe(`runcast: --workers ${workers}: expected a whole number from 1 to 256\n`);
  });
});
