/** What a run does beyond its records, heard by a listener of the tests: requests, passes, and every change of state of every machine. */
import type { Probe } from '../../src/models/probe.js';
import { CloudMachine, type MachineState } from '../../src/models/machine/cloud-machine.js';
import type { World } from '../../src/models/world.js';
import type { Micros } from '../../src/units/time.js';

/** A machine is held otherwise from `at` on, or its list has it no more. */
export interface Move {
  readonly at: Micros;
  readonly to: MachineState | 'out';
}

/** What was heard. A request's `end` is NOT_YET where it never came; `job` 0: it got none. */
export interface Heard {
  readonly requests: readonly {
    readonly manager: number;
    readonly runner: number;
    readonly at: Micros;
    readonly end: Micros;
    readonly job: number;
  }[];
  readonly passes: readonly { readonly manager: number; readonly runner: number; readonly at: Micros }[];
  /** By the number of the machine, in their order; from its request to the first of them each is `creating`. */
  readonly moves: ReadonlyMap<number, readonly Move[]>;
}

/** Plays a run with a probe and returns what it says and what was heard meanwhile. The engine's own signals and counters are not looked at. */
export function listen<T>(run: (probe: Probe) => T): { readonly said: T; readonly heard: Heard } {
  const requests: Heard['requests'][number][] = [];
  const passes: Heard['passes'][number][] = [];
  const moves = new Map<number, Move[]>();
  const { moved, leftPool } = CloudMachine.prototype;
  const hear = (machine: CloudMachine, to: Move['to']): void => {
    const own = moves.get(machine.number) ?? [];
    own.push({ at: (machine.pool as unknown as { readonly world: World }).world.sim.now, to });
    moves.set(machine.number, own);
  };
  CloudMachine.prototype.moved = function (this: CloudMachine, state): void {
    moved.call(this, state);
    hear(this, state);
  };
  CloudMachine.prototype.leftPool = function (this: CloudMachine): void {
    leftPool.call(this);
    hear(this, 'out');
  };
  try {
    const said = run({
      request: (manager, runner, at, end, job) => void requests.push({ manager, runner, at, end, job }),
      pass: ({ manager, runner, at }) => void passes.push({ manager, runner, at }),
    });
    return { said, heard: { requests, passes, moves } };
  } finally {
    Object.assign(CloudMachine.prototype, { moved, leftPool });
  }
}
