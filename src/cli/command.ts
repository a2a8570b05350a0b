/** A command as one object: what it is called, what may be typed behind it, how it is used, and what it does. */
import type { ArgumentsCamelCase, Argv, InferredOptionTypes, Options, PositionalOptions } from 'yargs';
import type { Terminal } from './terminal.js';

type OptionMap = Readonly<Record<string, Options>>;
type PositionalMap = Readonly<Record<string, PositionalOptions>>;

/** What a command is made of. */
export interface CommandSpec<P extends PositionalMap, O extends OptionMap> {
  readonly name: string;
  readonly describe: string;
  /** The words behind the name, as yargs takes them. */
  readonly word: P;
  readonly options: O;
  /** Lines behind `runcast`, which the help shows. */
  readonly examples: readonly string[];
  /** What the help says below them. */
  readonly more?: string;
  /** Runs it and returns the exit code. Loads what it needs, so that the help of all is quick. */
  readonly run: (terminal: Terminal, args: ArgumentsCamelCase<InferredOptionTypes<O> & InferredOptionTypes<P>>) => Promise<number>;
}

/** A command whose words are no longer of interest to the caller. */
export interface Command {
  readonly name: string;
  /** The options that it knows, by name. */
  readonly options: OptionMap;
  /** Adds the command to a parser; `start` is told what to run when it was typed. */
  readonly register: (parser: Argv, start: (run: (terminal: Terminal) => Promise<number>) => void) => Argv;
}

/** Columns of a help text. */
export const HELP_WIDTH = 80;

/** Returns what stands at the end of a help text. (The library would break long examples at blanks, and paste them as two commands.) */
export function closing(examples: readonly string[], ...more: readonly string[]): string {
  return ['Examples:', ...examples.flatMap((example) => pasteLines(`runcast ${example}`)), ...more.map((text) => `\n${text}`)].join('\n');
}

/** A blank before an option, outside of quotes. */
const BEFORE_OPTION = / (?=-)(?=(?:[^']*'[^']*')*[^']*$)/u;

/** Returns a command in lines of the width of a help text that a shell takes for one. */
function pasteLines(command: string): string[] {
  const lines: string[] = [];
  let line = ' ';
  const pieces = command.split(BEFORE_OPTION);
  for (const [i, piece] of pieces.entries()) {
    const room = HELP_WIDTH - (i === pieces.length - 1 ? 0 : ' \\'.length);
    if (line.trim() !== '' && line.length + 1 + piece.length > room) {
      lines.push(`${line} \\`);
      line = '   ';
    }
    line += ` ${piece}`;
  }
  return [...lines, line];
}

/** Returns the command that a spec describes. */
export function command<P extends PositionalMap, O extends OptionMap>(spec: CommandSpec<P, O>): Command {
  const { name, describe, word, options, examples, more } = spec;
  const usage = Object.entries(word).map(([what, { demandOption, array }]) => {
    const each = array === true ? `${what}..` : what;
    return demandOption === true ? `<${each}>` : `[${each}]`;
  });
  return {
    name,
    options,
    register: (parser, start) =>
      parser.command(
        [name, ...usage].join(' '),
        describe,
        (y) => {
          for (const [what, how] of Object.entries(word)) y.positional(what, how);
          return y.options(options).epilogue(closing(examples, ...(more === undefined ? [] : [more])));
        },
        (args) => start((terminal) => spec.run(terminal, args as unknown as Parameters<typeof spec.run>[1])),
      ),
  };
}
