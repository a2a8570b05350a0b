/** Times the whole model through the scenario path: the engine with the collector that makes its results. */
import { createHash } from 'node:crypto';
import { prepareScenario, type PreparedScenario } from '../src/scenario/prepare.js';
import { simulate } from '../src/study/simulate.js';
import { median } from './kernel.js';

/** srm: IdleCount 500, MaxBuilds 1, check_interval 3, concurrent 2000, boot lognormal 35 s / 0.4, delete 20 s, Poisson 1/s, exponential 180 s. */
export function srm(horizon: string): PreparedScenario {
  const toml = [
    'concurrent = 2000',
    'check_interval = 3',
    '[[runners]]',
    'name = "srm"',
    'url = "https://gitlab.example/"',
    'token = "srm"',
    'executor = "docker+machine"',
    'request_concurrency = 10',
    '[runners.machine]',
    'IdleCount = 500',
    'IdleTime = 1800',
    'MaxBuilds = 1',
    'MachineDriver = "google"',
    'MachineName = "runner-%s"',
    'MachineOptions = ["google-zone=z", "google-machine-type=t"]',
  ].join('\n');
  return prepared({
    horizon,
    instances: { gitlab: { long_polling: 'off' } },
    runners: { srm: { token: 'srm' } },
    clouds: {
      gce: {
        driver: 'google',
        zones: { z: { boot_time: { lognormal: { median: '35s', sigma: 0.4 } }, delete_time: '20s' } },
        machine_types: { t: '0.0475 USD/h' },
      },
    },
    managers: { srm: { config: { file: 'srm.toml', text: toml } } },
    workloads: { load: { jobs: { rate: '1/s' }, duration: { exponential: { mean: '180s' } } } },
  });
}

/** M/M/100: concurrent 100, check_interval 1, mean service 1000 s, load 0.9, `jobs` jobs. */
export function mm100(jobs: number): PreparedScenario {
  const toml = [
    'concurrent = 100',
    'check_interval = 1',
    '[[runners]]',
    'name = "host"',
    'url = "https://gitlab.example/"',
    'token = "host"',
    'executor = "docker"',
    'request_concurrency = 100',
    '[runners.feature_flags]',
    'FF_USE_ADAPTIVE_REQUEST_CONCURRENCY = false',
  ].join('\n');
  return prepared({
    horizon: `${Math.ceil((jobs / 0.09) * 1.05)}s`,
    instances: { gitlab: { request_latency: '0s', update_latency: '0s', final_update_latency: '0s', long_polling: 'off' } },
    runners: { host: { token: 'host' } },
    managers: { host: { config: { file: 'host.toml', text: toml } } },
    workloads: {
      load: {
        jobs: { rate: '0.09/s' },
        max_jobs: jobs,
        duration: { exponential: { mean: '1000s' } },
        start: '0s',
        stages: { prepare: '0s', prepare_script: '0s', get_sources: '0s', cleanup: '0s' },
        timeout: '100d',
      },
    },
  });
}

function prepared(scenario: object): PreparedScenario {
  const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
  const result = prepareScenario(JSON.stringify(scenario), 'bench', () => undefined, { hash, allowLong: true });
  if ('issues' in result) throw new Error(JSON.stringify(result.issues));
  return result;
}

/** One run; CPU seconds of this process and the jobs it measured. */
export function timeRun(
  { fleet, cast }: PreparedScenario,
  seed: number,
): { readonly jobs: number; readonly seconds: number; readonly events: number } {
  const before = process.cpuUsage();
  const result = simulate(fleet, cast, { seed, replication: 0 });
  const used = process.cpuUsage(before);
  return { jobs: result.jobs.all.jobs, events: result.events, seconds: (used.user + used.system) / 1e6 };
}

/** Prints jobs a second of both cases, medians of three seeds after a warm-up. */
export function benchModel(): void {
  for (const [name, scenario, warm] of [
    ['srm, IdleCount 500, 7 days', srm('7d'), srm('4h')],
    ['M/M/100, 10^6 jobs', mm100(1e6), mm100(2e4)],
  ] as const) {
    timeRun(warm, 1);
    const runs = [1, 2, 3].map((seed) => timeRun(scenario, seed));
    const rate = median(runs.map(({ jobs, seconds }) => jobs / seconds));
    const events = median(runs.map(({ events: count, seconds }) => count / seconds));
    const thousands = (value: number): string => `${Math.round(value / 1000)} 000`;
    console.log(
      `  ${name}: ${thousands(rate)} jobs/s, ${thousands(events)} events/s (${runs.map(({ seconds }) => seconds.toFixed(2)).join(', ')} s CPU)`,
    );
  }
}
