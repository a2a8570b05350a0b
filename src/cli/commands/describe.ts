/** `runcast describe`: reads a history and says what it shows. */
import { createHash } from 'node:crypto';
import { describeHistory } from '../../history/describe/describe.js';
import type { HistoryDescription } from '../../history/describe/description.js';
import { HistoryJobs } from '../../history/describe/history-jobs.js';
import { descriptionText } from '../../report/describe/text.js';
import { countText, wholeText } from '../../report/frame/numbers.js';
import { offsetsOf } from '../../scenario/periods/zone.js';
import { quote } from '../../units/shell-word.js';
import { EXIT_OK } from '../exit-codes.js';
import { readHistory, type HistoryArguments } from '../input/history-input.js';
import { refuseOwnInput } from '../output/own-inputs.js';
import { textOptions } from '../paint.js';
import type { Terminal } from '../terminal.js';
import { inputName } from '../input/text-pieces.js';
import { version } from '../version.js';
import { writeWhole } from '../output/write-whole.js';

/** Arguments of `describe`. */
export interface DescribeArguments extends HistoryArguments {
  readonly isFull: boolean;
  readonly json: boolean;
  /** The file to write; undefined: standard output. */
  readonly out: string | undefined;
  readonly quiet: boolean;
  readonly noColour: boolean;
}

/** Names of files that are to be a page. */
const PAGE = /\.html?$/iu;

/** Runs the command and returns the exit code. */
export async function describe(terminal: Terminal, args: DescribeArguments): Promise<number> {
  const { timezone = 'UTC', json, out, isFull, quiet, noColour } = args;
  refuseOwnInput(out, [args.history]);
  const jobs = new HistoryJobs();
  const { report } = await readHistory(args, (job) => jobs.add(job));
  const description = describeHistory(jobs.history(), { timezone, offsetsOf: offsetsOf(timezone) });
  const name = inputName(args.history);
  const options = { ...textOptions(terminal, noColour || out !== undefined), isFull, next: nextCommand(args) };
  const text = json
    ? `${JSON.stringify(description)}\n`
    : out !== undefined && PAGE.test(out)
      ? await page(name, description)
      : descriptionText(name, description, options);
  if (out === undefined) await terminal.out(text);
  else writeWhole(out, text);
  if (quiet) return EXIT_OK;
  const left = report.told - report.kept;
  if (left > 0) terminal.err(`${countText(left, 'job')} of ${wholeText(report.told)} left out: runcast import says which and why\n`);
  if (out !== undefined) terminal.err(`written to ${out}\n`);
  return EXIT_OK;
}

/** What to type next; undefined where a history was read in a way that would have to be said again. */
function nextCommand({ history, from, map, needs, skipsTorn, isFull }: DescribeArguments): string | undefined {
  if (history === '-' || from !== undefined || map.length > 0 || needs.length > 0 || skipsTorn) return undefined;
  return `runcast fit ${quote(history)} -o forecast.yaml${isFull ? '' : '   # more: --full, -o page.html'}`;
}

async function page(name: string, description: HistoryDescription): Promise<string> {
  const { descriptionHtml } = await import('../../report/describe/html.js');
  return descriptionHtml(description, { name, runcast: version(), sha256: (text) => createHash('sha256').update(text).digest('base64') });
}
