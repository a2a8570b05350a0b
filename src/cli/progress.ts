/** Says on standard error how far a study is: a bar on a terminal, a line a replication elsewhere, nothing when quiet. */
import type { RunResult } from '../results/run-result.js';
import { secondsText, wholeText } from '../report/numbers.js';
import type { Terminal } from './terminal.js';

export interface Progress {
  /** `share` of the replication's simulated time is done. */
  at(replication: number, share: number): void;
  done(replication: number, result: RunResult): void;
  stop(): void;
}

/** Returns the progress display that suits the terminal. */
export async function startProgress(terminal: Terminal, replications: number, isQuiet: boolean): Promise<Progress> {
  const nothing = (): void => undefined;
  if (isQuiet) return { at: nothing, done: nothing, stop: nothing };
  if (!terminal.isErrTty || terminal.env['CI'] !== undefined) {
    return {
      at: nothing,
      done: (replication, { window, jobs }) =>
        terminal.err(
          `replication ${replication + 1} of ${replications}: ${secondsText(window.to)} simulated, ${wholeText(jobs.all.jobs)} jobs measured\n`,
        ),
      stop: nothing,
    };
  }
  const { default: bars } = await import('cli-progress');
  const bar = new bars.SingleBar({
    format: '{bar} {percentage}% of {of}',
    clearOnComplete: true,
    hideCursor: true,
    stopOnComplete: false,
    gracefulExit: false,
  });
  bar.start(1000, 0, { of: replications === 1 ? 'the run' : `${replications} replications` });
  return {
    at: (replication, share) => bar.update(Math.floor((1000 * (replication + share)) / replications)),
    done: (replication) => bar.update(Math.floor((1000 * (replication + 1)) / replications)),
    stop: () => bar.stop(),
  };
}
