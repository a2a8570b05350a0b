/** Columns that tables of times share. */

/** What a time is told by. */
export const DELAY_COLUMNS = ['mean', 'p50', 'p95', 'p99', 'max'] as const;
