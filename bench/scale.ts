/** How the cost of a job grows with the pool and with the backlog, through the scenario path. */
import { hostConfig, machineConfig, prepared, timeRun } from './model.js';

const CLOUD = {
  gce: {
    driver: 'google',
    zones: { z: { boot_time: { lognormal: { median: '35s', sigma: 0.4 } }, delete_time: '20s' } },
    machine_types: { t: '0.0475 USD/h' },
  },
};

/** srm or gsrm under four jobs a second for two hours, on a pool of `idleCount` that is full when it begins. */
function poolCost(idleCount: number, maxBuilds: number): number {
  const scenario = prepared({
    horizon: '2h',
    warmup: '10m',
    instances: { gitlab: { long_polling: 'off' } },
    runners: { runner: { token: 'runner' } },
    clouds: CLOUD,
    managers: { group: { config: { file: 'config.toml', text: machineConfig({ concurrent: 100_000, idleCount, maxBuilds }) } } },
    workloads: { load: { jobs: { rate: '4/s' }, duration: { exponential: { mean: '180s' } } } },
  });
  return best(() => timeRun(scenario, 1));
}

/** Jobs of 10 000 projects under fair usage, behind a backlog that a fixed host works off. */
function backlogCost(backlog: number): number {
  const scenario = prepared({
    horizon: '30m',
    instances: { gitlab: { long_polling: 'off', request_latency: '0s' } },
    runners: { runner: { token: 'runner' } },
    managers: { group: { config: { file: 'config.toml', text: hostConfig(2000) } } },
    workloads: {
      load: { jobs: { rate: '40/s' }, projects: { count: 10_000, popularity: { zipf: 1.1 } }, duration: { exponential: { mean: '40s' } } },
      ...(backlog === 0 ? {} : { before: { burst: { jobs: backlog }, projects: { count: 10_000 }, duration: '40s' } }),
    },
  });
  const { seconds, started } = timeRun(scenario, 1);
  // What it takes to queue the backlog itself is no cost of the jobs that are started.
  return (seconds - (backlog === 0 ? 0 : queueCost(backlog))) / started;
}

function queueCost(backlog: number): number {
  const scenario = prepared({
    horizon: '1s',
    instances: { gitlab: { long_polling: 'off' } },
    runners: { runner: { token: 'runner' } },
    managers: { group: { config: { file: 'config.toml', text: hostConfig(1) }, running: false } },
    workloads: { before: { burst: { jobs: backlog }, projects: { count: 10_000 }, duration: '40s' } },
  });
  return timeRun(scenario, 1).seconds;
}

function best(run: () => { readonly seconds: number; readonly started: number }): number {
  return Math.min(...[1, 2, 3].map(() => run()).map(({ seconds, started }) => seconds / started));
}

/** Prints microseconds a job and the ratio to the small case. */
export function benchScale(): void {
  for (const [name, cases, cost] of [
    ['srm, IdleCount', [500, 5000, 20_000], (size: number): number => poolCost(size, 1)],
    ['gsrm re-use, IdleCount', [500, 5000], (size: number): number => poolCost(size, 0)],
    ['backlog of', [0, 100_000, 1_000_000], backlogCost],
  ] as const) {
    const costs = cases.map((size) => ({ size, us: cost(size) * 1e6 }));
    console.log(
      `  ${name} ${costs.map(({ size, us }) => `${size}: ${us.toFixed(1)} us a job (${(us / costs[0]!.us).toFixed(2)} x)`).join('; ')}`,
    );
  }
}
