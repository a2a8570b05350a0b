/** Runs the command line in this process, with everything that comes out in hand. */
import { commandLine } from '../../src/cli/command-line.js';

/** What a command said. */
export interface Said {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

/** Returns the exit code and both streams of one command. `input` is what it reads from standard input. */
export async function inProcess(argv: readonly string[], input = ''): Promise<Said> {
  let [out, err] = ['', ''];
  const exit = await commandLine(argv, {
    out: (text) => {
      out += text;
      return Promise.resolve();
    },
    err: (text) => {
      err += text;
    },
    readInput: () => Promise.resolve(input),
    env: { CI: '1' },
    isOutTty: false,
    isErrTty: false,
    breathe: () => Promise.resolve(),
    onInterrupt: () => () => undefined,
  });
  return { exit, out, err };
}
