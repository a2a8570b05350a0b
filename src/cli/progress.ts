/** Says on standard error how far a study is: a bar with the time left on a terminal, a line a replication elsewhere, nothing when quiet. */
import type { RunResult } from '../results/run-result.js';
import { secondsText, wholeText } from '../report/frame/numbers.js';
import { spokenSeconds } from '../report/frame/spoken.js';
import type { Terminal } from './terminal.js';

export interface Progress {
  /** `share` of the replication's simulated time is done. */
  at(replication: number, share: number): void;
  done(replication: number, result: RunResult): void;
  stop(): void;
}

/** Returns the progress display that suits the terminal; `replications` says how many there are, as far as is known by then. */
export async function startProgress(terminal: Terminal, replications: () => number, isQuiet: boolean): Promise<Progress> {
  const nothing = (): void => undefined;
  if (isQuiet) return { at: nothing, done: nothing, stop: nothing };
  if (!terminal.isErrTty || terminal.env['CI'] !== undefined) {
    return {
      at: nothing,
      done: (replication, { window, jobs }) =>
        terminal.err(
          `replication ${replication + 1} of ${replications()}: ${secondsText(window.to)} simulated, ${wholeText(jobs.all.jobs)} jobs measured\n`,
        ),
      stop: nothing,
    };
  }
  const bar = await startBar(replications() === 1 ? 'the run' : 'all replications');
  return {
    at: (replication, share) => bar.update(Math.floor((1000 * (replication + share)) / replications())),
    done: (replication) => bar.update(Math.floor((1000 * (replication + 1)) / replications())),
    stop: () => bar.stop(),
  };
}

/**
 * Returns the progress display of a study of many runs: a bar on a terminal, a line a tenth elsewhere. `runs` says how many there are, as far
 * as is known by then: of a study in stages there may be more, and the tenths begin anew.
 */
export async function startStudyProgress(terminal: Terminal, runs: () => number, isQuiet: boolean): Promise<StudyProgress> {
  const nothing = (): void => undefined;
  if (isQuiet) return { at: nothing, stop: nothing };
  if (!terminal.isErrTty || terminal.env['CI'] !== undefined) {
    let [told, of] = [0, runs()];
    return {
      at: (run, share) => {
        if (runs() !== of) [told, of] = [0, runs()];
        const tenth = Math.floor((10 * (run + share)) / of);
        if (tenth <= told) return;
        told = tenth;
        terminal.err(`${tenth * 10}% of ${wholeText(of)} runs\n`);
      },
      stop: nothing,
    };
  }
  const bar = await startBar('all runs');
  return { at: (run, share) => bar.update(Math.floor((1000 * (run + share)) / runs())), stop: () => bar.stop() };
}

/** What is said of a study of many runs. */
export interface StudyProgress {
  /** `share` of run number `run` (from 0) is done. */
  at(run: number, share: number): void;
  stop(): void;
}

/** Nobody is told a time that is made of less than this, milliseconds. */
const TOO_SOON = 1000;

/** Returns what is said of the time left after so many milliseconds, when a `share` of the work is done; nothing while that is a guess. */
export function timeLeft(share: number, elapsed: number): string {
  if (elapsed < TOO_SOON || !(share > 0) || share >= 1) return '';
  return `, ${spokenSeconds(Math.ceil((elapsed * (1 - share)) / share / 1000))} left`;
}

async function startBar(of: string): Promise<{ update(parts: number): void; stop(): void }> {
  const { default: bars } = await import('cli-progress');
  const begin = performance.now();
  const bar = new bars.SingleBar({
    format: '{bar} {percentage}% of {of}{left}',
    clearOnComplete: true,
    hideCursor: true,
    stopOnComplete: false,
    gracefulExit: false,
  });
  bar.start(1000, 0, { of, left: '' });
  return {
    update: (parts) => bar.update(parts, { left: timeLeft(parts / 1000, performance.now() - begin) }),
    stop: () => bar.stop(),
  };
}
