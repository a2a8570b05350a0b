/** What a scaler asks of the cloud behind its entry, in the words of fleeting's plugins (`provider.InstanceGroup`: Increase, Decrease, Update). */
import type { Micros } from '../../../units/time.js';

export type InstanceStatus = 'creating' | 'running' | 'deleting' | 'gone';

/** Why a scaler asks for an instance: to have idle slots, or for jobs that wait. */
export type IncreaseReason = 'idle' | 'on_demand';

/** Why it asks for one to be deleted. */
export type DecreaseReason = 'idle_surplus' | 'used_up' | 'preexisting' | 'ready_failed' | 'drain';

/** What a ready command does: ends after so long, well or not. */
export interface ReadyCommand {
  readonly time: Micros;
  readonly ok: boolean;
}

/** The instances of one entry, `I`, numbered in the order in which they were asked for. It outlives the scaler. */
export interface InstanceGroup<I extends { readonly number: number }> {
  /** Every instance that is not gone, by number. */
  all(): readonly I[];
  status(instance: I): InstanceStatus;
  /** A look begins: the cloud is asked for the status of all. */
  looked(): void;
  /** One more is asked for, now. */
  increase(reason: IncreaseReason): I;
  /** A deletion is asked for; without a reason, that of one whose deletion came to nothing, which keeps the reason that it has. */
  decrease(instance: I, reason?: DecreaseReason): void;
  /** What the ready command will do; undefined: there is none. */
  readyCommand(instance: I): ReadyCommand | undefined;
  /** A new scaler has found it; `seen`, `ready`, `forgotten`: it has seen it run, knows it as ready, knows it as gone. */
  found(instance: I): void;
  seen(instance: I): void;
  ready(instance: I): void;
  forgotten(instance: I): void;
}
