/**
 * What the monitoring missed: the time within the measurement period in which a Prometheus was down, or a Consul, through which machines are found. Nothing
 * is seen only while every Prometheus is down.
 */
import type { FleetSpec } from '../../fleet/fleet.js';
import { servicesDown } from '../../fleet/reach.js';
import type { NoteRecord } from '../../record/note.js';
import { SECOND, type Micros, type Seconds } from '../../units/time.js';

/** An outage that takes down a service the monitoring needs; one a service. */
export interface BlindingOutage {
  readonly outage: string;
  readonly helper: string;
  readonly kind: string;
}

/** One service's time down, s. */
export interface MonitoringGap {
  readonly helper: string;
  readonly kind: string;
  readonly seconds: Seconds;
}

/** What was missed until some time. */
export interface Missed {
  /** By service, in the order of their first outages. */
  readonly gaps: readonly MonitoringGap[];
  /** Time in which no Prometheus was up. */
  readonly unseen: Seconds;
}

/** Returns the outages in which a Prometheus or a Consul is down. */
export function blindingOutages(fleet: FleetSpec): BlindingOutage[] {
  return fleet.outages.flatMap((outage) =>
    servicesDown(fleet, outage).flatMap((index) => {
      const { name: helper, kind } = fleet.services[index]!;
      return kind === 'prometheus' || kind === 'consul' ? [{ outage: outage.name, helper, kind }] : [];
    }),
  );
}

/** Of a service, or of every Prometheus together: outages under way (of all: those down), since when it is down, and time down so far. */
interface Downtime {
  readonly kind: string;
  under: number;
  since: Micros;
  down: Micros;
}

export class MonitoringGaps {
  readonly #outages: readonly BlindingOutage[];
  readonly #from: Micros;
  readonly #eyes: number;
  readonly #states = new Map<string, Downtime>();
  readonly #all: Downtime = { kind: 'prometheus', under: 0, since: 0, down: 0 };

  /** `from`: the begin of the measurement period; `eyes`: how many a Prometheus there are. */
  constructor(outages: readonly BlindingOutage[], from: Micros, eyes: number) {
    this.#outages = outages;
    this.#from = from;
    this.#eyes = eyes;
  }

  note({ at, kind, subject }: NoteRecord): void {
    if (kind !== 'outage_begins' && kind !== 'outage_ends') return;
    // One outage may take several services along.
    for (const outage of this.#outages) if (outage.outage === subject) this.#change(outage, at, kind === 'outage_begins');
  }

  #change(outage: BlindingOutage, at: Micros, begins: boolean): void {
    const state = this.#states.get(outage.helper) ?? { kind: outage.kind, under: 0, since: 0, down: 0 };
    this.#states.set(outage.helper, state);
    const wasDown = state.under > 0;
    this.#add(state, at, begins, 1);
    if (outage.kind === 'prometheus' && wasDown !== state.under > 0) this.#add(this.#all, at, begins, this.#eyes);
  }

  /** One more, or less, of `full` of them that are all down. */
  #add(state: Downtime, at: Micros, begins: boolean, full: number): void {
    if (begins && ++state.under === full) state.since = at;
    if (!begins && state.under-- === full) state.down += this.#within(state.since, at);
  }

  /** Returns what was missed until `to`. */
  finish(to: Micros): Missed {
    const timeOf = ({ under, since, down }: Downtime, full: number): Seconds =>
      (down + (under >= full ? this.#within(since, to) : 0)) / SECOND;
    const gaps = [...this.#states].flatMap(([helper, state]) => {
      const seconds = timeOf(state, 1);
      return seconds > 0 ? [{ helper, kind: state.kind, seconds }] : [];
    });
    return { gaps, unseen: timeOf(this.#all, this.#eyes) };
  }

  #within(from: Micros, to: Micros): Micros {
    return Math.max(0, to - Math.max(from, this.#from));
  }
}
