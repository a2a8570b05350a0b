/** How the cost of a job grows with the pool and with the backlog, through the scenario path. */
import type { Figures } from './figures.js';
import type { PreparedScenario } from '../src/scenario/prepare.js';
import { CLOUD, hostConfig, machineConfig, mm100, prepared, timeRun } from './model.js';

/** srm or gsrm under four jobs a second for eight hours, on a pool of `idleCount`. What it takes to fill the pool is no cost of its jobs. */
function poolCost(idleCount: number, maxBuilds: number): number {
  return costBetween(poolOf(idleCount, maxBuilds, '1/h'), poolOf(idleCount, maxBuilds, '4/s'));
}

function poolOf(idleCount: number, maxBuilds: number, rate: string): PreparedScenario {
  return prepared({
    horizon: '8h',
    warmup: '10m',
    instances: { gitlab: { long_polling: 'off' } },
    runners: { runner: { token: 'runner' } },
    clouds: CLOUD,
    managers: { group: { config: { file: 'config.toml', text: machineConfig({ concurrent: 100_000, idleCount, maxBuilds }) } } },
    workloads: { load: { jobs: { rate }, duration: { exponential: { mean: '180s' } } } },
  });
}

/**
 * Jobs of 10 000 projects under fair usage, behind a backlog that a fixed host hardly works off: three hours of it but for the first half of one. What it
 * takes to queue the backlog, and to write at the end who waits still, is many times the cost of the jobs that are started, and in both runs.
 */
function backlogCost(backlog: number): number {
  return costBetween(backlogOf(backlog, '30m'), backlogOf(backlog, '3h'));
}

function backlogOf(backlog: number, horizon: string): PreparedScenario {
  return prepared({
    horizon,
    instances: { gitlab: { long_polling: 'off', request_latency: '0s' } },
    runners: { runner: { token: 'runner' } },
    managers: { group: { config: { file: 'config.toml', text: hostConfig(1700) } } },
    workloads: {
      load: { jobs: { rate: '40/s' }, projects: { count: 10_000, popularity: { zipf: 1.1 } }, duration: { exponential: { mean: '40s' } } },
      ...(backlog === 0 ? {} : { before: { burst: { jobs: backlog }, projects: { count: 10_000 }, duration: '40s' } }),
    },
  });
}

/** So many managers of one runner, fixed hosts of 6,400 slots between them, under jobs that keep seven in ten of the slots busy. */
export function managersOf(count: number, horizon: string): PreparedScenario {
  const managers = Array.from({ length: count }, (_, i) => [
    `host-${i}`,
    { config: { file: `host-${i}.toml`, text: hostConfig(6400 / count) } },
  ]);
  return prepared({
    horizon,
    warmup: '10m',
    instances: { gitlab: { long_polling: 'off' } },
    runners: { runner: { token: 'runner' } },
    managers: Object.fromEntries(managers),
    workloads: { load: { jobs: { rate: '25/s' }, duration: { exponential: { mean: '180s' } } } },
  });
}

function managersCost(count: number): number {
  const scenario = managersOf(count, '8h');
  const { seconds, started } = leastOf(() => timeRun(scenario, 1));
  return seconds / started;
}

/** What a job costs of those that one run has started and the other has not: what both have to do beside them is no cost of theirs. */
function costBetween(fewer: PreparedScenario, more: PreparedScenario): number {
  const [few, many] = [fewer, more].map((scenario) => leastOf(() => timeRun(scenario, 1)));
  return (many!.seconds - few!.seconds) / (many!.started - few!.started);
}

interface Timed {
  readonly seconds: number;
  readonly started: number;
}

/** Of three runs, which differ in nothing but the time they took. */
function leastOf(run: () => Timed): Timed {
  return [run(), run(), run()].reduce((least, one) => (one.seconds < least.seconds ? one : least));
}

type Case = readonly [title: string, key: string, sizes: readonly number[], seconds: (size: number) => number];

/** Prints microseconds a job and the ratio to the small case. */
export function benchScale(): Figures {
  console.log('Scale: CPU time a job that was started, the least of three runs, and its ratio to the first case');
  return told([
    ['srm, IdleCount', 'srm', [500, 5000, 20_000, 100_000], (size) => poolCost(size, 1)],
    ['gsrm re-use, IdleCount', 'gsrm', [500, 5000], (size) => poolCost(size, 0)],
    ['backlog of', 'backlog', [0, 100_000, 1_000_000], backlogCost],
    ['managers', 'managers', [1, 8, 64], managersCost],
  ]);
}

/** The same of M/M/100 by the number of its jobs, which take a tenth of the time of those elsewhere: a scenario is no longer than twenty years. */
export function benchLong(): Figures {
  console.log('Length: CPU time a job of M/M/100, one run each, and its ratio to the first case');
  return told([['jobs', 'length', [1e6, 1e7, 1e8], (jobs) => timeRun(mm100(jobs, 100), 1).seconds / jobs]]);
}

function told(cases: readonly Case[]): Figures {
  const figures: Record<string, number> = {};
  for (const [title, key, sizes, seconds] of cases) {
    // What the first run of a kind takes to be compiled is stated by the section `fleet`.
    seconds(sizes[0]!);
    const costs = sizes.map((size) => ({ size, us: seconds(size) * 1e6 }));
    const words = costs.map(({ size, us }) => `${size}: ${us.toFixed(1)} us a job (${(us / costs[0]!.us).toFixed(2)} x)`);
    console.log(`  ${title} ${words.join('; ')}`);
    for (const { size, us } of costs) figures[`scale.${key}.${size}_us_per_job`] = us;
  }
  return figures;
}
