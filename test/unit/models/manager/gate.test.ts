import { expect, test } from 'vitest';
import type { EntrySpec } from '../../../../src/fleet/config.js';
import { Gate } from '../../../../src/models/manager/gate.js';
import type { ManagerProcess } from '../../../../src/models/manager/process.js';
import { BOOT, NEXT_POLL } from '../../../../src/models/wait/causes.js';
import type { World } from '../../../../src/models/world.js';

const ENTRY = { limit: 0 } as EntrySpec;

/** The gate of an entry with a request under way, and the executor that says what keeps it from more. */
function aGate(): { readonly gate: Gate; readonly executor: { cause: () => number; asked: number } } {
  const executor = { asked: 0, ready: () => 1, cause: () => (executor.asked++, BOOT), isInOutage: () => false };
  const token = { requests: 1, builds: 1, isAtEase: true, executorOf: () => executor, allowedRequests: () => 2 };
  const process = { index: 0, isStopping: false, isMissed: false, hasFreeWorker: true, entryOf: () => ENTRY, tokenOfRunner: () => token };
  const world = {
    sim: { now: 0 },
    fleet: { runners: [{ instance: 0 }], outages: [] },
    faults: { instanceStatus: () => 200, isManagerDown: () => false },
    registrations: { isPaused: () => false },
  };
  return { gate: new Gate(world as unknown as World, process as unknown as ManagerProcess, 0), executor };
}

test('what keeps an entry from more jobs is asked for once a look, and held until the next', () => {
  const { gate, executor } = aGate();
  gate.look();
  expect(gate.beyond()).toBe(BOOT);
  // Another hour has begun, with another idle target: the entry has not looked yet, whoever else asks.
  executor.cause = () => NEXT_POLL;
  expect(gate.beyond()).toBe(BOOT);
  expect(executor.asked).toBe(1);
  expect(gate.look()).toBe(false);
  expect(gate.beyond()).toBe(NEXT_POLL);
});
