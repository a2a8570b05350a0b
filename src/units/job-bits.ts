/** What is true or not of a job, in one byte: histories are read into such bytes, and replayed from them. */

/** Its ref is protected. */
export const PROTECTED_BIT = 1;
/** Its script fails. */
export const FAILED_BIT = 2;
/** A cancel ends it at once (`canceled`), else in order (`canceling`). */
export const CANCELLED_AT_ONCE_BIT = 4;
