/** Fixes fast-check's seed and size in one place, so that a red run can be run again as it was. */
import fc from 'fast-check';

const seed = Number(process.env['RUNCAST_FC_SEED'] ?? 20181008);
const numRuns = Number(process.env['RUNCAST_FC_RUNS'] ?? 100);
fc.configureGlobal({ seed, numRuns });
