/** `runcast worker`: plays the runs of studies that were started elsewhere. */
import { countText } from '../../report/frame/numbers.js';
import { EXIT_OK } from '../exit-codes.js';
import { queueAddress } from '../queue/address.js';
import { queueLibraries } from '../queue/connection.js';
import type { Terminal } from '../terminal.js';
import { version } from '../version.js';

/** Arguments of `worker`. */
export interface WorkerArguments {
  readonly queue: string;
  /** Undefined: as many as the terminal says. */
  readonly workers: number | undefined;
  /** Undefined: never. */
  readonly idleMs: number | undefined;
  readonly quiet: boolean;
}

/** Runs the command and returns the exit code, when it was idle for as long as is said. */
export async function worker(terminal: Terminal, { queue, workers, idleMs, quiet }: WorkerArguments): Promise<number> {
  const address = queueAddress(queue, terminal.env);
  const libraries = await queueLibraries();
  const { workAt } = await import('../queue/queue-worker.js');
  const tell = (text: string): void => {
    if (!quiet) terminal.err(`${text}\n`);
  };
  const played = await workAt(address, libraries, { runcast: version(), slots: workers ?? terminal.threads ?? 1, idleMs, tell });
  tell(`${countText(played, 'run')} played`);
  return EXIT_OK;
}
