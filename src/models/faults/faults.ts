/** What is broken now: plays the outages of a run and answers whoever depends on what they hit. */
import { Sampler, type Stream, type Streams } from '../../sim/random/index.js';
import type { Simulation } from '../../sim/simulation.js';
import type { NoteRecord } from '../../record/note.js';
import type { Mutable } from '../../units/mutable.js';
import type { CloudIndex, InstanceIndex, ManagerIndex, OutageIndex, ServiceIndex, ZoneIndex } from '../../units/indices.js';
import type { Micros } from '../../units/time.js';
import type { FleetSpec } from '../../fleet/fleet.js';
import * as Priority from '../priority.js';
import type { FaultEffect, OutageSpec } from '../../fleet/outage.js';
import { servicesDown, managersDown } from '../../fleet/reach.js';

/** How the API of a zone behaves. */
export type ApiState = 'up' | 'fails' | 'hangs';

/** Draw numbers of one drawn outage. */
const BETWEEN = 0;
const DURATION = 1;

/** One outage under way or to come. */
interface Course {
  readonly spec: OutageSpec;
  /** Ordinal of its next or present window, from 0. */
  window: number;
  isOn: boolean;
  from: Micros;
  to: Micros;
}

type Degradation = Mutable<Omit<Extract<FaultEffect, { kind: 'degraded' }>, 'kind'>>;

/** Told of every begin and end of an outage, after `Faults` answers by it: first what it hits, one by one, then that it has changed at all. */
export interface OutageListener {
  /** An outage of this manager's host has begun or ended; another may be under way still. */
  managerHit(manager: ManagerIndex): void;
  serviceHit(service: ServiceIndex, begins: boolean): void;
  /** An outage of this zone, or of its cloud. */
  zoneHit(zone: ZoneIndex): void;
  instanceHit(instance: InstanceIndex, begins: boolean): void;
  outageChanged(outage: OutageIndex, begins: boolean): void;
}

export class Faults {
  readonly #sim: Simulation;
  readonly #fleet: FleetSpec;
  readonly #note: (note: NoteRecord) => void;
  readonly #listener: OutageListener;
  readonly #courses: readonly Course[];
  readonly #streams: readonly Stream[];
  readonly #between: readonly (Sampler | undefined)[];
  readonly #duration: readonly (Sampler | undefined)[];
  /** By outage: the managers whose hosts, and the services, that are gone with it. */
  readonly #managers: readonly (readonly ManagerIndex[])[];
  readonly #services: readonly (readonly ServiceIndex[])[];
  /** By manager and service: the outages that take it down. */
  readonly #ofManager: readonly (readonly OutageIndex[])[];
  readonly #ofService: readonly (readonly OutageIndex[])[];
  readonly #handler: number;
  /** Outages under way. */
  #on = 0;

  constructor(sim: Simulation, fleet: FleetSpec, streams: Streams, note: (note: NoteRecord) => void, listener: OutageListener) {
    this.#sim = sim;
    this.#fleet = fleet;
    this.#note = note;
    this.#listener = listener;
    const drawn = (part: 'between' | 'duration') =>
      fleet.outages.map(({ times }) => (times.kind === 'drawn' ? new Sampler(times[part]) : undefined));
    this.#between = drawn('between');
    this.#duration = drawn('duration');
    this.#managers = fleet.outages.map((outage) => managersDown(fleet, outage));
    this.#services = fleet.outages.map((outage) => servicesDown(fleet, outage));
    this.#ofManager = inverted(this.#managers, fleet.managers.length);
    this.#ofService = inverted(this.#services, fleet.services.length);
    this.#streams = fleet.outages.map(({ name }) => streams.stream(`outage/${name}`));
    this.#courses = fleet.outages.map((spec) => ({ spec, window: 0, isOn: false, from: 0, to: 0 }));
    this.#handler = sim.register((index) => this.#change(index));
    this.#courses.forEach((_, index) => this.#plan(index));
  }

  /** The worst of what is under way in a zone and its cloud: `hangs` before `fails`. */
  api(zone: ZoneIndex): ApiState {
    let state: ApiState = 'up';
    this.#forZone(zone, ({ effect }) => {
      if (effect.kind !== 'down' || effect.api === 'up') return;
      state = state === 'hangs' ? state : effect.api;
    });
    return state;
  }

  /** Machines of the zone do not live now. */
  areMachinesDown(zone: ZoneIndex): boolean {
    let isDown = false;
    this.#forZone(zone, ({ effect }) => {
      if (effect.kind === 'down' && effect.machines === 'die') isDown = true;
    });
    return isDown;
  }

  /** No machine that is asked for in the zone now comes up. */
  makesNone(zone: ZoneIndex): boolean {
    return this.#on > 0 && (this.api(zone) !== 'up' || this.areMachinesDown(zone) || this.isSoldOut(zone));
  }

  /** No create that is begun in the zone now has room. */
  isSoldOut(zone: ZoneIndex): boolean {
    let isSoldOut = false;
    this.#forZone(zone, ({ effect }) => {
      if (effect.kind === 'sold_out') isSoldOut = true;
    });
    return isSoldOut;
  }

  /** Factors multiply, chances combine, latencies add up; { 1, 0, 0 } where nothing is degraded. */
  degradation(zone: ZoneIndex): Readonly<Degradation> {
    const sum: Degradation = { bootFactor: 1, bootFailure: 0, apiLatency: 0 };
    this.#forZone(zone, ({ effect }) => {
      if (effect.kind !== 'degraded') return;
      sum.bootFactor *= effect.bootFactor;
      sum.bootFailure = 1 - (1 - sum.bootFailure) * (1 - effect.bootFailure);
      sum.apiLatency += effect.apiLatency;
    });
    return sum;
  }

  /** Limits of API calls that are in force in a cloud beside its own, by outage. */
  limits(cloud: CloudIndex): readonly { readonly outage: OutageIndex; readonly calls: number; readonly window: Micros }[] {
    return this.#courses.flatMap(({ spec, isOn }, outage) => {
      const { target, effect } = spec;
      if (!isOn || effect.kind !== 'limited' || target.kind !== 'cloud' || target.index !== cloud) return [];
      return [{ outage, calls: effect.calls, window: effect.window }];
    });
  }

  /** HTTP status an instance answers job requests with now; 200 = it is up, 0 = connection error. */
  instanceStatus(instance: InstanceIndex): number {
    if (this.#on === 0) return 200;
    const course = this.#courses.find(({ spec, isOn }) => isOn && spec.target.kind === 'instance' && spec.target.index === instance);
    return course?.spec.effect.kind === 'unavailable' ? course.spec.effect.status : 200;
  }

  /** When the outage of an instance that is under way ends (the last of several); the present instant where it is up. */
  instanceBackAt(instance: InstanceIndex): Micros {
    let back = this.#sim.now;
    for (const { spec, isOn, to } of this.#courses) {
      if (isOn && spec.target.kind === 'instance' && spec.target.index === instance) back = Math.max(back, to);
    }
    return back;
  }

  isManagerDown(manager: ManagerIndex): boolean {
    return this.#on > 0 && this.#isAnyOn(this.#ofManager[manager]!);
  }

  isServiceDown(service: ServiceIndex): boolean {
    return this.#on > 0 && this.#isAnyOn(this.#ofService[service]!);
  }

  /** How many times longer a service takes; 1 = as ever. */
  serviceFactor(service: ServiceIndex): number {
    let factor = 1;
    for (const { spec, isOn } of this.#courses) {
      if (!isOn || spec.target.kind !== 'service' || spec.target.index !== service) continue;
      if (spec.effect.kind === 'service_slow') factor *= spec.effect.factor;
    }
    return factor;
  }

  isOn(outage: OutageIndex): boolean {
    return this.#courses[outage]!.isOn;
  }

  #isAnyOn(outages: readonly OutageIndex[]): boolean {
    for (const outage of outages) if (this.#courses[outage]!.isOn) return true;
    return false;
  }

  #forZone(zone: ZoneIndex, visit: (spec: OutageSpec) => void): void {
    const { cloud } = this.#fleet.zones[zone]!;
    for (const { spec, isOn } of this.#courses) {
      if (!isOn) continue;
      const { kind, index } = spec.target;
      if ((kind === 'zone' && index === zone) || (kind === 'cloud' && index === cloud)) visit(spec);
    }
  }

  /** Plans the begin of the next window of an outage. */
  #plan(index: OutageIndex): void {
    const course = this.#courses[index]!;
    const { times } = course.spec;
    if (times.kind === 'fixed') {
      const window = times.windows[course.window];
      if (window === undefined) return;
      course.from = window.from;
      course.to = window.to;
    } else {
      const stream = this.#streams[index]!;
      course.from = course.to + this.#between[index]!.sampleInteger(stream.uniform(course.window, 0, BETWEEN));
      course.to = course.from + Math.max(1, this.#duration[index]!.sampleInteger(stream.uniform(course.window, 0, DURATION)));
    }
    if (course.from < this.#fleet.horizon) this.#sim.scheduleAt(course.from, Priority.FAULT, this.#handler, index);
  }

  #change(index: OutageIndex): void {
    const course = this.#courses[index]!;
    course.isOn = !course.isOn;
    this.#on += course.isOn ? 1 : -1;
    const { spec, isOn } = course;
    if (isOn) this.#sim.scheduleAt(course.to, Priority.FAULT, this.#handler, index);
    this.#note({ at: this.#sim.now, kind: isOn ? 'outage_begins' : 'outage_ends', subject: spec.name });
    this.#tell(index, isOn);
    this.#listener.outageChanged(index, isOn);
    if (isOn) return;
    course.window++;
    this.#plan(index);
  }

  /** Hosts go before the machines around them, so that no manager sees how those die; they are back after the API. */
  #tell(outage: OutageIndex, begins: boolean): void {
    if (begins) this.#tellHosts(outage, true);
    const { kind, index } = this.#courses[outage]!.spec.target;
    if (kind === 'zone') this.#listener.zoneHit(index);
    if (kind === 'cloud') {
      this.#fleet.zones.forEach(({ cloud }, zone) => {
        if (cloud === index) this.#listener.zoneHit(zone);
      });
    }
    if (kind === 'instance') this.#listener.instanceHit(index, begins);
    if (!begins) this.#tellHosts(outage, false);
  }

  #tellHosts(outage: OutageIndex, begins: boolean): void {
    for (const manager of this.#managers[outage]!) this.#listener.managerHit(manager);
    for (const service of this.#services[outage]!) this.#listener.serviceHit(service, begins);
  }
}

/** Returns for each of `count` things the lists it is in. */
function inverted(lists: readonly (readonly number[])[], count: number): number[][] {
  return Array.from({ length: count }, (_, thing) => lists.flatMap((list, index) => (list.includes(thing) ? [index] : [])));
}
