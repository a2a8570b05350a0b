/** A recording as it stands in its file, and its lists in one shape. Fields that are not known are refused by name. */
import { checkFormat, KnownFields, rows, withoutNulls, type Row } from './fields.js';

export interface RecordedBoot {
  readonly us: number;
  readonly ok: boolean;
  readonly dir?: boolean;
  /** Its provision commands (11.4). */
  readonly provision?: readonly { readonly us: number; readonly ok: boolean }[];
}

export interface RecordedAction {
  readonly at: number;
  readonly do: 'start' | 'reload' | 'stop' | 'kill';
  readonly signal?: 'SIGQUIT' | 'SIGTERM';
  readonly config_toml?: string;
}

export interface RecordedManager {
  readonly name: string;
  readonly config_toml: string;
  readonly config_check: number;
  readonly actions: readonly RecordedAction[];
}

export interface RecordedJob {
  readonly id: number;
  readonly queued_at: number;
  readonly start: number;
  readonly script: number;
  /** Absent: any entry may have it. */
  readonly runner?: string;
  readonly result: 'success' | 'failed';
  readonly timeout?: number;
  readonly cancel?: { readonly at: number; readonly status: 'canceling' | 'canceled' };
}

type PerManager<T> = readonly T[] | Readonly<Record<string, readonly T[]>>;

export interface Recording {
  readonly name: string;
  readonly source: { readonly version: string };
  readonly ends_at: number;
  readonly clock_start: string;
  readonly managers: readonly RecordedManager[];
  readonly gitlab: {
    readonly request_latency: number;
    readonly request_jitter?: readonly [number, number];
    readonly long_poll: number;
    readonly long_poll_wake?: 'job' | 'empty' | 'rails';
    readonly backoff?: readonly number[];
    readonly update_latency: number;
    readonly final_update_latency: number;
    readonly trace?: {
      readonly output: 'chatty' | 'silent';
      readonly patch_latency: number;
      readonly touch_latency: number;
      readonly update_interval: number;
    };
    readonly fail_requests?: readonly { readonly from: number; readonly to: number; readonly status: number }[];
  };
  readonly cloud: {
    readonly boot: PerManager<RecordedBoot>;
    readonly delete: PerManager<number>;
    /** 13.12: a list by machine; 11.4: what every command not listed in `boot` does. */
    readonly provision?: readonly { readonly us: number; readonly ok_at: number }[] | { readonly us: number; readonly ok: boolean };
    readonly dir_delay?: number;
    readonly stop: number;
    readonly connect_latency: number;
    readonly unreachable?: readonly { readonly machine: number; readonly from: number; readonly to?: number }[];
    readonly fail_deletes?: readonly { readonly machine: number; readonly times: number }[];
    readonly force_delete?: PerManager<number>;
    readonly fail_force_deletes?: readonly { readonly machine: number; readonly times: number }[];
    readonly stages: {
      readonly prepare: number;
      readonly prepare_script: number;
      readonly get_sources: number;
      readonly cleanup_file_variables?: number;
      readonly prepare_when_over?: number;
    };
  };
  readonly jobs: readonly RecordedJob[];
  readonly observed: Observed;
}

export interface Observed {
  readonly jobs: readonly Row[];
  readonly machines: readonly Row[];
  readonly requests: Readonly<Record<string, number>>;
  readonly passes_count: number;
  readonly passes?: readonly Row[];
  readonly requests_log?: readonly Row[];
  readonly trace_log?: readonly Row[];
  readonly exits: readonly Row[];
}

/** Fields of the input that the adapter plays, and what of the output is compared; any other makes the recording fail by name. */
const KNOWN = new KnownFields({
  '': ['format', 'name', 'about', 'kind', 'source', 'unit', 'clock_start', 'ends_at', 'managers', 'gitlab', 'cloud', 'jobs', 'observed'],
  gitlab: [
    'request_latency',
    'request_jitter',
    'long_poll',
    'long_poll_wake',
    'update_latency',
    'final_update_latency',
    'trace',
    'fail_requests',
    'backoff',
  ],
  cloud: [
    'boot',
    'delete',
    'stop',
    'connect_latency',
    'unreachable',
    'fail_deletes',
    'force_delete',
    'fail_force_deletes',
    'stages',
    'provision',
    'dir_delay',
  ],
  'cloud.boot[]': ['us', 'ok', 'dir', 'provision'],
  'cloud.boot[].provision[]': ['us', 'ok'],
  'cloud.provision': ['us', 'ok'],
  'cloud.provision[]': ['us', 'ok_at'],
  'cloud.unreachable[]': ['machine', 'from', 'to'],
  'cloud.fail_deletes[]': ['machine', 'times'],
  'cloud.fail_force_deletes[]': ['machine', 'times'],
  'cloud.stages': ['prepare', 'prepare_script', 'get_sources', 'cleanup_file_variables', 'prepare_when_over'],
  'gitlab.fail_requests[]': ['from', 'to', 'status'],
  'gitlab.trace': ['output', 'patch_latency', 'touch_latency', 'update_interval'],
  'managers[]': ['name', 'config_toml', 'config_check', 'actions'],
  'managers[].actions[]': ['at', 'do', 'signal', 'config_toml'],
  'jobs[]': ['id', 'queued_at', 'start', 'script', 'runner', 'result', 'timeout', 'cancel'],
  'jobs[].cancel': ['at', 'status'],
  observed: ['jobs', 'machines', 'requests', 'requests_log', 'passes_count', 'passes', 'trace_log', 'exits'],
  'observed.requests': ['count', 'empty', 'failed'],
});

/** Reads the text of a recording. Throws an Error that names the field when one is not known. */
export function readRecording(text: string): Recording {
  const { observed, ...said } = JSON.parse(text) as Record<string, unknown> & { readonly observed: Record<string, unknown> };
  const raw = withoutNulls<Record<string, unknown>>(said);
  checkFormat(raw);
  KNOWN.check('', raw);
  const gitlab = raw['gitlab'] as Record<string, unknown>;
  KNOWN.check('gitlab', gitlab);
  KNOWN.checkEach('gitlab.fail_requests[]', gitlab['fail_requests']);
  if (gitlab['trace'] !== undefined) KNOWN.check('gitlab.trace', gitlab['trace']);
  checkCloud(raw['cloud'] as Record<string, unknown>);
  for (const manager of raw['managers'] as { actions: unknown[] }[]) {
    KNOWN.check('managers[]', manager);
    KNOWN.checkEach('managers[].actions[]', manager.actions);
  }
  const jobs = withoutNulls(rows(raw['jobs'] ?? [])) as unknown as RecordedJob[];
  for (const job of jobs) {
    KNOWN.check('jobs[]', job);
    if (job.cancel !== undefined) KNOWN.check('jobs[].cancel', job.cancel);
  }
  KNOWN.check('observed', observed);
  KNOWN.check('observed.requests', observed['requests']);
  const lists = ['jobs', 'machines', 'exits', 'passes', 'requests_log', 'trace_log'].filter((name) => observed[name] !== undefined);
  return {
    ...(raw as unknown as Recording),
    jobs,
    observed: { ...(observed as unknown as Observed), ...Object.fromEntries(lists.map((name) => [name, rows(observed[name])])) },
  };
}

function checkCloud(cloud: Record<string, unknown>): void {
  KNOWN.check('cloud', cloud);
  KNOWN.check('cloud.stages', cloud['stages']);
  const boot = cloud['boot'] as PerManager<RecordedBoot>;
  const boots = (Array.isArray(boot) ? boot : Object.values(boot).flat()) as readonly RecordedBoot[];
  KNOWN.checkEach('cloud.boot[]', boots);
  for (const { provision } of boots) KNOWN.checkEach('cloud.boot[].provision[]', provision);
  const { provision } = cloud;
  if (Array.isArray(provision)) KNOWN.checkEach('cloud.provision[]', provision);
  else if (provision !== undefined) KNOWN.check('cloud.provision', provision);
  for (const list of ['unreachable', 'fail_deletes', 'fail_force_deletes']) KNOWN.checkEach(`cloud.${list}[]`, cloud[list]);
}

/** The list of one manager: a list for all, or an object of lists by name. */
export function ofManager<T>(lists: PerManager<T> | undefined, manager: string): readonly T[] {
  if (lists === undefined) return [];
  return Array.isArray(lists) ? (lists as readonly T[]) : ((lists as Readonly<Record<string, readonly T[]>>)[manager] ?? []);
}
