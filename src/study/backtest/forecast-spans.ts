/** The spans of a history that are forecast, each with the jobs that its days are drawn from. */
import { FIRST_LINE, historyText, type ReplayHistory, type ReplayJob } from '../../history/backtest/replay-rows.js';
import { waitFigures, type WaitFigures } from '../../history/backtest/wait-figures.js';
import { timeText } from '../../history/judge.js';
import type { LocalClock } from '../../scenario/periods/local-clock.js';
import { localDays } from '../../scenario/periods/local-days.js';
import { prepareOrigin, type PreparedScenario, type PrepareOptions } from '../../scenario/prepare.js';
import { isWeekend, wholeRange } from '../../scenario/replay/whole-days.js';
import { DAY, HOUR, SECOND, type Micros } from '../../units/time.js';
import type { StudiedFleet } from '../studied-fleet.js';
import { dayText } from './groups.js';
import { leftOutFor } from './left-out.js';
import { takenLines } from './taken-lines.js';
import { HISTORY_FILE, HISTORY_WORKLOAD, replayWorkload } from './replay-workload.js';

/** A span to be forecast. */
export interface AskedSpan {
  readonly name: string;
  readonly fleet: StudiedFleet;
  readonly jobs: number;
  readonly trainedOn: number;
  readonly observed: WaitFigures;
  /** Lines of its rows that are not compared. */
  readonly leftOut: readonly number[];
  /** What was observed on the days of its kind that it is drawn from, day by day. */
  readonly before: readonly WaitFigures[];
}

/** Spans, and days of which no forecast can be made. */
export interface AskedSpans {
  readonly spans: readonly AskedSpan[];
  readonly skipped: readonly { readonly name: string; readonly why: string }[];
}

/** What spans are made of. */
export interface SpanSource {
  readonly opened: PreparedScenario;
  /** The scenario as it replays the history: it knows which jobs a runner takes. */
  readonly prepared: Pick<PreparedScenario, 'fleet'>;
  readonly history: ReplayHistory;
  readonly clock: LocalClock;
  readonly timezone: string;
  readonly isOwnFile: (file: string) => boolean;
  readonly hash: PrepareOptions['hash'];
}

/** The queue of a span is that of a day before it, which is drawn too and not judged. */
const LEAD = DAY;

/** Returns the whole days of the history as one span, drawn from all of them. */
export function wholeSpan(source: SpanSource): AskedSpans {
  const days = wholeDaysOf(source);
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return { spans: [], skipped: [{ name: 'all', why: 'the history holds no whole day' }] };
  return spansOf([{ name: 'all', from: first.from, to: last.to, train: () => true, days: [] }], source);
}

/** Returns each whole day from `test` on as a span, drawn from the days from `train` on that lie before it: a rolling origin. */
export function rollingSpans(source: SpanSource, { train, test }: { readonly train: Micros; readonly test: Micros }): AskedSpans {
  const days = wholeDaysOf(source);
  const asked = days
    .filter(({ from }) => from >= test)
    .map((day) => ({
      name: day.name,
      from: day.from,
      to: day.to,
      train: ({ queued }: ReplayJob) => queued >= train && queued < day.from,
      days: days.filter((own) => own.from >= train && own.to <= day.from && isWeekend(own.date) === isWeekend(day.date)),
    }));
  return spansOf(asked, source);
}

interface HistoryDay {
  readonly name: string;
  readonly date: number;
  readonly from: Micros;
  readonly to: Micros;
}

interface Wanted extends Pick<HistoryDay, 'name' | 'from' | 'to'> {
  readonly train: (job: ReplayJob) => boolean;
  readonly days: readonly HistoryDay[];
}

/** The whole days of a history with clock times, in order. */
function wholeDaysOf({ history, clock, timezone }: SpanSource): HistoryDay[] {
  const begin = history.jobs[0]!.queued;
  const end = history.jobs.at(-1)!.queued;
  const { first, last } = wholeRange(clock.local(begin), clock.local(end));
  const dated = localDays(timezone, begin, end - begin + 2 * DAY);
  const midnight = (place: number): Micros => begin + dated[place]!.pieces[0]!.from;
  return dated.flatMap(({ date }, place) =>
    date < first || date > last || place + 1 >= dated.length
      ? []
      : [{ date, from: midnight(place), to: midnight(place + 1), name: dayText(midnight(place), { clock, isClock: true }) }],
  );
}

function spansOf(wanted: readonly Wanted[], source: SpanSource): AskedSpans {
  const spans: AskedSpan[] = [];
  const skipped: { name: string; why: string }[] = [];
  const isCompared = comparedRows(source);
  for (const own of wanted) {
    const made = spanOf(own, source, isCompared);
    if ('why' in made) skipped.push({ name: own.name, why: made.why });
    else spans.push(made);
  }
  return { spans, skipped };
}

function spanOf(
  { name, from, to, train, days }: Wanted,
  source: SpanSource,
  isCompared: readonly boolean[],
): AskedSpan | { readonly why: string } {
  const { opened, history, timezone, isOwnFile, hash } = source;
  const compared = history.jobs.filter((_, row) => isCompared[row]);
  const waits = waitsIn(compared, from, to);
  if (waits.length === 0) return { why: 'no job of it has a known wait' };
  const own = [...history.jobs.keys()].filter((row) => train(history.jobs[row]!));
  if (own.length === 0) return { why: 'no job came before it' };
  const rows = withNeighbours(own, history.jobs);
  const workload = replayWorkload(opened.scenario, history, isOwnFile, { timezone });
  const start = from - LEAD;
  const values = {
    start: timeText(start, true),
    horizon: `${Math.ceil((to - start) / SECOND)}s`,
    warmup: `${LEAD / SECOND}s`,
    workloads: { [HISTORY_WORKLOAD]: workload.written },
    allow_unmatched_jobs: true,
  };
  const { origin } = opened;
  const set = [...origin.set, ...Object.entries(values).map(([key, value]) => `${key}=${JSON.stringify(value)}`)];
  const prepared = prepareOrigin(
    { ...origin, set, files: { ...origin.files, [HISTORY_FILE]: historyText(rows.map((row) => history.rows[row]!)) } },
    hash,
  );
  if ('issues' in prepared) {
    return { why: prepared.issues.find(({ severity }) => severity === 'error')?.message ?? 'the scenario cannot be played' };
  }
  return {
    name,
    fleet: { spec: prepared.fleet, origin: { hash: prepared.hash, scenario: prepared.origin } },
    jobs: waits.length,
    trainedOn: own.length,
    observed: waitFigures(waits),
    leftOut: rows.flatMap((row, place) => (isCompared[row] ? [] : [place + FIRST_LINE])),
    before: days.map((day) => waitsIn(compared, day.from, day.to)).flatMap((own) => (own.length === 0 ? [] : [waitFigures(own)])),
  };
}

/** A job beside the days that are learnt from says that these are whole, however still their nights are. Its own day is not, and so is never drawn. */
const BESIDE = 12 * HOUR;

function withNeighbours(rows: readonly number[], jobs: readonly ReplayJob[]): number[] {
  const [first, last] = [rows[0]!, rows.at(-1)!];
  const isNear = (row: number, to: number): boolean => jobs[row] !== undefined && Math.abs(jobs[row].queued - jobs[to]!.queued) < BESIDE;
  return [...(isNear(first - 1, first) ? [first - 1] : []), ...rows, ...(isNear(last + 1, last) ? [last + 1] : [])];
}

function comparedRows({ prepared: { fleet }, history: { jobs } }: SpanSource): boolean[] {
  const isTaken = takenLines(fleet);
  return jobs.map(({ waitKnown }, row) => leftOutFor(waitKnown, isTaken(row + FIRST_LINE)) === undefined);
}

/** Seconds that jobs waited which came in [from, to). */
function waitsIn(jobs: readonly ReplayJob[], from: Micros, to: Micros): number[] {
  return jobs.flatMap(({ queued, started }) => (queued >= from && queued < to ? [(started! - queued) / SECOND] : []));
}
