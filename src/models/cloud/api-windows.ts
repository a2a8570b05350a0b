/**
 * The rate limits of one cloud's API: fixed windows from the start of the run. A call needs room in all of them; only calls that are
 * granted use any up, so a refused one costs its caller time and nobody else anything.
 */
import type { Micros } from '../../units/time.js';
import type { ApiSpec } from '../../fleet/cloud.js';

type Limit = ApiSpec['limits'][number];

/** Calls granted in the present window of one limit. */
interface Meter {
  readonly limit: Limit;
  /** Ordinal of the window that `used` belongs to. */
  window: number;
  /** By manager; one place alone where the limit is of the whole cloud. */
  readonly used: Float64Array;
}

export class ApiWindows {
  readonly #own: readonly Meter[];
  /** All that are in force. */
  #meters: readonly Meter[];
  /** Of outages, by their index. */
  #further = new Map<number, Meter>();

  constructor(limits: readonly Limit[], managers: number) {
    this.#own = limits.map((limit) => ({ limit, window: 0, used: new Float64Array(limit.per === 'cloud' ? 1 : managers) }));
    this.#meters = this.#own;
  }

  /** Limits of the whole cloud that are in force beside its own from here on. Each counts from when it came into force. */
  setFurther(limits: readonly { readonly outage: number; readonly calls: number; readonly window: Micros }[]): void {
    const before = this.#further;
    this.#further = new Map(
      limits.map(({ outage, calls, window }) => {
        const meter = { limit: { calls, window, per: 'cloud' as const }, window: 0, used: new Float64Array(1) };
        return [outage, before.get(outage) ?? meter];
      }),
    );
    this.#meters = [...this.#own, ...this.#further.values()];
  }

  /** The longest window of a limit in force, 0 without any. */
  get longest(): Micros {
    return this.#meters.reduce((longest, { limit }) => Math.max(longest, limit.window), 0);
  }

  /** There is a limit at all. */
  get areLimited(): boolean {
    return this.#meters.length > 0;
  }

  /** Grants so many calls at once, or none of them; `now` never goes back. */
  ask(now: Micros, manager: number, calls: number): boolean {
    if (!this.hasRoom(now, manager, calls)) return false;
    for (const meter of this.#meters) meter.used[placeOf(meter, manager)]! += calls;
    return true;
  }

  /** Whether so many calls would be granted now. */
  hasRoom(now: Micros, manager: number, calls: number): boolean {
    let hasRoom = true;
    for (const meter of this.#meters) {
      roll(meter, now);
      if (meter.used[placeOf(meter, manager)]! + calls > meter.limit.calls) hasRoom = false;
    }
    return hasRoom;
  }

  /** When so many calls would be granted if nobody asked for any meanwhile. */
  roomAt(now: Micros, manager: number, calls: number): Micros {
    let at = now;
    for (const meter of this.#meters) {
      roll(meter, now);
      if (meter.used[placeOf(meter, manager)]! + calls > meter.limit.calls) at = Math.max(at, (meter.window + 1) * meter.limit.window);
    }
    return at;
  }
}

function roll(meter: Meter, now: Micros): void {
  const window = Math.floor(now / meter.limit.window);
  if (window === meter.window) return;
  meter.window = window;
  meter.used.fill(0);
}

function placeOf({ limit }: Meter, manager: number): number {
  return limit.per === 'cloud' ? 0 : manager;
}
