/** Tables of machines and of outages, in seconds. */
import type { OutageSpec } from '../../src/fleet/outage.js';
import type { MachineRecord } from '../../src/record/machine.js';
import { NOT_YET } from '../../src/record/not-yet.js';
import { SECOND } from '../../src/units/time.js';

/** One column of a table. */
export type Column =
  | 'createAt'
  | 'readyAt'
  | 'failedAt'
  | 'removingAt'
  | 'goneAt'
  | 'diedAt'
  | 'orphanedAt'
  | 'billed'
  | 'boot'
  | 'idle'
  | 'teardown'
  | 'orphan';

/** Returns one row a machine, in seconds; '-' = it has not come. */
export function table(machines: readonly Readonly<MachineRecord>[], ...columns: readonly Column[]): (number | '-')[][] {
  return machines.map((machine) => {
    const values = { ...machine, ...machine.time };
    return columns.map((column) => (values[column] === NOT_YET ? '-' : values[column] / SECOND));
  });
}

/** Returns an outage of the only zone between two seconds. */
export function outage(from: number, to: number, effect: Partial<OutageSpec['effect']> = {}): OutageSpec {
  return {
    name: `outage-${from}`,
    target: { kind: 'zone', index: 0 },
    times: { kind: 'fixed', windows: [{ from: from * SECOND, to: to * SECOND }] },
    effect: { kind: 'down', api: 'up', machines: 'up', ...effect } as OutageSpec['effect'],
  };
}
