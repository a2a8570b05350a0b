/** The exit codes of the command, each with what it means. */

/** Done, and every threshold passed. */
export const EXIT_OK = 0;
/** Something failed that the input is not to blame for: the disk, or a mistake in runcast. */
export const EXIT_UNEXPECTED = 1;
/** The command was used wrongly, the scenario is invalid, or the output cannot be written; nothing was run. */
export const EXIT_USAGE = 2;
/** A limit on events or pending jobs was hit: the fleet is unstable or the run too long. */
export const EXIT_LIMIT = 3;
/** With `--strict-verdict`: no threshold failed, but one is undecided at the stated confidence. */
export const EXIT_INCONCLUSIVE = 98;
/** A threshold failed, a backtest is out of tolerance, or jobs were met that no runner may take (the code k6 uses). */
export const EXIT_THRESHOLD = 99;
/** Interrupted by Ctrl-C or SIGTERM; nothing half-written is left. */
export const EXIT_INTERRUPTED = 130;
