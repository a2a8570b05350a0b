/** Plays the points of a method in this thread, one after the other, in slices: whoever drives it may show progress, read input and write rows between them. */
import type { RunProgress } from '../models/fleet-run.js';
import { startFleet } from '../models/run.js';
import type { Recorder } from '../record/recorder.js';
import { compactSamples } from '../results/samples/compact-samples.js';
import type { ProjectTable } from '../results/owners/project-rows.js';
import { invariant } from '../sim/invariant.js';
import { ComparedWaits } from './kept/compared-waits.js';
import { patchedFleet } from './fleet-patch.js';
import { Ledger } from './kept/ledger.js';
import type { Method } from './method/method.js';
import { openRun, toEach, type OpenRun, type StartFleet } from './open-run.js';
import type { Outcome, Point } from './point.js';
import { SlotCounter } from './kept/runner-slots.js';
import { ThresholdSlots } from './kept/threshold-slots.js';
import type { Replication } from './study.js';
import type { StudiedFleet } from './studied-fleet.js';
import { TracedJobs } from './kept/traced-jobs.js';

/** Events between two looks at the world outside; some hundredths of a second. */
const SLICE = 20_000;

/** Takes the rows of a run. */
export interface RowRecorder extends Recorder {
  /** Told of every project at the end of the run. */
  projects?(table: ProjectTable): void;
}

/** How a caller takes part in a study. */
export interface RunnerOptions {
  /** Gives the recorder of the run of a point that asks for rows; it is handed the records in their order. */
  readonly recorder?: (point: Point) => RowRecorder | undefined;
  /** Told between slices: so many points have been played, and this share of the next one's time. */
  readonly onProgress?: (played: number, share: number) => void;
  /** Told of each outcome, in the order of the points, after the method has taken it. */
  readonly onOutcome?: (point: Point, outcome: Outcome) => void;
  /** The engine; default: that of runcast. */
  readonly start?: StartFleet;
}

/** A caller that has something else to do between slices. */
export interface AsyncRunnerOptions extends RunnerOptions {
  /** Awaited between slices, so that signals and timers come through. */
  readonly breathe: () => Promise<void>;
}

/** What points are of. */
type Fleets = Pick<Method<unknown>, 'fleets'>;

/** Plays a study and returns its result; a pure function of the method. It throws what the method throws. */
export async function runStudy<Result>(method: Method<Result>, { breathe, ...options }: AsyncRunnerOptions): Promise<Result> {
  const playing = played(method, options);
  for (;;) {
    const { done, value } = playing.next();
    if (done === true) return value;
    await breathe();
  }
}

/** Plays a study without a pause and returns its result. */
export function runStudySync<Result>(method: Method<Result>, options: RunnerOptions = {}): Result {
  return toEnd(played(method, options));
}

/** Plays one point of a method without a pause and returns its outcome; a pure function of the point and the fleets. */
export function runPoint({ fleets }: Fleets, point: Point, options: RunnerOptions = {}): Outcome {
  return toEnd(runStudyPoint({ fleets }, point, options));
}

/** Plays one point in slices, between which it yields and tells `onProgress` its share, and returns its outcome. */
export function runStudyPoint({ fleets }: Fleets, point: Point, options: RunnerOptions = {}): Generator<void, Outcome, void> {
  return playedPoint(fleets, point, options, (share) => options.onProgress?.(0, share));
}

function toEnd<Result>(playing: Generator<void, Result, void>): Result {
  for (;;) {
    const { done, value } = playing.next();
    if (done === true) return value;
  }
}

/** Yields between slices. */
function* played<Result>({ fleets, batches }: Method<Result>, options: RunnerOptions): Generator<void, Result, void> {
  let count = 0;
  const at = (share: number): void => options.onProgress?.(count, share);
  for (const playing = batches(); ;) {
    const { done, value } = playing.next();
    if (done === true) return value;
    for (const [index, point] of value.points.entries()) {
      const outcome = yield* playedPoint(fleets, point, options, at);
      value.take(outcome, index);
      count++;
      options.onOutcome?.(point, outcome);
      at(0);
    }
  }
}

function* playedPoint(
  fleets: readonly StudiedFleet[],
  point: Point,
  { start = startFleet, recorder: recorderOf }: RunnerOptions,
  at: (share: number) => void,
): Generator<void, Outcome, void> {
  const whole = fleets[point.fleet ?? 0]?.spec;
  invariant(whole !== undefined, 'a point is of a fleet of its method');
  const fleet = patchedFleet(whole, point.patch);
  const ledger = point.ledger === undefined ? undefined : new Ledger(fleet, point.ledger);
  const rows = point.rows === true ? recorderOf?.(point) : undefined;
  const { compact = false, slots: slotsAsked, times: timesAsked, ...asked } = point.figures ?? {};
  const slots = slotsAsked === undefined ? undefined : new SlotCounter(slotsAsked, fleet);
  const times = timesAsked === undefined ? undefined : new ThresholdSlots(timesAsked, fleet);
  const traced = point.traced === undefined ? undefined : new TracedJobs(point.traced);
  const comparedWaits = point.comparedWaits === undefined ? undefined : new ComparedWaits(point.comparedWaits, fleet);
  const recorder = toEach([rows, ledger, slots, times, traced, comparedWaits].filter((one) => one !== undefined));
  const open = point.figures === undefined ? undefined : openRun(start, fleet, { ...point.draws, ...asked, recorder });
  const run = open ?? start(fleet, { ...point.draws, recorder });
  let end: RunProgress;
  while ((end = run.advance(SLICE)) === 'more') {
    at(Math.min(1, run.now / fleet.horizon));
    yield;
  }
  const figures = open === undefined ? undefined : figuresOf(open, compact, { slots, times });
  if (open !== undefined) rows?.projects?.(open.projects());
  return {
    end,
    endedAt: Math.min(fleet.horizon, run.now),
    ...(figures === undefined ? {} : { figures }),
    ...(ledger === undefined ? {} : { ledger: ledger.columns(run.signals) }),
    ...(traced === undefined ? {} : { traced: traced.columns() }),
    ...(comparedWaits === undefined ? {} : { comparedWaits: comparedWaits.columns() }),
  };
}

function figuresOf(
  run: OpenRun,
  isCompact: boolean,
  { slots, times }: { readonly slots: SlotCounter | undefined; readonly times: ThresholdSlots | undefined },
): Replication {
  const { samples, ...replication } = run.replication();
  return {
    ...replication,
    samples: isCompact ? compactSamples(samples) : samples,
    ...(slots === undefined ? {} : { slots: slots.columns() }),
    ...(times === undefined ? {} : { times: times.columns() }),
  };
}
