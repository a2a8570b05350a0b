/** What a run says of things that happen to the fleet, in the words a story is told in. */
import type { Micros } from '../units/time.js';

/** Things that happen to the fleet, in the words a story is told in. */
export const NOTE_KINDS = [
  'outage_begins',
  'outage_ends',
  /** A failover's rule has held long enough, or somebody has noticed. `since` = the first look at which it held. */
  'noticed',
  'failed_over',
  'failing_back',
  'failed_back',
  'upgrade_begins',
  'manager_stopping',
  'manager_stopped',
  'manager_started',
  'upgrade_ends',
  'config_in_force',
] as const;
export type NoteKind = (typeof NOTE_KINDS)[number];

/** What each kind is part of. */
export const NOTE_CLASSES = {
  outage_begins: 'outage',
  outage_ends: 'outage',
  noticed: 'failover',
  failed_over: 'failover',
  failing_back: 'failover',
  failed_back: 'failover',
  upgrade_begins: 'upgrade',
  manager_stopping: 'upgrade',
  manager_stopped: 'upgrade',
  manager_started: 'upgrade',
  upgrade_ends: 'upgrade',
  config_in_force: 'configuration',
} as const satisfies Readonly<Record<NoteKind, string>>;

/** Kinds that are no begin or end of an outage. */
export type ChangeKind = { [K in NoteKind]: (typeof NOTE_CLASSES)[K] extends 'outage' ? never : K }[NoteKind];

/** Returns whether a note is of something else than an outage. */
export function isChange(kind: NoteKind): kind is ChangeKind {
  return NOTE_CLASSES[kind] !== 'outage';
}

export const CHANGE_KINDS: readonly ChangeKind[] = NOTE_KINDS.filter(isChange);

/** One thing that happened. */
export interface NoteRecord {
  readonly at: Micros;
  readonly kind: NoteKind;
  /** Name of the outage, failover, upgrade or manager. */
  readonly subject: string;
  /** Of `noticed` by a rule: its first true look. */
  readonly since?: Micros;
}
