/** The words for verdicts, each with a sign, so that no colour is needed to tell them apart. */

/** By verdict. */
export const VERDICT_WORDS = { pass: '✓ pass', fail: '✗ FAIL', inconclusive: '? undecided' } as const;
