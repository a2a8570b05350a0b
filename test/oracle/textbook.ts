/** Textbook cases as a user would write them: a scenario and a config.toml as text, through the scenario path to a fleet that runs. */
import { stringify } from 'yaml';
import { createHash } from 'node:crypto';
import { formatIssue } from '../../src/scenario/text/issue.js';
import { prepareScenario, type PreparedScenario } from '../../src/scenario/prepare.js';
import { estimateMean, type Estimate } from '../../src/stats/confidence.js';
import { simulate } from '../../src/study/simulate.js';
import { invariant } from '../../src/sim/invariant.js';
import type { JobRecord } from '../../src/record/job.js';
import type { MachineRecord } from '../../src/record/machine.js';
import { NOT_YET } from '../../src/record/not-yet.js';
import type { Micros } from '../../src/units/time.js';

/** Settings of `[runners.machine]`; on google, one zone, one type. */
export interface MachineText {
  readonly idleCount: number;
  readonly maxBuilds: number;
  readonly bootTime: unknown;
  readonly price?: string;
  readonly billing?: Readonly<Record<string, string>>;
  readonly zone?: Readonly<Record<string, unknown>>;
}

export interface TextbookOptions {
  readonly concurrent: number;
  /** Distribution of the scripts' run times, in the words of the scenario. */
  readonly duration: unknown;
  /** When jobs come: a key of a workload with its value, such as `{ jobs: { rate: '4/h' } }`. */
  readonly arrivals: Readonly<Record<string, unknown>>;
  readonly horizon: string;
  readonly warmup?: string;
  /** undefined: a fixed host with `concurrent` slots. */
  readonly machine?: MachineText;
  readonly instance?: Readonly<Record<string, string>>;
  readonly workload?: Readonly<Record<string, unknown>>;
}

/** Seconds between two feeds: the least a config.toml can say. Services and boots of an oracle are a thousand times as long, or longer. */
export const INTERVAL = 1;

/** Returns a rate per second as the scenario writes it. */
export function perHour(rate: number): string {
  return `${Number((rate * 3600).toPrecision(12))}/h`;
}

function configToml(concurrent: number, machine: MachineText | undefined): string {
  const settings =
    machine === undefined
      ? []
      : [
          '  [runners.machine]',
          `    IdleCount = ${machine.idleCount}`,
          '    IdleTime = 100000000',
          `    MaxBuilds = ${machine.maxBuilds}`,
          '    MachineDriver = "google"',
          '    MachineName = "runner-%s"',
          '    MachineOptions = ["google-zone=z", "google-machine-type=t"]',
        ];
  return [
    `concurrent = ${concurrent}`,
    `check_interval = ${INTERVAL}`,
    '[[runners]]',
    '  name = "textbook"',
    '  url = "https://gitlab.example/"',
    '  token = "textbook-token"',
    `  executor = "${machine === undefined ? 'docker' : 'docker+machine'}"`,
    '  request_concurrency = 100000',
    '  [runners.feature_flags]',
    '    FF_USE_ADAPTIVE_REQUEST_CONCURRENCY = false',
    ...settings,
  ].join('\n');
}

/** Returns the case without latencies and stages, ready to run. Whatever takes time beside script and boot has to be named. */
export function textbook(options: TextbookOptions): PreparedScenario {
  const { machine } = options;
  const clouds = {
    gce: {
      driver: 'google',
      ...(machine?.billing === undefined ? {} : { billing: machine.billing }),
      zones: {
        z: { boot_time: machine?.bootTime, delete_time: '0s', stop_time: '0s', connect_latency: '0s', ...machine?.zone },
      },
      machine_types: { t: machine?.price ?? '0.05 USD/h' },
    },
  };
  const input = {
    horizon: options.horizon,
    warmup: options.warmup ?? '0s',
    instances: {
      gitlab: { request_latency: '0s', update_latency: '0s', final_update_latency: '0s', long_polling: 'off', ...options.instance },
    },
    runners: { textbook: { token: 'textbook-token' } },
    ...(machine === undefined ? {} : { clouds }),
    managers: { host: { config: 'config.toml', command_timeout: 'off' } },
    workloads: {
      load: {
        ...options.arrivals,
        duration: options.duration,
        start: '0s',
        stages: { prepare: '0s', prepare_script: '0s', get_sources: '0s', cleanup: '0s' },
        timeout: '3650d',
        ...options.workload,
      },
    },
  };
  const files: Readonly<Record<string, string>> = { 'config.toml': configToml(options.concurrent, machine) };
  const prepared = prepareScenario(stringify(input), 'textbook.yaml', (file) => files[file], {
    allowLong: true,
    hash: (text) => createHash('sha256').update(text).digest('hex'),
  });
  if ('issues' in prepared) throw new Error(prepared.issues.map(formatIssue).join('\n'));
  return prepared;
}

/** What one replication says: jobs in the order of their arrival, machines in the order of their numbers. */
export interface Records {
  readonly jobs: readonly Readonly<JobRecord>[];
  readonly machines: readonly Readonly<MachineRecord>[];
}

/** Runs one replication and keeps its records. */
export function recordsOf({ fleet }: PreparedScenario, seed: number | string, replication = 0): Records {
  const jobs: JobRecord[] = [];
  const machines: MachineRecord[] = [];
  const recorder = {
    job: (record: Readonly<JobRecord>): void => void jobs.push({ ...record }),
    machine: (record: Readonly<MachineRecord>): void => void machines.push({ ...record, time: { ...record.time } }),
  };
  const { outcome } = simulate(fleet, { seed, replication, recorder });
  invariant(outcome === 'done', 'an oracle reaches its horizon');
  return { jobs: jobs.sort((a, b) => a.job - b.job), machines: machines.sort((a, b) => a.machine - b.machine) };
}

/** Figures of the jobs queued in the measurement period. */
export interface Waits {
  /** Mean over replications of the mean queue time, seconds. */
  readonly mean: Estimate;
  /** Share of jobs that waited longer than one interval between two feeds: they did not only wait for the next feed. */
  readonly waiting: Estimate;
  /** Time average of the number of pending jobs. */
  readonly pending: Estimate;
  readonly jobs: number;
}

/** Runs `replications` replications and estimates the waits from them. */
export function measure({ fleet }: PreparedScenario, seed: number | string, replications: number): Waits {
  const border: Micros = INTERVAL * 1_000_000;
  const means: number[] = [];
  const shares: number[] = [];
  const pending: number[] = [];
  let jobs = 0;
  for (let replication = 0; replication < replications; replication++) {
    let count = 0;
    let sum = 0;
    let waited = 0;
    let overlap = 0;
    const job = (record: Readonly<JobRecord>): void => {
      const end = record.startedAt === NOT_YET ? fleet.horizon : record.startedAt;
      overlap += Math.max(0, end - Math.max(record.queuedAt, fleet.warmup));
      invariant(record.status !== 'runner_system_failure', 'no job of an oracle is dropped');
      if (record.queuedAt < fleet.warmup) return;
      count++;
      sum += end - record.queuedAt;
      if (end - record.queuedAt > border) waited++;
    };
    const result = simulate(fleet, { seed, replication, recorder: { job, machine: () => undefined } });
    const { queueTime } = result.jobs.all;
    invariant(result.outcome === 'done' && count === queueTime.count, 'the result and the records tell of the same jobs');
    invariant(Math.abs(queueTime.mean.value! * 1e6 * count - sum) <= sum * 1e-12 + 1, 'the mean of the result is that of the records');
    means.push(queueTime.mean.value!);
    shares.push(waited / count);
    pending.push(overlap / (fleet.horizon - fleet.warmup));
    jobs += count;
  }
  return { mean: estimateMean(means), waiting: estimateMean(shares), pending: estimateMean(pending), jobs };
}

/** An estimate as `docs/explanation/truth.md` has it in a table. */
export function cell({ mean, halfWidth }: Estimate): string {
  const digits = mean < 100 ? 1 : 0;
  return `| ${mean.toFixed(digits)} ± ${halfWidth!.toFixed(digits)} s |`;
}

/** One line of the protocol that an oracle prints. */
export function verdict(
  name: string,
  estimate: Estimate,
  theory: number,
  bias: number,
): { readonly text: string; readonly agrees: boolean } {
  const { mean, halfWidth } = estimate;
  invariant(halfWidth !== undefined, 'an oracle has several replications');
  const agrees = mean >= theory - halfWidth && mean <= theory + bias + halfWidth;
  const number = (value: number): string => Number(value.toPrecision(5)).toString();
  return {
    agrees,
    text: `${name}: estimate ${number(mean)}, theory ${number(theory)}, half-width ${number(halfWidth)}, polling bias <= ${number(bias)}`,
  };
}
