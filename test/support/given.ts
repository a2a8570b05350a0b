/** Builds `Given`: what a test plays instead of drawing, for the first manager. Machines boot and are deleted as given, cyclically. */
import type { Given } from '../../src/models/given.js';
import type { Micros } from '../../src/units/time.js';

export interface GivenOptions extends Partial<
  Pick<Given, 'failRequests' | 'requestJitter' | 'starts' | 'directoryDelay' | 'backoff' | 'provisionElse'>
> {
  /** Run times of the create commands, the n-th for the n-th machine; `ok` false: it fails. */
  readonly boots?: readonly (Micros | { readonly us: Micros; readonly ok?: boolean; readonly dir?: boolean })[];
  /** Provision commands of each machine, in order; any other is as `provisionElse`, which by default fails at once. */
  readonly provisions?: Given['provisions'][number];
  readonly deletes?: readonly Micros[];
  readonly forceDeletes?: readonly Micros[];
  readonly failDeletes?: readonly { readonly machine: number; readonly times: number }[];
  readonly failForceDeletes?: readonly { readonly machine: number; readonly times: number }[];
  readonly unreachable?: readonly { readonly machine: number; readonly from: Micros; readonly to: Micros }[];
}

/** Returns complete answers; what is not given takes no time and does not fail. */
export function given(options: GivenOptions = {}): Given {
  return {
    boots: [
      (options.boots ?? []).map((boot) =>
        typeof boot === 'number' ? { us: boot, ok: true, dir: true } : { ok: true, dir: true, ...boot },
      ),
    ],
    deletes: [options.deletes ?? []],
    forceDeletes: [options.forceDeletes ?? []],
    failDeletes: options.failDeletes ?? [],
    failForceDeletes: options.failForceDeletes ?? [],
    unreachable: options.unreachable ?? [],
    failRequests: options.failRequests ?? [],
    requestJitter: options.requestJitter,
    provisions: [options.provisions ?? []],
    provisionElse: options.provisionElse ?? { us: 0, ok: false },
    directoryDelay: options.directoryDelay ?? 0,
    backoff: options.backoff ?? [],
    starts: options.starts ?? [],
  };
}
