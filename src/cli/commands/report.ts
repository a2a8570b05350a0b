/** `runcast report`: draws the report of a saved result, long after the run if need be. */
import path from 'node:path';
import { fileKind, whatItIs } from '../../scenario/text/file-kind.js';
import { RESULT_SCHEMA_VERSION } from '../../results/run-result.js';
import { folderAdvice, readInput } from '../../scenario/load-files.js';
import { studyResultSchema, type StudyResult } from '../../study/study-result.js';
import { EXIT_OK, EXIT_USAGE } from '../exit-codes.js';
import { htmlPage, markdownPage } from '../output/report-pages.js';
import { refuseOwnInput } from '../output/own-inputs.js';
import { textOptions } from '../paint.js';
import { savedAnswer, type DrawnAnswer } from '../input/saved-answers.js';
import { studyText, type TextArguments } from '../study-text.js';
import { CommandError, type Terminal } from '../terminal.js';
import { writeWhole } from '../output/write-whole.js';

/** Forms of a report, by the ending of the file. */
const FORMATS: Readonly<Record<string, 'html' | 'markdown'>> = {
  '.html': 'html',
  '.htm': 'html',
  '.md': 'markdown',
  '.markdown': 'markdown',
};

/** Arguments of `report`. */
export interface ReportArguments extends TextArguments {
  /** `summary.json`, or `-` for standard input. */
  readonly result: string;
  /** The file to write, `-` for standard output, undefined for the summary on standard output. */
  readonly output: string | undefined;
  /** The form; by default that of the file's ending, and HTML on standard output. */
  readonly format: 'html' | 'markdown' | undefined;
  readonly quiet: boolean;
  /** Bytes of the result at most. */
  readonly maxInput: number;
}

/** Runs the command and returns the exit code. */
export async function report(terminal: Terminal, args: ReportArguments): Promise<number> {
  const { result, output, format, quiet } = args;
  const form = output === undefined ? undefined : (format ?? formatOf(output));
  refuseOwnInput(output, [result]);
  const saved = result === '-' ? await terminal.readInput(args.maxInput) : readFile(result, args.maxInput);
  const drawn = (await savedAnswer(nameOf(result), jsonOf(saved))) ?? drawnStudy(terminal, readResult(result, saved), args);
  if (output === undefined || form === undefined) {
    await terminal.out(drawn.text(textOptions(terminal, args.noColour)));
    return EXIT_OK;
  }
  if (form === 'html' && drawn.html === undefined)
    throw new CommandError(`${nameOf(result)} has no page; end the file in .md, or give --format markdown`, EXIT_USAGE);
  const text = await (form === 'html' ? drawn.html!() : drawn.markdown());
  if (output === '-') await terminal.out(text);
  else {
    writeWhole(output, text);
    if (!quiet) terminal.err(`written to ${output}\n`);
  }
  return EXIT_OK;
}

/** The summary of a run. */
function drawnStudy(terminal: Terminal, study: StudyResult, args: ReportArguments): DrawnAnswer {
  return { text: () => studyText(terminal, study, args), markdown: () => markdownPage(study), html: () => htmlPage(study) };
}

function nameOf(file: string): string {
  return file === '-' ? 'standard input' : file;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function formatOf(output: string): 'html' | 'markdown' {
  if (output === '-') return 'html';
  const format = FORMATS[path.extname(output).toLowerCase()];
  if (format !== undefined) return format;
  throw new CommandError(`cannot tell from ${output} what to write; end it in .html or .md, or give --format`, EXIT_USAGE);
}

function readFile(file: string, maxInput: number): string {
  const found = readInput(file, maxInput);
  if ('text' in found) return found.text;
  const advice = folderAdvice(file, 'report', 'summary.json');
  if (advice !== undefined) throw new CommandError(`cannot read ${file}: ${advice}`, EXIT_USAGE);
  throw new CommandError(
    `cannot read ${file} (${found.problem}); expected summary.json of a run, or a saved answer of another command`,
    EXIT_USAGE,
  );
}

/** Returns the result in a text; a `CommandError` says why it is none. */
export function readResult(file: string, text: string): StudyResult {
  const refuse = (why: string): CommandError =>
    new CommandError(
      `${nameOf(file)} is no result of runcast (expected summary.json of run --out, or what compare, sweep, plan, headroom or backtest print with --json): ${why}`,
      EXIT_USAGE,
    );
  const kind = fileKind(text);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw refuse(kind === undefined ? 'it is no JSON' : whatItIs(kind, file));
  }
  if (typeof json !== 'object' || json === null || !('schemaVersion' in json)) throw refuse('it has no schemaVersion');
  if (kind === 'outage') throw refuse(whatItIs(kind, file));
  const { schemaVersion } = json;
  if (schemaVersion !== RESULT_SCHEMA_VERSION) {
    throw refuse(`its schemaVersion is ${JSON.stringify(schemaVersion)}, and this version of runcast reads ${RESULT_SCHEMA_VERSION}`);
  }
  const parsed = studyResultSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw refuse(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
}
