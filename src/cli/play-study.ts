/** Plays the study of a command: on the threads it may have, with the runs that its folder kept. */
import type { Method } from '../study/method/method.js';
import { runStudyInPool, type PoolOptions } from '../study/pool.js';
import { countText } from '../report/frame/numbers.js';
import { threadsOf, type Terminal } from './terminal.js';
import { version } from './version.js';

/** Arguments of commands that play many runs. */
export interface PlayArguments {
  /** Threads; undefined: as many as the terminal says. */
  readonly workers: number | undefined;
  /** The folder that keeps finished runs; undefined: none. */
  readonly study: string | undefined;
  readonly quiet: boolean;
}

/** What a command hears of the play. */
export type PlayHooks = Pick<PoolOptions, 'recorder' | 'onProgress' | 'onOutcome'>;

/**
 * Plays a study and returns its result, which is the same however it is played. With a folder, it says on standard error how many runs were there. It throws what
 * the method throws, and a `CommandError` where the folder cannot be used.
 */
export async function playStudy<Result>(
  terminal: Terminal,
  { workers, study, quiet }: PlayArguments,
  method: Method<Result>,
  hooks: PlayHooks = {},
): Promise<Result> {
  const options = { ...threadsOf(terminal, workers), ...hooks, breathe: () => terminal.breathe() };
  if (study === undefined) return runStudyInPool(method, options);
  const { StudyFolder } = await import('./store/study-folder.js');
  const store = new StudyFolder(study, { runcast: version(), warn: (text) => terminal.err(`warning: ${text}\n`) });
  const release = terminal.onInterrupt(() => store.close());
  try {
    const result = await runStudyInPool(method, { ...options, store });
    if (!quiet) terminal.err(`${store.found} of ${countText(store.found + store.kept, 'run')} were there already (${study})\n`);
    return result;
  } finally {
    release();
    store.close();
  }
}
