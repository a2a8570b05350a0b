/** The servers that jobs pull images from and keep caches on: who serves which cloud, how long a transfer takes, and what was moved. */
import type { Simulation } from '../../sim/simulation.js';
import type { Streams } from '../../sim/random/index.js';
import type { TrafficCounters } from '../../record/counters.js';
import type { CloudIndex, ServiceIndex } from '../../units/indices.js';
import type { Micros } from '../../units/time.js';
import type { Faults } from '../faults/faults.js';
import type { FleetSpec } from '../../fleet/fleet.js';
import type { ServiceKind, ServiceSpec } from '../../fleet/service.js';
import { NO_TRANSFERS } from '../../fleet/transfers.js';
import { TransferSizes } from './transfer-sizes.js';

/** Index of the GitLab instances among the destinations, and of no service at all. */
const GITLAB = -1;
const NOBODY = -1;

/** The cloud of a fixed host: none. Services of no cloud serve it. */
export const NO_CLOUD = -1;

/** How a pull ended. */
export interface PullOutcome {
  time: Micros;
  isServed: boolean;
}

export class Services {
  /** In order of service (GitLab first), then cloud (none first); empty where no workload moves anything. Counts of the measurement period. */
  readonly traffic: readonly TrafficCounters[];
  /** By workload; undefined: its jobs move nothing. */
  readonly sizes: readonly (TransferSizes | undefined)[];
  readonly #sim: Simulation;
  readonly #fleet: FleetSpec;
  readonly #faults: Faults;
  readonly #trafficOf = new Map<number, TrafficCounters>();
  /** By service: the window of its limit that is under way, and the pulls it has granted in it. */
  readonly #window: Float64Array;
  readonly #granted: Float64Array;

  constructor(sim: Simulation, fleet: FleetSpec, faults: Faults, streams: Streams) {
    this.#sim = sim;
    this.#fleet = fleet;
    this.#faults = faults;
    this.sizes = fleet.workloads.map((workload) => (movesNothing(workload.transfers) ? undefined : new TransferSizes(workload, streams)));
    const isIdle = this.sizes.every((one) => one === undefined);
    this.traffic = isIdle ? [] : this.#makeTraffic();
    this.#window = new Float64Array(fleet.services.length).fill(-1);
    this.#granted = new Float64Array(fleet.services.length);
  }

  /**
   * An image is pulled now: from the mirror of the cloud if one is up, else from the registry. Without both it takes no time. A pull that is
   * not served (the registry is down, or past its limit) takes the registry's latency.
   */
  pull(cloud: CloudIndex, bytes: number, out: PullOutcome): void {
    out.isServed = true;
    const mirror = this.#find('registry_mirror', cloud, true);
    const service = mirror === NOBODY ? this.#find('registry', cloud, false) : mirror;
    if (service === NOBODY) {
      out.time = 0;
      return;
    }
    out.isServed = service === mirror || (!this.#isDown(service) && this.#grants(service));
    out.time = this.#time(service, out.isServed ? bytes : 0);
    const traffic = this.#of(service, cloud);
    if (out.isServed) book(traffic, bytes, 0);
    else traffic.refused++;
  }

  /** The cache server of a cloud that is up now, or -1. */
  cacheOf(cloud: CloudIndex): number {
    return this.#find('cache', cloud, true);
  }

  /** A cache is downloaded now. Returns how long it takes. */
  download(service: ServiceIndex, cloud: CloudIndex, bytes: number): Micros {
    book(this.#of(service, cloud), bytes, 0);
    return this.#time(service, bytes);
  }

  /** A cache is uploaded now. Returns how long it takes. */
  upload(service: ServiceIndex, cloud: CloudIndex, bytes: number): Micros {
    book(this.#of(service, cloud), 0, bytes);
    return this.#time(service, bytes);
  }

  /** What was moved from (`bytesOut`) and to GitLab; `at` is the begin of the transfer, which may be past. */
  noteGitLab(cloud: CloudIndex, at: Micros, bytesOut: number, bytesIn: number): void {
    if (at >= this.#fleet.warmup && at < this.#fleet.horizon) book(this.#of(GITLAB, cloud), bytesOut, bytesIn);
  }

  openWindow(): void {
    for (const one of this.traffic) one.transfers = one.refused = one.bytesOut = one.bytesIn = 0;
  }

  #makeTraffic(): TrafficCounters[] {
    const { services, clouds } = this.#fleet;
    const list: TrafficCounters[] = [];
    for (let service = GITLAB; service < services.length; service++) {
      for (let cloud = NO_CLOUD; cloud < clouds.length; cloud++) {
        if (service !== GITLAB && !servesJobs(services[service]!, cloud)) continue;
        const made = { service, cloud, transfers: 0, refused: 0, bytesOut: 0, bytesIn: 0 };
        this.#trafficOf.set(this.#key(service, cloud), made);
        list.push(made);
      }
    }
    return list;
  }

  #key(service: ServiceIndex, cloud: CloudIndex): number {
    return (service + 1) * (this.#fleet.clouds.length + 1) + cloud + 1;
  }

  #of(service: ServiceIndex, cloud: CloudIndex): TrafficCounters {
    return this.#trafficOf.get(this.#key(service, cloud))!;
  }

  /** The first service of a kind for a cloud: its own before those of every cloud. */
  #find(kind: ServiceKind, cloud: CloudIndex, isUp: boolean): number {
    const { services } = this.#fleet;
    let found = NOBODY;
    for (let index = 0; index < services.length; index++) {
      const service = services[index]!;
      if (service.kind !== kind || !serves(service, cloud) || (isUp && this.#isDown(index))) continue;
      if (service.cloud === cloud) return index;
      if (found === NOBODY) found = index;
    }
    return found;
  }

  #isDown(service: ServiceIndex): boolean {
    return this.#fleet.outages.length > 0 && this.#faults.isServiceDown(service);
  }

  /** Windows of a limit are fixed: they follow each other from the start of the run. */
  #grants(service: ServiceIndex): boolean {
    const { pullsPerWindow, window } = this.#fleet.services[service]!;
    if (pullsPerWindow === Infinity) return true;
    const present = Math.floor(this.#sim.now / window);
    if (present !== this.#window[service]) {
      this.#window[service] = present;
      this.#granted[service] = 0;
    }
    if (this.#granted[service]! >= pullsPerWindow) return false;
    this.#granted[service]!++;
    return true;
  }

  #time(service: ServiceIndex, bytes: number): Micros {
    const { latency, bandwidth } = this.#fleet.services[service]!;
    const factor = this.#fleet.outages.length > 0 ? this.#faults.serviceFactor(service) : 1;
    return Math.round((latency + (bandwidth === 0 ? 0 : bytes / bandwidth)) * factor);
  }
}

function movesNothing(transfers: FleetSpec['workloads'][0]['transfers']): boolean {
  return (Object.keys(NO_TRANSFERS) as (keyof typeof transfers)[]).every((part) => transfers[part] === undefined);
}

function serves(service: ServiceSpec, cloud: CloudIndex): boolean {
  return service.cloud === cloud || service.cloud === NO_CLOUD;
}

function servesJobs(service: ServiceSpec, cloud: CloudIndex): boolean {
  return serves(service, cloud) && (service.kind === 'registry_mirror' || service.kind === 'registry' || service.kind === 'cache');
}

function book(traffic: TrafficCounters, bytesOut: number, bytesIn: number): void {
  traffic.transfers++;
  traffic.bytesOut += bytesOut;
  traffic.bytesIn += bytesIn;
}
