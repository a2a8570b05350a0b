/** The modified offered load: how many servers are busy where there are enough of them, which lags behind the rate and smooths it. */

/** A rate over time in steps. */
export interface RateSteps {
  /** Arrivals a second, by step. */
  readonly rates: ArrayLike<number>;
  /** Seconds of a step. */
  readonly width: number;
  /** Whether the last step is followed by the first, as weeks are; else the load begins settled. Default: false. */
  readonly isCyclic?: boolean;
}

/** Rounds of a cycle after which where it began is forgotten, whatever the service is beside it. */
const MOST_ROUNDS = 50;

/**
 * Returns the mean number of busy servers in each step of M(t)/M/infinity with this mean service, in seconds: the solution of m' = rate - m / service,
 * exact for a rate in steps. A pool with enough servers for M/M/s with this load at each instant has a nearly constant share of late arrivals.
 * @see Jennings, Mandelbaum, Massey and Whitt, "Server staffing to meet time-varying demand", Management Science 42, 1996
 * @see Eick, Massey and Whitt, "The physics of the M(t)/G/infinity queue", Operations Research 41, 1993
 */
export function modifiedOfferedLoad({ rates, width, isCyclic = false }: RateSteps, service: number): Float64Array {
  const loads = new Float64Array(rates.length);
  if (rates.length === 0) return loads;
  if (service <= 0) return loads;
  const stays = Math.exp(-width / service);
  // Mean over a step of what decays from its beginning on.
  const meanDecay = ((1 - stays) * service) / width;
  let busy = rates[0]! * service;
  for (let round = 0; round < (isCyclic ? MOST_ROUNDS : 1); round++) {
    const began = busy;
    for (let step = 0; step < rates.length; step++) {
      const settled = rates[step]! * service;
      loads[step] = settled + (busy - settled) * meanDecay;
      busy = settled + (busy - settled) * stays;
    }
    if (Math.abs(busy - began) <= 1e-12 * busy) break;
  }
  return loads;
}
