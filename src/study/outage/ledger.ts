/** Keeps of one run what an outage may change: its jobs, the machines that stand, and who fails over. */
import { FailoverTurns } from '../../results/failover-turns.js';
import { JobBook } from '../../results/harm.js';
import { idleTargets, LivingMachines } from '../../results/living-machines.js';
import type { KeptSignal } from '../../results/pool-stats.js';
import type { Evidence } from '../../results/recovery.js';
import type { FleetSpec } from '../../fleet/fleet.js';
import type { JobRecord } from '../../record/job.js';
import type { MachineRecord } from '../../record/machine.js';
import type { NoteRecord } from '../../record/note.js';
import type { Recorder } from '../../record/recorder.js';
import type { Slo } from './slo.js';

export class Ledger implements Recorder, Evidence {
  readonly jobs: JobBook;
  readonly machines: LivingMachines;
  readonly turns: FailoverTurns;
  targets: Evidence['targets'] = () => undefined;
  readonly #binWidth: number;

  constructor(fleet: FleetSpec, { bound, share }: Slo) {
    this.jobs = new JobBook({ below: bound, share });
    this.machines = new LivingMachines(fleet);
    this.turns = new FailoverTurns(fleet.failovers);
    this.#binWidth = fleet.binWidth;
  }

  job(record: Readonly<JobRecord>): void {
    this.jobs.add(record);
    this.machines.job(record);
  }

  machine(record: Readonly<MachineRecord>): void {
    this.machines.machine(record);
  }

  note(note: NoteRecord): void {
    this.turns.note(note);
  }

  /** The run has ended; its signals say how many idle machines were wanted. */
  close(signals: readonly KeptSignal[]): void {
    this.targets = idleTargets(signals, this.#binWidth);
  }
}
