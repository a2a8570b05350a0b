/** What a run says of a machine: its instants, why it was made and removed, and what is charged for it. */
import type { MachineNumber, MachineTypeIndex, ManagerIndex, RunnerIndex, ZoneIndex } from '../units/indices.js';
import type { Micros } from '../units/time.js';

/** Why a machine was made. */
export type CreationReason = 'idle' | 'on_demand' | 'found';

/** Why a machine was removed, of its latest removal (docs/reference/files.md, machines.csv); `none` while it was not. */
export const REMOVAL_REASONS = [
  'none',
  'used_up',
  'used_up_in_walk',
  'over_limit',
  'idle_surplus',
  'create_failed',
  'unreachable',
  'ready_failed',
  'preexisting',
  'drain',
  'upgrade',
  'failback',
] as const;
export type RemovalReason = (typeof REMOVAL_REASONS)[number];

/** Time a machine spent in each part of its life, micros inside the measurement period. */
export interface MachineTime {
  boot: Micros;
  idle: Micros;
  busy: Micros;
  teardown: Micros;
  /** It lives although its removal was answered OK, or nobody ever knew of it. */
  orphan: Micros;
}

/** One machine. The object is reused by the writer: read and copy at once. */
export interface MachineRecord {
  /** Number over the whole run in the order of the decisions to create, from 1. */
  machine: MachineNumber;
  /** Index into `Cast.managers`. */
  manager: ManagerIndex;
  /** Index into `Cast.runners`. */
  runner: RunnerIndex;
  /** Index into `Cast.zones`. */
  zone: ZoneIndex;
  /** Index into `Cast.machineTypes`. */
  machineType: MachineTypeIndex;
  /** The manager decided to create it. */
  requestedAt: Micros;
  /** Its create command began (billing begins). */
  createAt: Micros;
  readyAt: Micros;
  /** Its first removal began. */
  removingAt: Micros;
  goneAt: Micros;
  /** Jobs that used it. */
  uses: number;
  reasonCreated: CreationReason;
  reasonRemoved: RemovalReason;
  /** The create command failed. */
  failed: boolean;
  /** When it had failed for good. */
  failedAt: Micros;
  /** Its latest removal was given up after all attempts. */
  gaveUp: boolean;
  /** It died under its manager, and of what. */
  diedAt: Micros;
  death: 'none' | 'outage' | 'preempted';
  /** It went on living from here, unknown to its manager, until it was gone. */
  orphanedAt: Micros;
  /** Its directory had DropletId 0. */
  isZero: boolean;
  /** Whole life that is charged for, rounded by the cloud's rule; 0 for one that left nothing. Life so far where it still stands at the end. */
  billed: Micros;
  /** Parts of its life inside the measurement period. Their sum is its unrounded chargeable overlap with the period. */
  time: MachineTime;
  /** The part of (billed - life) apportioned to the measurement period, whole micros. */
  rounding: Micros;
}
