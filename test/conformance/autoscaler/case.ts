/** A case of the docker-autoscaler executor as it stands in its file. Fields that are not known are refused by name. */
import { checkFormat, KnownFields, rows, withoutNulls, type Row } from '../fields.js';

export interface CaseManager {
  readonly concurrent?: number;
  readonly check_interval?: number;
  readonly limit?: number;
  readonly request_concurrency?: number;
  readonly adaptive?: boolean;
  readonly strict_check_interval?: boolean;
  readonly config_check?: number;
  readonly shutdown_timeout?: number;
}

export interface CasePolicy {
  readonly periods?: readonly string[];
  readonly timezone?: string;
  readonly idle_count?: number;
  readonly idle_time?: number;
  readonly scale_factor?: number;
  readonly scale_factor_limit?: number;
  readonly preemptive_mode?: boolean;
}

export interface CaseAutoscaler {
  readonly capacity_per_instance?: number;
  readonly max_use_count?: number;
  readonly max_instances?: number;
  readonly update_interval?: number;
  readonly update_interval_when_expecting?: number;
  readonly scale_throttle?: { readonly limit?: number; readonly burst?: number };
  readonly deletion_retry_interval?: number;
  readonly instance_acquire_timeout?: number;
  readonly reservation_throttling?: boolean;
  readonly delete_instances_on_shutdown?: boolean;
  readonly shutdown_deletion_interval?: number;
  readonly shutdown_deletion_retries?: number;
  readonly policies?: readonly CasePolicy[];
}

interface Timed {
  readonly us: number;
  readonly ok: boolean;
}

export interface CaseEvent {
  readonly at: number;
  readonly do: 'start' | 'reload' | 'sigquit' | 'kill';
  readonly manager?: CaseManager;
  readonly autoscaler?: CaseAutoscaler;
}

/** What happened: lists of rows and counts. Unwatched, the passes are not listed nor the refusals counted. */
export interface CaseObserved {
  readonly jobs: readonly Row[];
  readonly instances: readonly Row[];
  readonly requests: Readonly<Record<string, number>>;
  readonly passes_count: number;
  readonly passes?: readonly Row[];
  readonly exits: readonly Row[];
}

export interface AutoscalerCase {
  readonly name: string;
  readonly clock_start: string;
  readonly ends_at: number;
  readonly manager: CaseManager;
  readonly autoscaler: CaseAutoscaler;
  readonly gitlab: { readonly request_latency: number; readonly update_latency: number; readonly final_update_latency: number };
  readonly stages: { readonly prepare: number; readonly cleanup: number };
  readonly cloud: {
    readonly boot: readonly Timed[];
    readonly delete: readonly number[];
    /** Absent: there is no ready command. */
    readonly ready?: readonly Timed[];
    readonly fail_deletes?: readonly { readonly instance: number; readonly times: number }[];
  };
  /** In the order in which they are queued, which is that of their ids. */
  readonly jobs: readonly { readonly id: number; readonly queued_at: number; readonly start: number; readonly duration: number }[];
  /** Those that are played, in order of time. */
  readonly events: readonly CaseEvent[];
  readonly observed: CaseObserved;
}

const MANAGER = [
  'concurrent',
  'check_interval',
  'limit',
  'request_concurrency',
  'adaptive',
  'strict_check_interval',
  'config_check',
  'shutdown_timeout',
];
const AUTOSCALER = [
  'capacity_per_instance',
  'max_use_count',
  'max_instances',
  'update_interval',
  'update_interval_when_expecting',
  'scale_throttle',
  'deletion_retry_interval',
  'instance_acquire_timeout',
  'reservation_throttling',
  'delete_instances_on_shutdown',
  'shutdown_deletion_interval',
  'shutdown_deletion_retries',
  'policies',
];

const KNOWN = new KnownFields({
  '': [
    ...[
      'format',
      'name',
      'about',
      'unit',
      'clock_start',
      'ends_at',
      'manager',
      'autoscaler',
      'gitlab',
      'stages',
      'cloud',
      'jobs',
      'events',
    ],
    'observed',
  ],
  manager: MANAGER,
  autoscaler: AUTOSCALER,
  'autoscaler.scale_throttle': ['limit', 'burst'],
  'autoscaler.policies[]': ['periods', 'timezone', 'idle_count', 'idle_time', 'scale_factor', 'scale_factor_limit', 'preemptive_mode'],
  gitlab: ['request_latency', 'update_latency', 'final_update_latency'],
  stages: ['prepare', 'cleanup'],
  cloud: ['boot', 'delete', 'ready', 'fail_deletes'],
  'cloud.boot[]': ['us', 'ok'],
  'cloud.ready[]': ['us', 'ok'],
  'cloud.fail_deletes[]': ['instance', 'times'],
  'jobs[]': ['id', 'queued_at', 'start', 'duration'],
  'events[]': ['at', 'do', 'manager', 'autoscaler'],
  // The file does not say how often it is looked at.
  'events[].manager': MANAGER.filter((key) => key !== 'config_check'),
  observed: ['jobs', 'instances', 'requests', 'passes_count', 'passes', 'exits'],
  'observed.requests': ['count', 'empty', 'refused'],
});

const EVENTS: readonly string[] = ['start', 'reload', 'sigquit', 'kill'];

/** True where the text is a case of docker-autoscaler, which has one manager, and no recording of docker+machine, which lists them. */
export function isAutoscalerCase(text: string): boolean {
  return !Object.hasOwn(JSON.parse(text) as object, 'managers');
}

/** Reads the text of a case. Throws an Error that names the field or event when one is not known. */
export function readCase(text: string): AutoscalerCase {
  const { observed, ...raw } = JSON.parse(text) as AutoscalerCase & { readonly observed: { readonly passes?: unknown } };
  checkFormat(raw);
  const said = filled(withoutNulls(raw));
  KNOWN.check('', said);
  checkSettings(said);
  for (const place of ['gitlab', 'stages', 'cloud'] as const) KNOWN.check(place, said[place]);
  for (const list of ['boot', 'ready', 'fail_deletes'] as const) KNOWN.checkEach(`cloud.${list}[]`, said.cloud[list]);
  KNOWN.checkEach('jobs[]', said.jobs);
  KNOWN.checkEach('events[]', said.events);
  for (const event of said.events) {
    if (!EVENTS.includes(event.do)) throw new Error(`unknown event ${event.do}`);
    checkSettings(event);
    KNOWN.check('events[].manager', event.manager ?? {});
  }
  KNOWN.check('observed', observed);
  KNOWN.check('observed.requests', observed.requests);
  return { ...said, jobs: inOrder(said.jobs), observed: { ...observed, passes: rows(observed.passes) } };
}

/** Lists and settings that are left out are empty, and what is not said to take time takes none. */
function filled(said: Omit<AutoscalerCase, 'observed'>): Omit<AutoscalerCase, 'observed'> {
  return {
    ...said,
    manager: { ...said.manager },
    autoscaler: { ...said.autoscaler },
    gitlab: { ...{ request_latency: 0, update_latency: 0, final_update_latency: 0 }, ...said.gitlab },
    stages: { ...{ prepare: 0, cleanup: 0 }, ...said.stages },
    cloud: { ...{ boot: [], delete: [] }, ...said.cloud },
    jobs: [...(said.jobs ?? [])],
    events: (said.events ?? []).filter(({ at }) => at < said.ends_at).sort((a, b) => a.at - b.at),
  };
}

/** Of jobs that wait the lowest id is handed out, which is the one that waits longest only where they are numbered like that. */
function inOrder(jobs: AutoscalerCase['jobs']): AutoscalerCase['jobs'] {
  const sorted = [...jobs].sort((a, b) => a.id - b.id);
  const late = sorted.find(({ queued_at }, i) => i > 0 && queued_at < sorted[i - 1]!.queued_at);
  if (late !== undefined) throw new Error(`job ${late.id} is queued before one with a lower id`);
  return sorted;
}

function checkSettings({ manager, autoscaler }: Pick<CaseEvent, 'manager' | 'autoscaler'>): void {
  KNOWN.check('manager', manager ?? {});
  KNOWN.check('autoscaler', autoscaler ?? {});
  KNOWN.check('autoscaler.scale_throttle', autoscaler?.scale_throttle ?? {});
  KNOWN.checkEach('autoscaler.policies[]', autoscaler?.policies);
}
