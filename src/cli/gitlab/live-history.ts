/** The history of a GitLab that is asked for it: its pages are read into a file beside the answer, and imported from there. */
import { cleanText, countText, wholeText } from '../../report/frame/numbers.js';
import { parseInstant, instantText } from '../../units/instant.js';
import type { Micros } from '../../units/time.js';
import { EXIT_USAGE } from '../exit-codes.js';
import { CommandError, type Terminal } from '../terminal.js';
import { gitlabAddress } from './address.js';
import { gitlabApi } from './api.js';
import { download, type Downloaded, type DownloadState, type WantedJobs } from './download.js';
import { PageFile } from './page-file.js';
import { PatientFetch, WALL_CLOCK, type Clock } from './patient-fetch.js';

/** What a GitLab is asked for, as it was typed. */
export interface LiveArguments {
  readonly url: string;
  readonly projects: readonly string[];
  readonly group: string | undefined;
  readonly all: boolean;
  readonly since: string | undefined;
  readonly until: string | undefined;
}

/** Where the pages of an import are kept, by the file it writes. */
export function pagesOf(out: string): string {
  return `${out}.pages`;
}

/** Projects of a list that are named one by one when their jobs cannot be read. */
const NAMED = 5;

/** What was read of a GitLab. */
export interface LiveHistory extends Downloaded {
  /** The GitLab, for messages. */
  readonly host: string;
  /** The jobs, as pages of the API. */
  texts(): AsyncGenerator<string>;
  /** The pages are no longer needed. */
  remove(): void;
  close(): void;
}

/** How a GitLab is asked. */
export interface LiveOptions {
  /** The file that is to be written; the pages are kept beside it. */
  readonly out: string;
  readonly isQuiet: boolean;
  readonly clock?: Clock;
}

/**
 * Asks a GitLab for its jobs until all are there. A `CommandError` says why it cannot go on; pages that were read are kept, and the same command goes
 * on behind them.
 */
export async function liveHistory(terminal: Terminal, args: LiveArguments, options: LiveOptions): Promise<LiveHistory> {
  const address = gitlabAddress(args.url, terminal.env);
  const wanted = wantedOf(args);
  const file = pagesOf(options.out);
  const pages = new PageFile(file, wordsOf(address.host, wanted));
  const screen = new Screen(terminal, options.isQuiet);
  const patient = new PatientFetch(address.host, options.clock ?? WALL_CLOCK, (text) => screen.say(text));
  const goOn = `what was read is kept in ${file}, and the same command goes on behind it`;
  const forget = terminal.onInterrupt(() => terminal.err(`\n${goOn}\n`));
  let hasPages = pages.isResumed;
  let done: Downloaded;
  try {
    if (hasPages) screen.say(`going on behind the pages in ${file}`);
    done = await download(await gitlabApi(address, patient), address, wanted, pages, (state) => {
      hasPages = true;
      screen.at(state);
    });
  } catch (error) {
    if (hasPages) pages.close();
    else pages.remove();
    throw hasPages && error instanceof CommandError ? new CommandError(`${error.message}; ${goOn}`, error.exitCode) : error;
  } finally {
    screen.clear();
    forget();
  }
  if (done.refused.length > 0) screen.say(passedOver(done.refused));
  if (done.jobs === 0) {
    pages.remove();
    throw new CommandError(nothing(address.host, args, done), EXIT_USAGE);
  }
  return {
    ...done,
    host: address.host,
    texts: () => textsOf(pages),
    remove: () => pages.remove(),
    close: () => pages.close(),
  };
}

async function* textsOf(pages: PageFile): AsyncGenerator<string> {
  for await (const line of pages.lines()) if ('jobs' in line && line.jobs.length > 0) yield JSON.stringify(line.jobs);
}

/** What pages are pages of: where that differs they are of no use. */
function wordsOf(host: string, { of, since, until }: WantedJobs): Readonly<Record<string, unknown>> {
  return { pages_of: host, of, since: timeOf(since), until: timeOf(until) };
}

function timeOf(at: Micros | undefined): string | null {
  return at === undefined ? null : instantText(at);
}

function wantedOf({ projects, group, all, since, until }: LiveArguments): WantedJobs {
  const ways = [projects.length > 0, group !== undefined, all].filter(Boolean).length;
  if (ways !== 1) {
    throw new CommandError(
      `--url needs ${ways === 0 ? 'one' : 'only one'} of --project GROUP/NAME (may be repeated), --group GROUP or --all`,
      EXIT_USAGE,
    );
  }
  const window = { since: instantOf('since', since), until: instantOf('until', until) };
  if (window.since !== undefined && window.until !== undefined && window.since >= window.until) {
    throw new CommandError(`--since ${since ?? ''} is not before --until ${until ?? ''}`, EXIT_USAGE);
  }
  return { of: all ? 'all' : group === undefined ? projects : { group }, ...window };
}

function instantOf(option: string, text: string | undefined): Micros | undefined {
  if (text === undefined) return undefined;
  const at = parseInstant(/^\d{4}-\d{2}-\d{2}$/u.test(text) ? `${text}T00:00:00Z` : text);
  if (at === undefined) {
    throw new CommandError(
      `--${option} ${text}: expected a day in UTC or an instant, such as 2026-10-01 or 2026-10-01T06:00:00+02:00`,
      EXIT_USAGE,
    );
  }
  return at;
}

function passedOver(refused: readonly string[]): string {
  const more = refused.length > NAMED ? ', ...' : '';
  return `${countText(refused.length, 'project')} passed over, for their jobs may not be seen: ${refused.slice(0, NAMED).join(', ')}${more}`;
}

function nothing(host: string, { since, until }: LiveArguments, { outside }: Downloaded): string {
  const when = since === undefined && until === undefined ? '' : ' that were created in that time';
  const others = outside === 0 ? '' : ` (${wholeText(outside)} at other times)`;
  return `${host} has no jobs${when} in the projects asked for${others}; nothing was written`;
}

/** Standard error while pages come: one line that is written over and over, on a terminal. */
class Screen {
  readonly #terminal: Terminal;
  readonly #isQuiet: boolean;
  #isLine = false;

  constructor(terminal: Terminal, isQuiet: boolean) {
    this.#terminal = terminal;
    this.#isQuiet = isQuiet;
  }

  at({ projects, projectsDone, jobs, back }: DownloadState): void {
    if (this.#isQuiet || !this.#terminal.isErrTty || this.#terminal.env['CI'] !== undefined) return;
    const place = projects === 1 ? '' : `project ${wholeText(projectsDone + 1)} of ${wholeText(projects)}, `;
    this.#terminal.err(`\r\u001B[K${cleanText(`${place}${countText(jobs, 'job')}, back to ${back.slice(0, 16)}`).slice(0, 79)}`);
    this.#isLine = true;
  }

  /** A line that stays. */
  say(text: string): void {
    this.clear();
    if (!this.#isQuiet) this.#terminal.err(`${cleanText(text)}\n`);
  }

  clear(): void {
    if (this.#isLine) this.#terminal.err('\r\u001B[K');
    this.#isLine = false;
  }
}
