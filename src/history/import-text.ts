/** What became of an imported history, in words: every job that was told is in exactly one of `kept` and the rows of `dropped`. */
import type { Arrival, Doubt, Drop, Repair } from './judge.js';
import type { ImportReport, Reason } from './importer.js';

const DROPPED: Readonly<Record<Drop, string>> = {
  never_ran: 'never pending: skipped, manual, created, or without a start',
  no_arrival: 'nothing says when they came',
  bad_time: 'a time or duration that is none',
  ends_before_start: 'they end before they start',
  mixed_clocks: 'instants beside seconds of another clock',
  seen_before: 'the same job and attempt was there before',
  outside: 'created outside of the time that was asked for',
};
const REPAIRED: Readonly<Record<Repair, string>> = {
  started_before_queued: 'started before they were queued: queued when they started',
  cancelled_waiting: 'cancelled before a runner had them: waited until then, did no work',
  cancelled_start_after_end: 'cancelled while they waited, with a start after their end: the start is left out',
};
const DOUBTFUL: Readonly<Record<Doubt | 'arrival_shared' | 'cancelled_without_runner', string>> = {
  queued_from_created: 'pending since they were created, for want of anything better',
  arrival_shared: 'created with all of their pipeline, though its jobs began at different times: waits include earlier stages',
  still_pending: 'pending when the history ends: how long they waited is not known',
  still_running: 'running when the history ends: how long they run is not known',
  cancelled_without_runner: 'cancelled, and no runner is named: taken for jobs that only waited',
  no_project: 'no project is named',
  no_pipeline: 'no pipeline is named',
};
const ARRIVALS: Readonly<Record<Arrival, string>> = {
  queued_at: 'queued_at',
  queued_duration: 'started_at less queued_duration',
  needed_end: 'the end of the last job that they need',
  created_at: 'created_at',
};

/** One line of the report: how many, of what, and where the first of them stand. */
export interface ReportLine {
  readonly count: number;
  readonly text: string;
  readonly first: Reason['first'];
}

/** A part of the report. */
export interface ReportPart {
  readonly title: string;
  readonly lines: readonly ReportLine[];
}

/** Returns the parts of a report that have something in them, largest count first. */
export function importParts({ dropped, repaired, doubtful, arrivals, unreadable }: ImportReport): readonly ReportPart[] {
  const because = Object.entries(arrivals).map(([by, count]) => ({ count, text: ARRIVALS[by as Arrival], first: [] }));
  const torn = unreadable.count === 0 ? [] : [{ ...unreadable, text: 'rows or records that cannot be read' }];
  return [
    { title: 'dropped', lines: lines(dropped, DROPPED) },
    { title: 'not read', lines: torn },
    { title: 'repaired', lines: lines(repaired, REPAIRED) },
    { title: 'kept with a doubt', lines: lines(doubtful, DOUBTFUL) },
    { title: 'pending since', lines: because.sort((a, b) => b.count - a.count) },
  ].filter((part) => part.lines.length > 0);
}

function lines<R extends string>(table: Readonly<Partial<Record<R, Reason>>>, words: Readonly<Record<R, string>>): ReportLine[] {
  return Object.entries<Reason | undefined>(table)
    .map(([reason, found]) => ({ count: found!.count, text: words[reason as R], first: found!.first }))
    .sort((a, b) => b.count - a.count || (a.text < b.text ? -1 : 1));
}
