/** Answers of queueing theory that a simulation is held against. Symbols are those of the textbooks; times have one unit throughout. */

/**
 * Returns Erlang's B: the share of arrivals that find all c servers busy in M/G/c/c with offered load a = lambda / mu erlangs.
 * Recursion B(0) = 1, B(k) = a B(k-1) / (k + a B(k-1)).
 */
export function erlangB(c: number, a: number): number {
  let b = 1;
  for (let k = 1; k <= c; k++) b = (a * b) / (k + a * b);
  return b;
}

/** Returns Erlang's C: the probability of having to wait in M/M/c with offered load a < c; 1 from a = c on. C = c B / (c - a (1 - B)). */
export function erlangC(c: number, a: number): number {
  if (a >= c) return 1;
  const b = erlangB(c, a);
  return (c * b) / (c - a * (1 - b));
}

/** The waiting time of M/M/c, first come first served. */
export interface WaitingTime {
  /** P(W > 0). */
  readonly waitProbability: number;
  /** E[W]; Infinity where the load reaches the number of servers. */
  readonly mean: number;
  /** Smallest t with P(W <= t) >= p. */
  quantile(p: number): number;
  /** P(W > t). */
  tail(t: number): number;
}

/** Returns the waiting time of M/M/c: P(W > t) = C(c, a) exp(-(c mu - lambda) t), with mean service time `service` = 1 / mu. */
export function waitingTimeMMc(c: number, lambda: number, service: number): WaitingTime {
  const waitProbability = erlangC(c, lambda * service);
  const drain = c / service - lambda;
  return {
    waitProbability,
    mean: drain > 0 ? waitProbability / drain : Infinity,
    quantile: (p) => (p <= 1 - waitProbability ? 0 : drain > 0 ? Math.log(waitProbability / (1 - p)) / drain : Infinity),
    tail: (t) => (t < 0 ? 1 : drain > 0 ? waitProbability * Math.exp(-drain * t) : 1),
  };
}

/** Returns log(m!) by Stirling's series from 16 on (relative error below 1e-15) and by the product before. */
function logFactorial(m: number): number {
  if (m < 16) {
    let product = 1;
    for (let k = 2; k <= m; k++) product *= k;
    return Math.log(product);
  }
  const x = m + 1;
  const x2 = x * x;
  const series = (1 / 12 - (1 / 360 - (1 / 1260 - 1 / 1680 / x2) / x2) / x2) / x;
  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series;
}

/**
 * Returns the mean waiting time of M/D/c, first come first served (Crommelin, "Delay probability formulae", 1934):
 * E[W] = D x sum over i >= 1 of [ P(N_i >= i c) - P(N_i >= i c + 1) / rho ], N_i Poisson with mean i lambda D, rho = lambda D / c.
 * With p the probability of exactly m = i c, the term is p (1 - S (1 - rho) / rho), S the sum over k >= 1 of x^k / ((m + 1) ... (m + k)), x = i lambda D,
 * which avoids the difference of two tails.
 */
export function meanWaitMDc(c: number, lambda: number, service: number): number {
  const a = lambda * service;
  const rho = a / c;
  if (rho >= 1) return Infinity;
  let sum = 0;
  for (let i = 1; ; i++) {
    const m = i * c;
    const x = i * a;
    const p = Math.exp(-x + m * Math.log(x) - logFactorial(m));
    let term = 1;
    let s = 0;
    for (let k = 1; term > s * 1e-17; k++) {
      term *= x / (m + k);
      s += term;
    }
    sum += p * (1 - (s * (1 - rho)) / rho);
    if (p < sum * 1e-15) return service * sum;
  }
}

/** Returns the mean waiting time of M/G/1 by Pollaczek and Khinchine: lambda E[S^2] / (2 (1 - rho)). */
export function meanWaitMG1(lambda: number, serviceMean: number, serviceVariance: number): number {
  const rho = lambda * serviceMean;
  return rho >= 1 ? Infinity : (lambda * (serviceVariance + serviceMean * serviceMean)) / (2 * (1 - rho));
}

/**
 * Returns the waiting time of each job in G/G/c, first come first served, by the recursion of Kiefer and Wolfowitz (1955), here in the form
 * "the next job starts when it has arrived and the earliest of the c servers is free": exact in whole numbers. `arrivals` do not decrease.
 */
export function waitsGGc(c: number, arrivals: ArrayLike<number>, services: ArrayLike<number>): Float64Array {
  const waits = new Float64Array(arrivals.length);
  // A binary heap of the instants at which the servers are free, the earliest on top.
  const freeAt = new Float64Array(c).fill(-Infinity);
  for (let job = 0; job < arrivals.length; job++) {
    const start = Math.max(arrivals[job]!, freeAt[0]!);
    waits[job] = start - arrivals[job]!;
    siftDown(freeAt, start + services[job]!);
  }
  return waits;
}

/** Replaces the top of the heap. */
function siftDown(heap: Float64Array, value: number): void {
  let hole = 0;
  for (;;) {
    let child = 2 * hole + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && heap[child + 1]! < heap[child]!) child++;
    if (heap[child]! >= value) break;
    heap[hole] = heap[child]!;
    hole = child;
  }
  heap[hole] = value;
}
