/** What a bench measured, as numbers with a name each, and the file that keeps them from run to run. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';

/** Figures by name; the last part of a name says the unit: `kernel.w1.ns_per_event`, `mm100.times_simpy`. */
export type Figures = Readonly<Record<string, number>>;

/** One section of the bench: prints how it measures and what it found, and returns that. */
export type Section = () => Figures | Promise<Figures>;

/** One line of the history. */
interface Entry {
  readonly commit: string;
  readonly date: string;
  readonly machine: string;
  readonly figures: Figures;
}

/** Processor, cores, memory and Node of this machine, in one line. */
export function machine(): string {
  return `${cpus()[0]!.model}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`;
}

/** The median; of an even number the upper of the two in the middle. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!;
}

/** A number in whole thousands: `2,365,000`. */
export function thousands(value: number): string {
  return (1000 * Math.round(value / 1000)).toLocaleString('en-US');
}

/** A number to three digits that say something. */
export function round(value: number): number {
  return Number(value.toPrecision(3));
}

/**
 * Adds `figures` to the history in `file`, under the commit that is checked out in `root` (with a `+` where files differ from it). Figures of
 * the same commit on the same machine are taken over, so that sections may be run one by one.
 */
export function keep(file: string, root: string, figures: Figures): void {
  const git = (...words: string[]): string => execFileSync('git', words, { cwd: root, encoding: 'utf8' }).trim();
  const changed = git('status', '--porcelain', '--', 'src', 'bench', 'scenarios', 'package-lock.json', ':!bench/results.json') !== '';
  const commit = git('rev-parse', '--short=7', 'HEAD') + (changed ? '+' : '');
  const history = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Entry[]) : [];
  const isThis = (entry: Entry): boolean => entry.commit === commit && entry.machine === machine();
  const before = history.find(isThis)?.figures ?? {};
  const rounded = Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, round(value)]));
  const entry: Entry = { commit, date: new Date().toISOString().slice(0, 10), machine: machine(), figures: { ...before, ...rounded } };
  writeFileSync(file, `${JSON.stringify([...history.filter((other) => !isThis(other)), entry], undefined, 2)}\n`);
}
