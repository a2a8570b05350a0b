/**
 * Two thousand mutants of what ships: scenarios, config.toml files, CSV files and command lines with something wrong with them. Each is refused with a
 * word about where, or runs soundly for some minutes; none crashes, hangs or leaves half of an output. Set RUNCAST_FUZZ_SEED for others, and
 * RUNCAST_FUZZ_RUNS for more; mutant n of seed s is the first of seed s + n.
 */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import seedrandom from 'seedrandom';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inProcess, type Said } from '../support/in-process.js';
import { mutatedText, mutatedWords, oneOf, type Draw } from '../support/mutations.js';

const SEED = Number(process.env['RUNCAST_FUZZ_SEED'] ?? 20181008);
const RUNS = Number(process.env['RUNCAST_FUZZ_RUNS'] ?? 2_000);
/** Milliseconds that one mutant may take; the slowest took a tenth of it. */
const HANGS = 20_000;

/** A few minutes of a run, whatever the mutant says of its length. */
const SHORT = ['horizon=5m', 'warmup=0s', 'replications=1', 'limits={ events: 10000, pending: 10000 }'].flatMap((set) => ['--set', set]);

const SCENARIOS = readdirSync('scenarios').filter((name) => name.endsWith('.yaml'));
const LARGEST = 'gitlab-com-2018.yaml';
let folder = '';
const at = (...parts: string[]): string => path.join(folder, ...parts);

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'runcast-fuzz-'));
  cpSync('scenarios', at('scenarios'), { recursive: true });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Returns the files that a scenario names. */
function filesOf(scenario: string): string[] {
  const text = readFileSync(path.join('scenarios', scenario), 'utf8').replace(/#.*/gu, '');
  return [...new Set(text.match(/(?<=[\s:])[\w./-]+\.(?:toml|csv)\b/gmu) ?? [])].filter((file) => !file.startsWith('..'));
}

interface Mutant {
  readonly argv: readonly string[];
  /** The file that is changed, below the folder of the scenarios, and what it holds now; undefined where only the command line is. */
  readonly changed?: { readonly file: string; readonly text: string };
}

function mutantOf(draw: Draw): Mutant {
  const drawn = oneOf(draw, SCENARIOS);
  // The largest takes as long as twenty others.
  const scenario = drawn === LARGEST && draw() < 0.8 ? 'shared-runners.yaml' : drawn;
  const file = at('scenarios', scenario);
  const out = draw() < 0.1 ? ['--out', at('out')] : [];
  const kind = draw();
  if (kind < 0.2) {
    const command = oneOf(draw, ['run', 'run', 'run', 'validate', 'outage', 'init', 'report', 'constructor']);
    const words = mutatedWords(draw);
    const outage = ['--target', 'cloud=gce', '--for', '1m', '--room', '1m', '--every', '24h', '--years', '0'];
    const sets = command === 'run' ? [...SHORT, ...out] : command === 'outage' ? [...outage, ...SHORT] : [];
    return { argv: draw() < 0.5 ? [command, file, ...words, ...sets] : [command, ...words, file, ...sets] };
  }
  const others = filesOf(scenario);
  const name = kind < 0.6 || others.length === 0 ? scenario : oneOf(draw, others);
  const text = mutatedText(draw, readFileSync(path.join('scenarios', name), 'utf8'));
  const changed = { file: name, text };
  if (name.endsWith('.toml') && draw() < 0.2) return { argv: ['init', at('scenarios', name)], changed };
  return { argv: ['run', file, ...SHORT, ...out], changed };
}

/** Returns what is wrong with what came of a mutant, or undefined. */
function complaint({ argv, changed }: Mutant, { exit, out, err }: Said, ms: number): string | undefined {
  if (![0, 2, 3, 98, 99].includes(exit)) return `exit code ${exit}`;
  if (/unexpected error|mistake in runcast|\n\s+at \S+ \(|\.[jt]s:\d+:\d+\)?$/mu.test(err)) return 'a stack trace or an unexpected error';
  if (/\[object |\bundefined\b|function \w*\(/u.test(err.replaceAll(changed?.text ?? '\0', '')))
    return 'a message that shows the inside of the program';
  if (ms > HANGS) return `it took ${ms} ms`;
  if (exit === 2 && out !== '') return 'refused with something on standard output';
  // Some findings are of a whole file. Messages are folded to the width of the terminal.
  if (
    exit === 2 &&
    changed !== undefined &&
    !/:\d+:\d+\b|: the file is empty|binary file|are missing;|: there are no|: none of its entries|runcast: cannot|--set /u.test(
      err.replace(/\s+/gu, ' '),
    )
  )
    return 'no place in the message';
  if (exit === 2 && err.trim().length < 20) return 'no message';
  const left = readdirSync(folder).filter((name) => name !== 'scenarios');
  if (exit === 2 || !argv.includes(at('out'))) return left.length > 0 ? `${left.join(', ')} was left` : undefined;
  if (left.join() !== 'out') return `expected only out, found ${left.join(', ')}`;
  JSON.parse(readFileSync(at('out/summary.json'), 'utf8'));
  const ends = readdirSync(at('out')).filter((name) => name.endsWith('.csv'));
  return ends.find((name) => !readFileSync(at('out', name), 'utf8').endsWith('\n'));
}

test(`${RUNS} mutants of seed ${SEED} are refused with a word or run soundly`, { timeout: 900_000 }, async () => {
  console.log(`fuzz: RUNCAST_FUZZ_SEED=${SEED} RUNCAST_FUZZ_RUNS=${RUNS}`);
  const exits = new Map<number, number>();
  const bad: string[] = [];
  for (let n = 0; n < RUNS && bad.length < 20; n++) {
    const mutant = mutantOf(seedrandom(String(SEED + n)));
    const { argv, changed } = mutant;
    if (changed !== undefined) writeFileSync(at('scenarios', changed.file), changed.text);
    const begin = performance.now();
    const said = await inProcess(argv);
    const ms = performance.now() - begin;
    const wrong = complaint(mutant, said, ms);
    exits.set(said.exit, (exits.get(said.exit) ?? 0) + 1);
    if (wrong !== undefined)
      bad.push(
        `RUNCAST_FUZZ_SEED=${SEED + n}: ${wrong}\n${changed?.file ?? ''} ${argv.join(' ').slice(0, 600)}\n${said.err.slice(0, 600)}`,
      );
    if (changed !== undefined) cpSync(path.join('scenarios', changed.file), at('scenarios', changed.file));
    rmSync(at('out'), { recursive: true, force: true });
  }
  console.log('fuzz: exit codes', Object.fromEntries(exits));
  expect(bad.join('\n\n')).toBe('');
  // Some are refused and some run: neither is all that is tested.
  for (const exit of [0, 2]) expect(exits.get(exit) ?? 0).toBeGreaterThan(RUNS / 10);
});
