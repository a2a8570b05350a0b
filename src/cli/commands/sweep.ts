/** `runcast sweep`: plays many settings over the same draws and says what each comes to. */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { formatIssue } from '../../scenario/text/issue.js';
import { redactedSet } from '../../scenario/settings/set-text.js';
import { countText } from '../../report/frame/numbers.js';
import { sweepCsv } from '../../report/sweep/csv.js';
import { sweepText } from '../../report/sweep/text.js';
import type { Method } from '../../study/method/method.js';
import { sweep } from '../../study/method/sweep.js';
import { quote } from '../../units/shell-word.js';
import { sweepQuestion, type SweepQuestion } from '../../study/sweep/question.js';
import type { SweepResult } from '../../study/sweep/sweep-result.js';
import { Variants } from '../../study/variants.js';
import { EXIT_LIMIT, EXIT_OK, EXIT_USAGE } from '../exit-codes.js';
import { openChecked, type ScenarioArguments } from '../input/open-checked.js';
import type { OutputFile } from '../output/output-files.js';
import { OutputFolder } from '../output/output-folder.js';
import { filesRead, refuseInputIn, refuseOwnInput } from '../output/own-inputs.js';
import { textOptions } from '../paint.js';
import { playShard, playWatched, type PlayArguments } from '../play-study.js';
import { isStudy } from '../store/study-folder.js';
import { pointsOf, weighedFigure, wantedPrecision, type PointWords } from '../words/sweep-arguments.js';
import { pointFiles } from '../words/sweep-points.js';
import { CommandError, type Terminal } from '../terminal.js';
import { version } from '../version.js';
import { refuseUnwritable, writeWhole } from '../output/write-whole.js';

/** Forms of the answer. */
export type SweepFormat = 'text' | 'markdown' | 'csv' | 'html' | 'json';

/** Arguments of `sweep`; `set` is of every point. */
export interface SweepArguments extends ScenarioArguments, PlayArguments, Omit<PointWords, 'yes' | 'maxInput'> {
  readonly hasBase: boolean;
  readonly of: string | undefined;
  readonly precision: string | undefined;
  readonly seed: number | string;
  readonly replications: number | undefined;
  /** Undefined: by the ending of `out`. */
  readonly format: SweepFormat | undefined;
  /** The file to write, or the folder, which has no ending and keeps the runs unless `study` does; undefined: standard output. */
  readonly out: string | undefined;
  readonly isFull: boolean;
  readonly noColour: boolean;
}

const ENDINGS: Readonly<Record<string, SweepFormat>> = {
  '.csv': 'csv',
  '.html': 'html',
  '.htm': 'html',
  '.md': 'markdown',
  '.markdown': 'markdown',
  '.json': 'json',
  '.txt': 'text',
};

/** Runs the command and returns the exit code. */
export async function sweepCommand(terminal: Terminal, args: SweepArguments): Promise<number> {
  const place = placeOf(args);
  const question = await questionOf(terminal, args, place);
  if (question === undefined) return EXIT_USAGE;
  if (args.shard !== undefined) return playShard(terminal, { ...args, shard: args.shard }, sweep(question));
  refuseUnwritable(place.file);
  const result = await played(terminal, args, place, sweep(question));
  const text = await textOf(terminal, args, place, result);
  if (place.file === undefined) await terminal.out(text);
  else writeWhole(place.file, text);
  if (args.out !== undefined && !args.quiet) terminal.err(`written to ${args.out}\n`);
  return result.points.every(({ outcome }) => outcome !== 'done') ? EXIT_LIMIT : EXIT_OK;
}

/** Plays the sweep, and writes its answer into the folder where one was asked for: beside the runs, or whole where they are elsewhere. */
async function played(
  terminal: Terminal,
  args: SweepArguments,
  { folder, keepsRuns }: Place,
  method: Method<SweepResult>,
): Promise<SweepResult> {
  if (folder === undefined) return playWatched(terminal, args, method);
  if (keepsRuns === true) {
    const result = await playWatched(terminal, { ...args, study: folder }, method);
    for (const { name, text } of await answerFiles(result)) writeWhole(path.join(folder, name), text);
    return result;
  }
  const own = new OutputFolder(folder);
  const release = terminal.onInterrupt(() => own.discard());
  try {
    const result = await playWatched(terminal, args, method);
    for (const { name, text } of await answerFiles(result)) writeFileSync(own.file(name), text);
    own.commit();
    return result;
  } finally {
    release();
    // Does nothing after the commit.
    own.discard();
  }
}

/** Where the answer goes, and its form. */
interface Place {
  readonly format: SweepFormat;
  /** Undefined: standard output. */
  readonly file?: string | undefined;
  /** Holds the answer in its files. */
  readonly folder?: string | undefined;
  /** Whether that folder holds the runs too. */
  readonly keepsRuns?: boolean;
}

function placeOf({ format, out, study }: SweepArguments): Place {
  if (out === undefined || format !== undefined) return { format: format ?? 'text', file: out };
  const ending = path.extname(out).toLowerCase();
  const found = ENDINGS[ending];
  if (found !== undefined) return { format: found, file: out };
  if (ending !== '') {
    throw new CommandError(
      `cannot tell from ${out} what to write; end it in .csv, .html, .md, .json or .txt, or give --format`,
      EXIT_USAGE,
    );
  }
  const keepsRuns = study === undefined || path.resolve(study) === path.resolve(out);
  if (!keepsRuns && isStudy(out))
    throw new CommandError(`the folder ${out} of -o keeps runs; leave --study out, or name another with -o`, EXIT_USAGE);
  return { format: 'text', folder: out, keepsRuns };
}

/** The files of the answer. */
async function answerFiles(result: SweepResult): Promise<{ readonly name: OutputFile; readonly text: string }[]> {
  const { sweepHtml } = await import('../../report/sweep/html.js');
  return [
    { name: 'sweep.csv', text: sweepCsv(result) },
    { name: 'sweep.html', text: await sweepHtml(result, { sha256 }) },
    { name: 'sweep.json', text: `${JSON.stringify(result)}\n` },
  ];
}

/** The points, opened and checked; undefined where the scenario has errors, which are then on standard error. */
async function questionOf(terminal: Terminal, args: SweepArguments, place: Place): Promise<SweepQuestion | undefined> {
  const { design, points } = pointsOf(args);
  const [of, precision] = [weighedFigure(args.of), wantedPrecision(args.precision)];
  const checked = await openChecked(terminal, args);
  if (checked === undefined) return undefined;
  const inputs = [...filesRead(args.scenario, checked), ...pointFiles(args.point)];
  refuseOwnInput(place.file, inputs);
  refuseInputIn(place.folder, inputs);
  const question = sweepQuestion(new Variants(checked), {
    file: args.scenario,
    points,
    design,
    hasBase: args.hasBase,
    of,
    precision,
    seed: args.seed,
    replications: args.replications,
    runcast: version(),
    rerun: rerun(args),
  });
  if ('problem' in question) throw new CommandError(question.problem, EXIT_USAGE);
  if ('issues' in question) {
    const errors = question.issues.filter(({ severity }) => severity === 'error');
    for (const issue of errors) terminal.err(`${formatIssue(issue)}\n`);
    terminal.err(`${countText(errors.length, 'error')} in ${question.of}; nothing was run\n`);
    return undefined;
  }
  if (!args.quiet) for (const { label, reason } of question.refused) terminal.err(`left out: ${label}: ${reason}\n`);
  return question;
}

/** The answer in its form. What draws pages is loaded when one is asked for: it is large. */
async function textOf(terminal: Terminal, args: SweepArguments, { format, file }: Place, result: SweepResult): Promise<string> {
  switch (format) {
    case 'json':
      return `${JSON.stringify(result)}\n`;
    case 'csv':
      return sweepCsv(result);
    case 'markdown':
      return (await import('../../report/sweep/markdown.js')).sweepMarkdown(result);
    case 'html':
      return (await import('../../report/sweep/html.js')).sweepHtml(result, { sha256 });
    case 'text':
      return sweepText(result, { ...textOptions(terminal, args.noColour || file !== undefined), isFull: args.isFull });
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}

/** The command that repeats the sweep; where the answer goes is not of it. */
function rerun(args: SweepArguments): string {
  const words = ['runcast', 'sweep', quote(args.scenario)];
  const each = (option: string, values: readonly string[]): void => {
    for (const value of values) words.push(`--${option}`, quote(value));
  };
  each('vary', args.vary.map(redactedSet));
  each(
    'point',
    args.point.map((text) => text.split(' ').map(redactedSet).join(' ')),
  );
  if (args.design !== undefined) each('design', [args.design]);
  if (args.points !== undefined) each('points', [args.points]);
  each('set', args.set.map(redactedSet));
  each('threshold', args.threshold);
  if (!args.hasBase) each('base', ['no']);
  if (args.of !== undefined) each('of', [args.of]);
  if (args.precision !== undefined) each('precision', [args.precision]);
  if (args.replications !== undefined) each('replications', [String(args.replications)]);
  each('seed', [String(args.seed)]);
  if (args.yes) words.push('--yes');
  return words.join(' ');
}
