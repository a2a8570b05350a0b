/** How many of the jobs of a pool are late, by closed form: the pool's free machines are the servers, and the boot of the next one is the service. */
import { erlangCAt } from '../../../stats/fractional-erlang.js';

/** A pool at one time. */
export interface PoolLoad {
  /** Boots that are under way on average: the offered load. */
  readonly offered: number;
  /** Seconds of a boot. */
  readonly boot: number;
  /** How bursty the jobs come: 1 is Poisson; of jobs that come z at a time it is about z, and below 1 where machines come back from their jobs. */
  readonly bursts: number;
}

/**
 * Returns the share of the jobs that wait for `within` seconds or more for a machine where a pool holds `level` free or booting ones. With exponential
 * boots and Poisson jobs that are taken one by one it is exact (M/M/S with S = level): C(S, a) exp(-(S - a) within / boot). Bursts are reckoned as fewer
 * and larger servers, load and servers both divided by them.
 * @see Fredericks, "Congestion in blocking systems - a simple approximation technique", Bell System Technical Journal 59, 1980 (Hayward's approximation)
 */
export function lateShare({ offered, boot, bursts }: PoolLoad, level: number, within: number): number {
  if (offered <= 0) return 0;
  if (level <= offered) return 1;
  return erlangCAt(level / bursts, offered / bursts) * Math.exp((-(level - offered) * within) / (boot * bursts));
}

/** Returns the mean seconds that jobs of the pool wait for a machine; Infinity where it cannot keep up. */
export function meanWait({ offered, boot, bursts }: PoolLoad, level: number): number {
  if (offered <= 0) return 0;
  return level <= offered ? Infinity : (erlangCAt(level / bursts, offered / bursts) * boot * bursts) / (level - offered);
}

/** Returns the least whole number from `from` on for which something holds that goes on holding; `most` where nothing below does. */
export function leastLevel(holds: (level: number) => boolean, most: number, from = 0): number {
  let [low, high] = [from, most];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
