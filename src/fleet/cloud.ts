/** A cloud: how it bills, its API with limits, its quotas, its cleaners. */
import type { Micros } from '../units/time.js';

export interface CloudSpec {
  readonly name: string;
  readonly billing: BillingRule;
  readonly api: ApiSpec;
  readonly quota: QuotaSpec;
  /** undefined: nobody cleans. */
  readonly hangingCleaner: HangingCleanerSpec | undefined;
  readonly zeroCleaner: ZeroCleanerSpec | undefined;
}

/** How a cloud rounds the life of a machine into what it charges for. */
export interface BillingRule {
  readonly granularity: Micros;
  readonly minimum: Micros;
}

/** Calls that docker-machine commands make. With no limits nothing is counted one by one and none is refused. */
export interface ApiSpec {
  /** Calls at the begin of a create command, at once. */
  readonly callsPerCreate: number;
  /** Calls of each poll while a create runs, and the time between two polls. */
  readonly callsPerPoll: number;
  readonly pollInterval: Micros;
  /** Calls at the begin of a remove command. */
  readonly callsPerDelete: number;
  /** Calls of a pass of the pool management. */
  readonly callsPerPass: number;
  /** Fixed windows from the start of the run; all must allow a call. */
  readonly limits: readonly { readonly calls: number; readonly window: Micros; readonly per: 'cloud' | 'manager' }[];
  /** How long a refused command takes to fail. */
  readonly refusal: Micros;
}

/** Infinity = none, 0 = nothing may stand. Of the whole cloud (a region's quota), beside those of each zone. */
export interface QuotaSpec {
  readonly machines: number;
  readonly cpus: number;
  readonly diskGib: number;
}

/** hanging-droplets-cleaner: removes machines of the cloud that no manager has a directory of (or only one with DropletId 0). */
export interface HangingCleanerSpec {
  /** Rounds at `interval`, 2 x `interval` ... */
  readonly interval: Micros;
  /** Only machines that were created at least so long ago. */
  readonly minimumAge: Micros;
}

/** droplet-zero-machines-cleaner: removes directories with DropletId 0 from the managers. */
export interface ZeroCleanerSpec {
  readonly interval: Micros;
  /** Only directories whose create command began at least so long ago. */
  readonly minimumAge: Micros;
}

/** An API without limits. */
export const UNLIMITED_API: ApiSpec = {
  callsPerCreate: 0,
  callsPerPoll: 0,
  pollInterval: 1_000_000,
  callsPerDelete: 0,
  callsPerPass: 0,
  limits: [],
  refusal: 0,
};

export const NO_QUOTA: QuotaSpec = { machines: Infinity, cpus: Infinity, diskGib: Infinity };
