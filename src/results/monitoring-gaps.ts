/** What nobody saw: the time within the measurement period in which a Prometheus was down, or a Consul, without which machines of its cloud are not found. */
import type { FleetSpec } from '../fleet/fleet.js';
import { servicesDown } from '../fleet/reach.js';
import type { NoteRecord } from '../record/note.js';
import { SECOND, type Micros } from '../units/time.js';

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
  readonly seconds: number;
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

export class MonitoringGaps {
  readonly #outages: readonly BlindingOutage[];
  readonly #from: Micros;
  /** By service: outages under way, since when it is down, and time down so far. */
  readonly #states = new Map<string, { readonly kind: string; under: number; since: Micros; down: Micros }>();

  /** `from`: the begin of the measurement period. */
  constructor(outages: readonly BlindingOutage[], from: Micros) {
    this.#outages = outages;
    this.#from = from;
  }

  note({ at, kind, subject }: NoteRecord): void {
    if (kind !== 'outage_begins' && kind !== 'outage_ends') return;
    // One outage may take several services along.
    for (const outage of this.#outages) if (outage.outage === subject) this.#change(outage, at, kind === 'outage_begins');
  }

  #change(outage: BlindingOutage, at: Micros, begins: boolean): void {
    const state = this.#states.get(outage.helper) ?? { kind: outage.kind, under: 0, since: 0, down: 0 };
    this.#states.set(outage.helper, state);
    if (begins) {
      if (state.under++ === 0) state.since = at;
    } else if (--state.under === 0) state.down += this.#within(state.since, at);
  }

  /** Returns what there was until `to`, by service in the order of their first outages. */
  finish(to: Micros): MonitoringGap[] {
    return [...this.#states].flatMap(([helper, { kind, under, since, down }]) => {
      const all = down + (under > 0 ? this.#within(since, to) : 0);
      return all > 0 ? [{ helper, kind, seconds: all / SECOND }] : [];
    });
  }

  #within(from: Micros, to: Micros): Micros {
    return Math.max(0, to - Math.max(from, this.#from));
  }
}
