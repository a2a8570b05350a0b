/** What holds in every file of tests. */
import fc from 'fast-check';
import { afterEach, vi } from 'vitest';

// The seed and size of fast-check are fixed, so that a red run can be run again as it was.
const seed = Number(process.env['RUNCAST_FC_SEED'] ?? 20181008);
const numRuns = Number(process.env['RUNCAST_FC_RUNS'] ?? 100);
fc.configureGlobal({ seed, numRuns });

// The next file may have the same modules.
afterEach(() => {
  vi.restoreAllMocks();
});
