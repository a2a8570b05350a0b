/** Plays the study of a command: on the threads it may have or by workers elsewhere, with the runs that its folder kept, whole or a part of it. */
import { countText } from '../report/frame/numbers.js';
import type { Method } from '../study/method/method.js';
import type { Players } from '../study/player.js';
import { runStudyInPool, type PoolOptions } from '../study/pool/pool.js';
import { shardOf, type Shard } from '../study/shard.js';
import { EXIT_OK, EXIT_USAGE } from './exit-codes.js';
import { startStudyProgress } from './progress.js';
import type { StudyFolder } from './store/study-folder.js';
import { CommandError, threadsOf, type Terminal } from './terminal.js';
import { version } from './version.js';

/** Arguments of commands that play many runs. */
export interface PlayArguments {
  /** Threads; undefined: as many as the terminal says. */
  readonly workers: number | undefined;
  /** The folder that keeps finished runs; undefined: none. */
  readonly study: string | undefined;
  /** The address of the queue whose workers play; undefined: this machine plays. */
  readonly queue: string | undefined;
  /** The part of the runs that is played; undefined: all, and the result is said. */
  readonly shard: Shard | undefined;
  readonly quiet: boolean;
}

/** What a command hears of the play. */
export type PlayHooks = Pick<PoolOptions, 'recorder' | 'onProgress' | 'onOutcome'>;

/**
 * Plays a study and returns its result, which is the same however it is played. With a folder, it says on standard error how many runs were there. It throws what
 * the method throws, and a `CommandError` where the folder or the queue cannot be used.
 */
export async function playStudy<Result>(
  terminal: Terminal,
  { workers, study, queue, quiet }: Omit<PlayArguments, 'shard'>,
  method: Method<Result>,
  hooks: PlayHooks = {},
): Promise<Result> {
  const store = study === undefined ? undefined : await folder(terminal, study);
  const release = terminal.onInterrupt(() => store?.close());
  try {
    const players = queue === undefined ? undefined : await workersAt(terminal, queue, method, quiet);
    const result = await runStudyInPool(method, {
      ...threadsOf(terminal, workers),
      ...hooks,
      breathe: () => terminal.breathe(),
      store,
      players,
    });
    if (store !== undefined && !quiet) terminal.err(`${foundText(store)} were there already (${study ?? ''})\n`);
    return result;
  } finally {
    release();
    store?.close();
  }
}

/** The same, and says on standard error how far it is: a bar on a terminal, a line a tenth elsewhere, nothing when quiet. */
export async function playWatched<Result>(terminal: Terminal, args: Omit<PlayArguments, 'shard'>, method: Method<Result>): Promise<Result> {
  const progress = await startStudyProgress(terminal, () => method.runs, args.quiet);
  const release = terminal.onInterrupt(() => progress.stop());
  try {
    return await playStudy(terminal, args, method, { onProgress: (played, share) => progress.at(played, share) });
  } finally {
    progress.stop();
    release();
  }
}

/**
 * Plays a part of a study into its folder, says what is there now, and returns the exit code. A `CommandError` says where the runs of the study are not known
 * before others are played.
 */
export async function playShard(
  terminal: Terminal,
  args: PlayArguments & { readonly shard: Shard },
  method: Method<unknown>,
): Promise<number> {
  const { shard, study = '' } = args;
  const part = shardOf(method, shard);
  if (part === undefined) {
    throw new CommandError(
      '--shard: which runs come later hangs on what earlier ones say here; use --queue, or leave --shard out',
      EXIT_USAGE,
    );
  }
  await playWatched(terminal, args, part);
  const { SHARDS, shardRecord } = await import('./store/shard-record.js');
  const facts = { shard, argv: terminal.argv ?? [], runcast: version(), runs: part.runs, ofAll: method.runs };
  const { name, text } = shardRecord(facts);
  (await folder(terminal, study)).note(SHARDS, name, text);
  await terminal.out(
    `shard ${shard.index} of ${shard.count}: ${part.runs} of ${countText(method.runs, 'run')} in ${study}; runcast merge says the result\n`,
  );
  return EXIT_OK;
}

async function folder(terminal: Terminal, study: string): Promise<StudyFolder> {
  const { StudyFolder: Folder } = await import('./store/study-folder.js');
  return new Folder(study, { runcast: version(), warn: (text) => terminal.err(`warning: ${text}\n`) });
}

/** Returns the workers at a queue. What draws on its libraries is loaded here. */
async function workersAt(terminal: Terminal, queue: string, method: Method<unknown>, isQuiet: boolean): Promise<Players> {
  const [{ queueAddress }, { queueLibraries }] = await Promise.all([import('./queue/address.js'), import('./queue/connection.js')]);
  const address = queueAddress(queue, terminal.env);
  const libraries = await queueLibraries();
  const { QueuePlayers } = await import('./queue/queue-players.js');
  const tell = (text: string): void => {
    if (!isQuiet) terminal.err(`${text}\n`);
  };
  return QueuePlayers.open(method, address, libraries, { runcast: version(), tell });
}

function foundText({ found, kept }: StudyFolder): string {
  return `${found} of ${countText(found + kept, 'run')}`;
}
