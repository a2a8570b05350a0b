/** What the load of a scenario may be made of: whole days; pipelines by kind; pipelines by a smooth profile, on days that differ. */
export const LOAD_KINDS = ['days', 'batches', 'profile'] as const;
export type LoadKind = (typeof LOAD_KINDS)[number];
