/** The binomial distribution. */

/** Returns the chance of `k` or more successes in `n` tries that succeed with chance `p` each: the sum of its terms, the largest taken out as a logarithm. */
export function binomialTail(n: number, k: number, p: number): number {
  if (k <= 0) return 1;
  if (k > n || p <= 0) return 0;
  if (p >= 1) return 1;
  let log = k * Math.log(p) + (n - k) * Math.log1p(-p);
  for (let i = 1; i <= k; i++) log += Math.log((n - k + i) / i);
  // Each term is the one before by (n - j) p / ((j + 1) (1 - p)).
  let [term, sum] = [1, 1];
  for (let j = k; j < n; j++) {
    term *= ((n - j) * p) / ((j + 1) * (1 - p));
    sum += term;
    if (term < sum * 1e-17) break;
  }
  return Math.min(1, Math.exp(log) * sum);
}
