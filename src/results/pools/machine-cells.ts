/** Files each machine of a run under the finest distinction that reports need. */
import type { FleetSpec } from '../../fleet/fleet.js';
import type { MachineRecord } from '../../record/machine.js';
import { MachineCell } from './machine-usage.js';

type Sizes = Pick<FleetSpec, 'runners' | 'zones' | 'machineTypes' | 'warmup' | 'horizon'>;

/** The machines by manager, runner, zone and type. */
export class MachineCells {
  readonly #fleet: Sizes;
  /** Keys are numbers: a text made for each machine took three times as long. */
  readonly #cells = new Map<number, MachineCell>();

  constructor(fleet: Sizes) {
    this.#fleet = fleet;
  }

  add(record: Readonly<MachineRecord>): void {
    const { runners, zones, machineTypes, warmup, horizon } = this.#fleet;
    const { manager, runner, zone, machineType } = record;
    const key = ((manager * runners.length + runner) * zones.length + zone) * machineTypes.length + machineType;
    let cell = this.#cells.get(key);
    if (cell === undefined) this.#cells.set(key, (cell = new MachineCell(record)));
    cell.add(record, warmup, horizon);
  }

  /** The cells in the order of manager, runner, zone and type. */
  list(): MachineCell[] {
    return [...this.#cells].sort(([a], [b]) => a - b).map(([, cell]) => cell);
  }
}
