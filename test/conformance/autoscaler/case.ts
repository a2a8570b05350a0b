/** A case of the docker-autoscaler executor as it stands in its file. Fields that are not known are refused by name. */
import type { Row } from '../recording.js';

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
  readonly preemptive_mode?: boolean | null;
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
    readonly ready?: readonly Timed[];
    readonly fail_deletes?: readonly { readonly instance: number; readonly times: number }[];
  };
  readonly jobs: readonly { readonly id: number; readonly queued_at: number; readonly start: number; readonly duration: number }[];
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

const KNOWN: Readonly<Record<string, readonly string[]>> = {
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
  observed: ['jobs', 'instances', 'requests', 'passes_count', 'passes', 'exits'],
  'observed.requests': ['count', 'empty', 'refused'],
};

/** True where the text is a case of docker-autoscaler and no recording of docker+machine. */
export function isAutoscalerCase(text: string): boolean {
  return Object.hasOwn(JSON.parse(text) as object, 'autoscaler');
}

/** Reads the text of a case. Throws an Error that names the field when one is not known. */
export function readCase(text: string): AutoscalerCase {
  const raw = JSON.parse(text) as AutoscalerCase & { readonly observed: { readonly passes?: unknown } };
  check('', raw);
  checkSettings(raw);
  for (const place of ['gitlab', 'stages', 'cloud'] as const) check(place, raw[place]);
  for (const list of ['boot', 'ready', 'fail_deletes'] as const) checkEach(`cloud.${list}[]`, raw.cloud[list]);
  checkEach('jobs[]', raw.jobs);
  checkEach('events[]', raw.events);
  for (const event of raw.events) checkSettings(event);
  check('observed', raw.observed);
  check('observed.requests', raw.observed.requests);
  return { ...raw, observed: { ...raw.observed, passes: rows(raw.observed.passes) } };
}

function checkSettings({ manager, autoscaler }: Pick<CaseEvent, 'manager' | 'autoscaler'>): void {
  check('manager', manager ?? {});
  check('autoscaler', autoscaler ?? {});
  check('autoscaler.scale_throttle', autoscaler?.scale_throttle ?? {});
  checkEach('autoscaler.policies[]', autoscaler?.policies);
}

function check(place: string, value: object): void {
  for (const key of Object.keys(value)) {
    if (!KNOWN[place]!.includes(key)) throw new Error(`unknown field ${place === '' ? key : `${place}.${key}`}`);
  }
}

function checkEach(place: string, values: readonly object[] | undefined): void {
  for (const value of values ?? []) check(place, value);
}

/** Rows of a table of `columns` and `rows`. */
function rows(table: unknown): readonly Row[] {
  const { columns, rows: cells } = table as { columns: string[]; rows: (number | string | boolean | null)[][] };
  return cells.map((row) => Object.fromEntries(columns.map((column, i) => [column, row[i] ?? null])));
}
