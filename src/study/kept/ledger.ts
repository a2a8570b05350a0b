/** Keeps of one run what an outage may change: its jobs, the machines that stand, and who fails over. */
import { FailoverTurns, type FailoverTurn } from '../../results/outages/failover-turns.js';
import { JobBook, type JobColumns } from '../../results/outages/harm.js';
import { idleTargets, LivingMachines, targetColumns, type MachineColumns, type TargetColumn } from '../../results/pools/living-machines.js';
import type { KeptSignal } from '../../results/pools/pool-stats.js';
import type { Evidence } from '../../results/outages/recovery.js';
import type { FleetSpec } from '../../fleet/fleet.js';
import type { JobRecord } from '../../record/job.js';
import type { MachineRecord } from '../../record/machine.js';
import type { NoteRecord } from '../../record/note.js';
import type { Recorder } from '../../record/recorder.js';
import type { Slo } from '../thresholds/slo.js';

/** A ledger as plain data, to be kept or sent: `readLedger` makes evidence of it. */
export interface LedgerColumns {
  readonly jobs: JobColumns;
  readonly machines: MachineColumns;
  readonly turns: readonly FailoverTurn[];
  readonly targets: readonly TargetColumn[];
}

/** The recorder that fills one. */
export class Ledger implements Recorder {
  readonly #jobs: JobBook;
  readonly #machines: LivingMachines;
  readonly #turns: FailoverTurns;

  constructor(fleet: FleetSpec, { bound, share }: Slo) {
    this.#jobs = new JobBook({ below: bound, share });
    this.#machines = new LivingMachines(fleet);
    this.#turns = new FailoverTurns(fleet.failovers);
  }

  job(record: Readonly<JobRecord>): void {
    this.#jobs.add(record);
    this.#machines.job(record);
  }

  machine(record: Readonly<MachineRecord>): void {
    this.#machines.machine(record);
  }

  note(note: NoteRecord): void {
    this.#turns.note(note);
  }

  /** Returns the ledger of a run that has ended; its signals say how many idle machines were wanted. */
  columns(signals: readonly KeptSignal[]): LedgerColumns {
    return {
      jobs: this.#jobs.columns(),
      machines: this.#machines.columns(),
      turns: this.#turns.columns(),
      targets: targetColumns(signals),
    };
  }
}

/** Returns what a ledger of a run on this fleet has to show; the columns are taken over. */
export function readLedger(fleet: FleetSpec, { jobs, machines, turns, targets }: LedgerColumns): Evidence {
  return {
    jobs: JobBook.of(jobs),
    machines: LivingMachines.of(fleet, machines),
    turns: new FailoverTurns(fleet.failovers, turns),
    targets: idleTargets(targets, fleet.binWidth),
  };
}
