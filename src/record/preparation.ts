/** What the time from the hand-out to the script is made of. */
export const PREPARATION_PARTS = [
  /** The update "running". */
  'update',
  /** The pause before the preparation. */
  'start',
  /** Checks that a machine answers. */
  'check',
  /** Its machine waits for a growth slot. */
  'growth_slot',
  /** Its machine is created, or it waits for one that becomes free. */
  'boot',
  /** Tries that failed, and the pauses after them. */
  'failed_tries',
  /** prepare, prepare_script, get_sources and the cache. */
  'stages',
] as const;
export type PreparationPart = (typeof PREPARATION_PARTS)[number];
