/** Tells what each outage did: when it was noticed and answered, how far the backlog rose, when the fleet was as before, and which jobs paid for it. */
import type { FleetSpec } from '../../fleet/fleet.js';
import type { JobRecord } from '../../record/job.js';
import type { MachineRecord } from '../../record/machine.js';
import type { NoteRecord } from '../../record/note.js';
import { MINUTE, SECOND, type Micros } from '../../units/time.js';
import { courseOf } from './course.js';
import { FailoverTurns, type FailoverTurn } from './failover-turns.js';
import { JobBook, type HarmLine } from './harm.js';
import { LivingMachines, type IdleTargets } from '../pools/living-machines.js';
import type { Labels } from '../question.js';
import { recoveredAt } from './recovery.js';
import type { Story, StoryWave } from './story-schema.js';

/** The line that jobs are held against: `share` of the jobs that the labels select are to be handed out in less than `below`. */
export interface StoryLine extends HarmLine {
  readonly labels: Labels;
  /** The names that the labels stand for; none: it is of all jobs. */
  readonly names?: Readonly<Record<string, string>>;
  /** The threshold it is taken from, as written. */
  readonly subject: string;
  /** No threshold says it. */
  readonly isDefault: boolean;
}

/** Where no threshold on the share of jobs below a queue time is set. */
export const DEFAULT_LINE: StoryLine = { below: MINUTE, share: 0.95, labels: {}, subject: 'queue_time', isDefault: true };

/** Outages of a run whose course is kept: those that delay most jobs. */
export const TOLD = 5;

/** An outage under way or past. */
interface Window {
  readonly outage: string;
  readonly start: Micros;
  end: Micros | undefined;
}

/** What of a fleet its stories are about. */
type StoryFleet = Pick<FleetSpec, 'horizon' | 'zones' | 'clouds' | 'failovers'>;

export class StoryTeller {
  readonly #fleet: StoryFleet;
  readonly #line: StoryLine;
  readonly #jobs: JobBook;
  readonly #machines: LivingMachines;
  readonly #turns: FailoverTurns;
  readonly #windows: Window[] = [];

  constructor(fleet: StoryFleet, line: StoryLine) {
    this.#fleet = fleet;
    this.#line = line;
    this.#jobs = new JobBook(line);
    this.#machines = new LivingMachines(fleet);
    this.#turns = new FailoverTurns(fleet.failovers);
  }

  note(note: NoteRecord): void {
    this.#turns.note(note);
    if (note.kind === 'outage_begins') this.#windows.push({ outage: note.subject, start: note.at, end: undefined });
    else if (note.kind === 'outage_ends') {
      const open = this.#windows.findLast(({ outage, end }) => outage === note.subject && end === undefined);
      if (open !== undefined) open.end = note.at;
    }
  }

  /** Adds a job as it leaves, or as it stands at the end; `isOfLine` says whether the line is about it. */
  job(record: Readonly<JobRecord>, isOfLine: boolean): void {
    this.#jobs.add(record, isOfLine);
    this.#machines.job(record);
  }

  machine(record: Readonly<MachineRecord>): void {
    this.#machines.machine(record);
  }

  /** Returns the outages in the order in which they began, the worst with their course if `hasCourse`; `to` is where the run ended. */
  finish(to: Micros, targets: IdleTargets, hasCourse: boolean): Story[] {
    const stories = this.#windows.map((window) => this.#tell(window, to, targets));
    if (!hasCourse) return stories;
    const worst = new Set(worstOf(stories, TOLD));
    const clouds = this.#fleet.clouds.map(({ name }) => name);
    const sources = { jobs: this.#jobs, machines: this.#machines.standing(to), clouds };
    return stories.map((story, index) => (worst.has(index) ? { ...story, course: courseOf(sources, story, to) } : story));
  }

  #tell({ outage, start, end }: Window, to: Micros, targets: IdleTargets): Story {
    const line = this.#line;
    const evidence = { jobs: this.#jobs, machines: this.#machines, turns: this.#turns, targets };
    const recovered = end === undefined ? undefined : recoveredAt(evidence, { start, end }, to);
    const until = recovered ?? to;
    const period = { from: start, until, at: to, ofLine: true };
    const counts = this.#jobs.counts(period);
    const peak = this.#jobs.peak(start, until);
    const turns = this.#turns.within(start, until);
    return {
      outage,
      start: start / SECOND,
      end: secondsOf(end),
      failovers: turns.map(failoverOf),
      backlogBefore: this.#jobs.usualBacklog(start),
      backlogPeak: peak.jobs,
      backlogPeakAt: peak.at / SECOND,
      recovered: secondsOf(recovered),
      waves: this.#waves(start, until, to, turns),
      slo: {
        seconds: line.below / SECOND,
        share: line.share,
        subject: line.subject,
        ...(line.names === undefined ? {} : { labels: line.names }),
        isDefault: line.isDefault,
      },
      jobsQueued: counts.jobs,
      jobsDelayed: counts.late,
      jobsHeld: counts.held,
      jobsLostInAll: this.#jobs.lost([{ from: start, until }], Infinity),
      jobsLost: null,
      minutesMissed: this.#jobs.missedMinutes(period),
    };
  }

  #waves(start: Micros, until: Micros, to: Micros, turns: readonly FailoverTurn[]): StoryWave[] {
    const cuts = turns
      .flatMap(({ name, failingBack }) => (failingBack === undefined || failingBack >= until ? [] : [{ at: failingBack, name }]))
      .sort((a, b) => a.at - b.at);
    const waves = [{ at: start, name: null }, ...cuts];
    return waves.map(({ at, name }, index) => {
      const next = waves[index + 1]?.at ?? until;
      const counts = this.#jobs.counts({ from: at, until: next, at: to, ofLine: true });
      const peak = this.#jobs.peak(at, next);
      return {
        from: at / SECOND,
        failback: name,
        backlogPeak: peak.jobs,
        backlogPeakAt: peak.at / SECOND,
        jobsQueued: counts.jobs,
        jobsDelayed: counts.late,
      };
    });
  }
}

/** Returns the indices of the outages that delayed most jobs, at most so many; of equals the earlier. */
export function worstOf(stories: readonly Story[], most: number): number[] {
  return [...stories.keys()].sort((a, b) => stories[b]!.jobsDelayed - stories[a]!.jobsDelayed || a - b).slice(0, most);
}

function failoverOf({ name, since, noticed, failedOver, failingBack, failedBack }: FailoverTurn): Story['failovers'][number] {
  return {
    name,
    ...(since === undefined ? {} : { since: since / SECOND }),
    noticed: noticed / SECOND,
    failedOver: secondsOf(failedOver),
    failingBack: secondsOf(failingBack),
    failedBack: secondsOf(failedBack),
  };
}

function secondsOf(at: Micros | undefined): number | null {
  return at === undefined ? null : at / SECOND;
}
