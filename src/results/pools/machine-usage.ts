/** What is kept of machines: time by part of life, rounding, reasons and lives, in exact sums by manager, runner, zone and type. */
import { LimbSum } from '../../sim/limbs.js';
import type { FleetSpec } from '../../fleet/fleet.js';
import type { MachineRecord } from '../../record/machine.js';
import { NOT_YET } from '../../record/not-yet.js';
import type { MachineTypeIndex, ManagerIndex, RunnerIndex, ZoneIndex } from '../../units/indices.js';
import { HOUR, SECOND, type Micros } from '../../units/time.js';
import type { Cost, Usage } from './pool-scope-schema.js';

/** Why a machine is gone that lived on unknown to its manager: whatever ended it later was no removal of that manager's. */
const ORPHANED = 'orphaned';

/** Hours a month has in a cost per month. */
export const MONTH_HOURS = 730;

const PARTS = ['boot', 'idle', 'busy', 'teardown', 'orphan', 'rounding'] as const;
type Part = (typeof PARTS)[number];

/** A number that is counted up where it stands: to put it into a Map anew is dearer than to find it there. */
interface Count {
  n: number;
}

/** Sums over the machines of one manager, runner, zone and type. */
export class MachineCell {
  readonly manager: ManagerIndex;
  readonly runner: RunnerIndex;
  readonly zone: ZoneIndex;
  readonly machineType: MachineTypeIndex;
  readonly sums: Readonly<Record<Part, LimbSum>> = {
    boot: new LimbSum(),
    idle: new LimbSum(),
    busy: new LimbSum(),
    teardown: new LimbSum(),
    orphan: new LimbSum(),
    rounding: new LimbSum(),
  };
  readonly createdBy = new Map<string, Count>();
  readonly removedBy = new Map<string, Count>();
  /** Create commands decided on, ended well and failed for good; machines found on disk are none of them. */
  requested = 0;
  created = 0;
  failed = 0;
  lives = 0;
  readonly lifeSum = new LimbSum();
  useSum = 0;
  useMax = 0;

  constructor(record: Readonly<MachineRecord>) {
    this.manager = record.manager;
    this.runner = record.runner;
    this.zone = record.zone;
    this.machineType = record.machineType;
  }

  /** Adds a machine; counts are of what happened in [from, to). */
  add(record: Readonly<MachineRecord>, from: Micros, to: Micros): void {
    this.sums.boot.add(record.time.boot);
    this.sums.idle.add(record.time.idle);
    this.sums.busy.add(record.time.busy);
    this.sums.teardown.add(record.time.teardown);
    this.sums.orphan.add(record.time.orphan);
    this.sums.rounding.add(record.rounding);
    const { requestedAt, readyAt, failedAt, goneAt, reasonCreated } = record;
    // What has not come (NOT_YET) lies before any period.
    const isRequestedWithin = requestedAt >= from && requestedAt < to;
    if (isRequestedWithin) count(this.createdBy, reasonCreated);
    if (reasonCreated !== 'found') {
      if (isRequestedWithin) this.requested++;
      if (readyAt >= from && readyAt < to) this.created++;
      if (failedAt >= from && failedAt < to) this.failed++;
    }
    if (goneAt < from || goneAt >= to) return;
    count(this.removedBy, record.orphanedAt === NOT_YET ? record.reasonRemoved : ORPHANED);
    if (record.readyAt === NOT_YET) return;
    this.lives++;
    this.lifeSum.add(record.goneAt - record.requestedAt);
    this.useSum += record.uses;
    this.useMax = Math.max(this.useMax, record.uses);
  }
}

function count(counts: Map<string, Count>, reason: string): void {
  const known = counts.get(reason);
  if (known === undefined) counts.set(reason, { n: 1 });
  else known.n++;
}

/** Returns the counts of several cells added up, reasons in code-point order. */
export function mergeCounts(maps: readonly ReadonlyMap<string, Readonly<Count>>[]): Record<string, number> {
  const sums = new Map<string, number>();
  for (const map of maps) for (const [reason, { n }] of map) sums.set(reason, (sums.get(reason) ?? 0) + n);
  return Object.fromEntries([...sums].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Returns the seconds that machines of these cells existed (and were charged for, apart from rounding) inside the period. */
export function existedSeconds(cells: readonly MachineCell[]): number {
  const sum = new LimbSum();
  for (const { sums } of cells) for (const part of ['boot', 'idle', 'busy', 'teardown', 'orphan'] as const) sum.merge(sums[part]);
  return sum.toNumber() / SECOND;
}

/**
 * Returns the cost of the machines of these cells, of hosts that cost `hostsPerHour` together and of traffic, over a period of `length` micros.
 * Time is summed exactly by machine type and multiplied by the price once.
 */
export function costOf(cells: readonly MachineCell[], fleet: FleetSpec, hostsPerHour: number, egress: number, length: Micros): Cost {
  const usage: Usage[] = [];
  const parts: Record<Part, number> = { boot: 0, idle: 0, busy: 0, teardown: 0, orphan: 0, rounding: 0 };
  let machines = 0;
  for (const [type, { name, cloud, pricePerHour }] of fleet.machineTypes.entries()) {
    const own = cells.filter(({ machineType }) => machineType === type);
    if (own.length === 0) continue;
    const billed = new LimbSum();
    const seconds: Record<Part, number> = { boot: 0, idle: 0, busy: 0, teardown: 0, orphan: 0, rounding: 0 };
    for (const part of PARTS) {
      const sum = new LimbSum();
      for (const cell of own) sum.merge(cell.sums[part]);
      billed.merge(sum);
      seconds[part] = sum.toNumber() / SECOND;
      parts[part] += (seconds[part] * pricePerHour) / 3600;
    }
    const billedSeconds = billed.toNumber() / SECOND;
    const cost = (billedSeconds * pricePerHour) / 3600;
    machines += cost;
    usage.push({
      cloud: fleet.clouds[cloud]?.name ?? '',
      machineType: name,
      pricePerHour,
      bootSeconds: seconds.boot,
      idleSeconds: seconds.idle,
      busySeconds: seconds.busy,
      teardownSeconds: seconds.teardown,
      ...(seconds.orphan > 0 ? { orphanSeconds: seconds.orphan } : {}),
      roundingSeconds: seconds.rounding,
      billedSeconds,
      cost,
    });
  }
  const hosts = hostsPerHour * (length / HOUR);
  const total = machines + hosts + egress;
  const { orphan, ...always } = parts;
  return {
    currency: 'USD',
    ...always,
    ...(orphan > 0 ? { orphan } : {}),
    ...(egress > 0 ? { egress } : {}),
    hosts,
    total,
    perMonth: length > 0 ? total * (MONTH_HOURS / (length / HOUR)) : 0,
    usage,
  };
}
