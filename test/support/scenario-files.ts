/** A small scenario with its files, and ways to load it with one thing changed. */
import { createHash } from 'node:crypto';
import { formatIssue } from '../../src/scenario/text/issue.js';
import { prepareScenario, type PreparedScenario, type PrepareOptions } from '../../src/scenario/prepare.js';

export const SCENARIO = `name: fixture
start: 2018-10-08T00:00:00Z
timezone: UTC
horizon: 1d
warmup: 1h
instances:
  gitlab.com: { url: https://gitlab.com/, request_latency: 200ms }
runners:
  srm: { instance: gitlab.com, token: srm-token }
  org: { instance: gitlab.com, token: org-token, tags: [org] }
clouds:
  gce:
    driver: google
    zones:
      us-east1-c: { boot_time: { lognormal: { median: 35s, sigma: 0.4 } } }
      us-east1-d: { like: us-east1-c, delete_time: 30s }
    machine_types: { n1-standard-1: 0.0475 USD/h, n1-standard-4: 0.19 USD/h }
managers:
  srm:
    config: srm.toml
    replicas: [{ zone: us-east1-c }, { zone: us-east1-d }]
    host: { cloud: gce, machine_type: n1-standard-4 }
workloads:
  public:
    projects: { count: 20, popularity: { zipf: 1.1 } }
    pipelines: { rate: 40/h, jobs: { lognormal: { median: 2, p95: 10 } } }
    duration: { lognormal: { median: 3m, p95: 18m } }
  org:
    tags: [org]
    trace: history.csv
events:
  - { at: 10h, reload: { group: srm, set: { "runners[srm].machine.effective.IdleCount": 9 } } }
  - { at: 2018-10-08T14:00:00Z, stop: { manager: srm-2, signal: SIGTERM } }
  - { every: Mon 15:00, start: { manager: srm-2 } }
thresholds:
  queue_time: ["p(95) < 1m"]
`;

export const SRM_TOML = `concurrent = 20
check_interval = 4

[[runners]]
  name = "srm"
  url = "https://gitlab.com/"
  token = "srm-token"
  executor = "docker+machine"
  limit = 20
  request_concurrency = 3
  [runners.docker]
    image = "ruby:3.3"
  [runners.machine]
    IdleCount = 5
    IdleTime = 600
    MaxBuilds = 1
    MachineName = "srm-%s"
    MachineDriver = "google"
    MachineOptions = ["google-zone=us-east1-d", "google-machine-type=n1-standard-1"]
    [[runners.machine.autoscaling]]
      Periods = ["* * 9-17 * * * *"]
      Timezone = "UTC"
      IdleCount = 10
      IdleTime = 1200

[[runners]]
  name = "org"
  url = "https://gitlab.com/"
  token = "org-token"
  executor = "docker"
  limit = 4
`;

export const HISTORY_CSV = `job,project,created_at,queued_at,started_at,finished_at,status
1,alpha,2018-10-01T08:00:00Z,2018-10-01T08:00:01Z,2018-10-01T08:00:03Z,2018-10-01T08:03:03Z,success
2,beta,2018-10-01T09:00:00Z,2018-10-01T09:00:01Z,2018-10-01T09:00:03Z,2018-10-01T09:03:03Z,failed
`;

export const FILES: Readonly<Record<string, string>> = { 'srm.toml': SRM_TOML, 'history.csv': HISTORY_CSV };

/** What is different from the fixture. */
export interface Change {
  /** Replacements in the scenario's text, each of which must be found. */
  readonly swap?: readonly (readonly [from: string, to: string])[];
  readonly files?: Readonly<Record<string, string | undefined>>;
  readonly set?: readonly string[];
  readonly thresholds?: readonly string[];
  readonly allowLong?: boolean;
}

/** Returns the text with each replacement made once; throws where there is nothing to replace. */
export function swapped(text: string, swap: Change['swap'] = []): string {
  return swap.reduce((result, [from, to]) => {
    if (!result.includes(from)) throw new Error(`the fixture has no '${from}'`);
    return result.replace(from, () => to);
  }, text);
}

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Returns what becomes of the fixture, or of `text`, with the change. */
export function prepare(change: Change = {}, text: string = SCENARIO): ReturnType<typeof prepareScenario> {
  const files: Record<string, string | undefined> = { ...FILES, ...change.files };
  const options: PrepareOptions = {
    hash,
    set: change.set ?? [],
    thresholds: change.thresholds ?? [],
    allowLong: change.allowLong ?? false,
  };
  return prepareScenario(swapped(text, change.swap), 's.yaml', (file) => (Object.hasOwn(files, file) ? files[file] : undefined), options);
}

/** Returns the prepared fixture; throws with the messages where it is refused. */
export function prepared(change: Change = {}, text: string = SCENARIO): PreparedScenario {
  const result = prepare(change, text);
  if ('issues' in result) throw new Error(result.issues.map(formatIssue).join('\n'));
  return result;
}

/** Returns the errors of the fixture with the change, as the user reads them, line breaks as blanks. */
export function errors(change: Change, text: string = SCENARIO): string[] {
  const result = prepare(change, text);
  if (!('issues' in result)) return [];
  return result.issues
    .filter(({ severity }) => severity === 'error')
    .map((issue) =>
      formatIssue({ ...issue, excerpt: '' })
        .replace(/\s+/gu, ' ')
        .trim(),
    );
}

/** Returns the warnings of the fixture with the change, in the same form. */
export function warnings(change: Change = {}, text: string = SCENARIO): string[] {
  return prepared(change, text).warnings.map((issue) =>
    formatIssue({ ...issue, excerpt: '' })
      .replace(/\s+/gu, ' ')
      .trim(),
  );
}
