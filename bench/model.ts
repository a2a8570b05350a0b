/** Times the whole model through the scenario path: the engine with the collector that makes its results. */
import { createHash } from 'node:crypto';
import { prepareScenario, type PreparedScenario } from '../src/scenario/prepare.js';
import { simulate } from '../src/study/simulate.js';
import { median, thousands, type Figures } from './figures.js';
import { simpy } from './yardsticks.js';

/** One zone of Google's whose machines boot in 35 s or so and take 20 s to delete. */
export const CLOUD = {
  gce: {
    driver: 'google',
    zones: { z: { boot_time: { lognormal: { median: '35s', sigma: 0.4 } }, delete_time: '20s' } },
    machine_types: { t: '0.0475 USD/h' },
  },
};

/** IdleCount 500, check_interval 3, concurrent 2000, Poisson 1/s, exponential 180 s; srm with MaxBuilds 1, gsrm without a bound. */
export function srm(horizon: string, maxBuilds = 1): PreparedScenario {
  return prepared({
    horizon,
    instances: { gitlab: { long_polling: 'off' } },
    runners: { srm: { token: 'runner' } },
    clouds: CLOUD,
    managers: { srm: { config: { file: 'srm.toml', text: machineConfig({ concurrent: 2000, idleCount: 500, maxBuilds }) } } },
    workloads: { load: { jobs: { rate: '1/s' }, duration: { exponential: { mean: '180s' } } } },
  });
}

/** M/M/100: concurrent 100, check_interval 1, mean service of `mean` seconds, load 0.9, `jobs` jobs. */
export function mm100(jobs: number, mean = 1000): PreparedScenario {
  return prepared(mm100Scenario(jobs, mean));
}

/** The same as a scenario of one file. */
export function mm100Scenario(jobs: number, mean = 1000): object {
  const perSecond = 90 / mean;
  return {
    horizon: `${Math.ceil((jobs / perSecond) * 1.05)}s`,
    instances: { gitlab: { request_latency: '0s', update_latency: '0s', final_update_latency: '0s', long_polling: 'off' } },
    runners: { host: { token: 'runner' } },
    managers: { host: { config: { file: 'host.toml', text: hostConfig(100) } } },
    workloads: {
      load: {
        jobs: { rate: `${perSecond}/s` },
        max_jobs: jobs,
        duration: { exponential: { mean: `${mean}s` } },
        start: '0s',
        stages: { prepare: '0s', prepare_script: '0s', get_sources: '0s', cleanup: '0s' },
        timeout: '100d',
      },
    },
  };
}

/** A docker+machine manager with one entry. */
export function machineConfig(settings: { readonly concurrent: number; readonly idleCount: number; readonly maxBuilds: number }): string {
  return [
    `concurrent = ${settings.concurrent}`,
    'check_interval = 3',
    '[[runners]]',
    'name = "runner"',
    'url = "https://gitlab.example/"',
    'token = "runner"',
    'executor = "docker+machine"',
    'request_concurrency = 10',
    '[runners.machine]',
    `IdleCount = ${settings.idleCount}`,
    'IdleTime = 1800',
    `MaxBuilds = ${settings.maxBuilds}`,
    'MachineDriver = "google"',
    'MachineName = "runner-%s"',
    'MachineOptions = ["google-zone=z", "google-machine-type=t"]',
  ].join('\n');
}

/** A fixed host that takes as many jobs at a time, fed each second. */
export function hostConfig(concurrent: number): string {
  return [
    `concurrent = ${concurrent}`,
    'check_interval = 1',
    '[[runners]]',
    'name = "host"',
    'url = "https://gitlab.example/"',
    'token = "runner"',
    'executor = "docker"',
    `request_concurrency = ${concurrent}`,
    '[runners.feature_flags]',
    'FF_USE_ADAPTIVE_REQUEST_CONCURRENCY = false',
  ].join('\n');
}

export function prepared(scenario: object): PreparedScenario {
  const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
  const result = prepareScenario(JSON.stringify(scenario), 'bench', () => undefined, { hash, allowLong: true });
  if ('issues' in result) throw new Error(JSON.stringify(result.issues));
  return result;
}

export interface TimedRun {
  /** Jobs measured, and those of them that were started. */
  readonly jobs: number;
  readonly started: number;
  readonly events: number;
  /** CPU time of this process. */
  readonly seconds: number;
}

/** One run, timed. */
export function timeRun({ fleet }: PreparedScenario, seed: number): TimedRun {
  const before = process.cpuUsage();
  const result = simulate(fleet, { seed, replication: 0 });
  const used = process.cpuUsage(before);
  const { all } = result.jobs;
  return { jobs: all.jobs, started: all.jobs - all.notStarted, events: result.events, seconds: (used.user + used.system) / 1e6 };
}

/** Prints jobs a second of each case, medians of three seeds after a warm-up, beside SimPy's on the like workload, in turn. */
export function benchModel(yardsticks: string): Figures {
  console.log('Whole model through the scenario path, engine and results, no files: CPU time, median of 3 seeds');
  console.log('  (SimPy: M/M/100, and base stock of single-use machines, neither with polling nor records; in turn with ours)');
  const theirs = simpy(yardsticks);
  const figures: Record<string, number> = {};
  for (const [title, key, scenario, warm, workload] of [
    ['M/M/100, 10^6 jobs', 'mm100', mm100(1e6), mm100(2e4), 'w1'],
    ['srm, IdleCount 500, 7 days', 'srm', srm('7d'), srm('4h'), 'w2'],
    ['gsrm re-use, IdleCount 500, 7 days', 'gsrm', srm('7d', 0), srm('4h', 0), 'w2'],
  ] as const) {
    timeRun(warm, 1);
    const pairs = [1, 2, 3].map((seed) => ({ run: timeRun(scenario, seed), peer: theirs?.(workload, seed) }));
    const rate = median(pairs.map(({ run }) => run.jobs / run.seconds));
    const events = median(pairs.map(({ run }) => run.events / run.seconds));
    const words = [`${thousands(rate)} jobs/s`, `${thousands(events)} events/s`];
    figures[`${key}.jobs_per_s`] = rate;
    if (theirs !== undefined) {
      const peer = median(pairs.map((pair) => pair.peer!));
      const ratio = median(pairs.map((pair) => pair.run.jobs / pair.run.seconds / pair.peer!));
      words.push(`SimPy ${thousands(peer)} jobs/s (ours is ${ratio.toFixed(1)} x)`);
      figures[`${key}.times_simpy`] = ratio;
    }
    console.log(`  ${title}: ${words.join(', ')} (${pairs.map(({ run }) => run.seconds.toFixed(2)).join(', ')} s CPU)`);
  }
  return figures;
}
