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

/** Returns what stands at the end of a help text. (The library would break long examples at blanks.) */
export function closing(examples: readonly string[], ...more: readonly string[]): string {
  return ['Examples:', ...examples.map((example) => `  runcast ${example}`), ...more.map((text) => `\n${text}`)].join('\n');
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
