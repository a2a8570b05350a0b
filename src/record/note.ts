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

/** One thing that happened. */
export interface NoteRecord {
  readonly at: Micros;
  readonly kind: NoteKind;
  /** Name of the outage, failover, upgrade or manager. */
  readonly subject: string;
  /** Of `noticed` by a rule: its first true look. */
  readonly since?: Micros;
}
