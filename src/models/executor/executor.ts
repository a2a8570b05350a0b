/**
 * What a manager asks of an executor, in the words of GitLab Runner's own provider (`common.ExecutorProvider`: Acquire, Release, Create,
 * Prepare, Shutdown). An executor lives on four levels: the run (`ExecutorModel`: what outlives a process, as the machines in their clouds
 * do), a process (`ExecutorProvider`), a runner token within it (`TokenExecutor`), and a worker that has the token's entry (`Acquisition`).
 * Whoever asks knows no kind of executor: only `make.ts` does.
 */
import type { EntrySpec, ProcessConfig } from '../../fleet/config.js';
import type { RunnerFlags } from '../../fleet/runner-flags.js';
import type { Preparation } from '../job/preparation.js';
import type { CloudMachine, Occupant } from '../machine/cloud-machine.js';
import type { MachineNumber, ManagerIndex, WorkerIndex, ZoneIndex } from '../../units/indices.js';
import type { Micros } from '../../units/time.js';

/** One kind of executor over a whole run. */
export interface ExecutorModel {
  /** Opens the books (signals, pool) of an entry before the run starts; told of every entry of this kind in every configuration, in order. */
  enter(manager: ManagerIndex, entry: EntrySpec): void;
  /** A process starts: it knows nothing of earlier ones but what outlives them (a store on its host's disk, the cloud). */
  provider(process: ProcessTies): ExecutorProvider;
  /**
   * Somebody removes every machine that a manager has written down while its process is down (the upgrade script, an operator after a
   * failover). `over` is called when the last command has ended; at once where there is none.
   */
  sweep(manager: ManagerIndex, reason: SweepReason, over: () => void): void;
  /** Machines whose record is not written yet, at the end of a run. */
  unwritten(): readonly CloudMachine[];
}

export type SweepReason = 'upgrade' | 'failback';

/** The process a provider works in, as it was started. */
export interface ProcessTies {
  /** Index of the manager. */
  readonly manager: ManagerIndex;
  readonly flags: RunnerFlags;
  /** Bound of one command to a cloud; 0 = none. */
  readonly commandTimeout: Micros;
}

/** One kind of executor in one process. */
export interface ExecutorProvider {
  /** The state it keeps for the entry's token; made at the first call. */
  of(entry: EntrySpec): TokenExecutor;
  /** The last worker of a stopping process is done: whatever is to be done with machines now. Calls `done` once, at once or later; not after `close`. */
  shutdown(config: ProcessConfig, done: () => void): void;
  /** The process is gone, after a shutdown or in the middle of everything: commands that run are carried to their end, nothing follows them. */
  close(): void;
  /** The run ends under the process: notes what is still under way. */
  finish(): void;
}

/**
 * One kind of executor for one runner token of a process. Settings are those of the entry that is given with each question: as it is in
 * force, or as a job got it.
 */
export interface TokenExecutor {
  /** Returns the acquisition of a worker that begins with an entry: its own object, used anew each time. */
  acquisition(taker: Taker, entry: EntrySpec): Acquisition;
  /** Every reservation is granted and holds nothing, and a pass counts nothing. */
  readonly grantsAlways: boolean;
  /** Jobs it could take now without a machine more; Infinity where it needs none. Requests under way are not counted in or out. */
  ready(): number;
  /** What keeps it from being ready for one more (wait/causes.ts); NEXT_POLL: nothing does, or a job is asked for all the same. */
  cause(entry: EntrySpec): number;
  /** The place of its machines is not there (an outage), whatever else holds it. */
  isInOutage(entry: EntrySpec): boolean;
  /** It has what its settings want, living: what a failover waits for before it goes back here. */
  isWhole(entry: EntrySpec): boolean;
  /**
   * What a reservation at `at` would come to, if it changed nothing but counters: `refused` or `granted`, and given back at once it would be
   * as if it had not been. `play`: it may change more, or cannot be answered at once. Nothing else happens in the run until `at`.
   */
  foresee(entry: EntrySpec, at: Micros): Foreseen;
  /**
   * Unless somebody from outside comes, what a reservation at `at` would come to (as `foresee` says) is the same for each that is made before
   * then, and nobody is concerned when it is given back; `at`: that cannot be said.
   */
  restsUntil(entry: EntrySpec, at: Micros): Micros;
  /**
   * Makes the reservation just foreseen (not one that is to be played): made at `at`, and if granted given back `length` later. So many `times`,
   * one every `every`, before `restsUntil`.
   */
  passQuietly(entry: EntrySpec, at: Micros, length: Micros, every: Micros, times: number): void;
  /** Makes the reservation just foreseen, `granted`, at `at`, and leaves it open: for `letGo`, `giveBack` or `Acquisition.takeOver`. Tells nobody. */
  hold(entry: EntrySpec, at: Micros): Held;
  /** Nobody waits for what is given back. */
  readonly letsGoQuietly: boolean;
  /** Gives back at `at` what is held, and tells nobody. */
  letGo(held: Held, at: Micros): void;
  /** Gives back now what is held for this entry. */
  giveBack(held: Held, entry: EntrySpec): void;
}

/** What a reservation holds: a machine, or nothing but a place in the count. */
export type Held = CloudMachine | undefined;

export type Foreseen = 'play' | 'refused' | 'granted';

/** A worker as an executor sees it. */
export interface Taker {
  /** Number over the whole run. */
  readonly id: WorkerIndex;
  /** The reservation is answered. `granted` false: no job is asked for (GitLab Runner: no free executor), and nothing is held. */
  reserved(granted: boolean): void;
}

/**
 * What a worker holds of an executor, from before it asks for a job until the job is over (GitLab Runner: ExecutorData, AcquisitionRef).
 * reserve, then giveBack (no job came) or seek, once an attempt, and release; `lose` at any time.
 */
export interface Acquisition {
  /**
   * What it answers hangs on the order of a job's steps at one instant (ends of jobs, then answers, then updates "running", then jobs that
   * begin to look for their place): also a step that takes no time is then an event of its own.
   */
  readonly keepsOrder: boolean;
  /** Acquire: may a job be asked for? Answers through the taker, at once or later. */
  reserve(): void;
  /** In place of `reserve`: it was granted before, to nobody, and holds this (`TokenExecutor.hold`). */
  takeOver(held: Held): void;
  /** Release without a job. */
  giveBack(): void;
  /** One attempt of a job to be prepared on a place of its own (Create, Prepare). Answers through the seeker, at once or later. */
  seek(seeker: Seeker): void;
  /** The seeker's limit has changed while an attempt is under way. */
  limitChanged(): void;
  /** Books what the attempt under way is at, up to now, to the seeker's preparation. */
  settle(): void;
  /** Cleanup: the job's stages are over; the final update is still to be sent. */
  workOver(): void;
  /** Release: the job is over, all updates sent. */
  release(): void;
  /** The process is gone: nobody answers any more. */
  lose(): void;
}

/** A job that looks for its place; it occupies the place it gets. */
export interface Seeker extends Occupant {
  readonly preparation: Preparation;
  /** A place that comes later is of no use: a time limit, or the notice of a cancel. An executor may look at it within an attempt or not. */
  readonly limit: Micros;
  /** It has its place: the job runs from now on. undefined: on the manager's own host. */
  got(place: Place | undefined): void;
  /** The attempt has failed. */
  gotNone(): void;
}

/** A slot on a machine, as it is when a job gets it: to be read at once, for a machine with several slots goes on. */
export interface Place {
  /** Number of its machine over the whole run, from 1. */
  readonly number: MachineNumber;
  /** The how-manieth job of that machine it is, from 1. */
  readonly uses: number;
  /** Its number on the machine, from 0; absent: the machine has no other. */
  readonly slot?: number;
  readonly zone: ZoneIndex;
}
