/** The world as a command sees it, so that commands can be tested without a process. */

/** Streams, switches and folders of one invocation. */
export interface Terminal {
  /** Writes to standard output; resolves when the text was taken. */
  out(text: string): Promise<void>;
  /** Writes to standard error. */
  err(text: string): void;
  /** All of standard input; a `CommandError` where it has more bytes than `most`. */
  readInput(most: number): Promise<string>;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isOutTty: boolean;
  /** Columns of standard output, where it is a terminal that says. */
  readonly columns?: number | undefined;
  readonly isErrTty: boolean;
  /** Threads that runs may be played on where nothing else is asked for; absent: one. */
  readonly threads?: number;
  /** The words that were typed behind `runcast`; absent: unknown. */
  readonly argv?: readonly string[];
  /** Runs another command line and returns its exit code. */
  readonly runcast?: (argv: readonly string[]) => Promise<number>;
  /** Lets signals and timers through; called between slices of work. */
  breathe(): Promise<void>;
  /** Registers what must not be left behind when the process is interrupted; returns how to take it back. */
  onInterrupt(cleanUp: () => void): () => void;
}

/** Returns how a study is played: on so many threads, at once where somebody asked for them, else when it is seen to take a while. */
export function threadsOf({ threads = 1 }: Terminal, asked: number | undefined): { readonly workers: number; readonly patience?: number } {
  return asked === undefined ? { workers: threads } : { workers: asked, patience: 0 };
}

/** Trouble that the user can do something about: printed as it is, with the given exit code and no stack. */
export class CommandError extends Error {
  readonly exitCode: number;

  constructor(message: string, exitCode: number) {
    super(message);
    this.name = 'CommandError';
    this.exitCode = exitCode;
  }
}
