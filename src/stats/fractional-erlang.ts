/** Erlang's formulas for any number of servers, whole or not: what a load that comes in bursts is reckoned with. */

/**
 * Returns Erlang's B for c >= 0 servers, exact for whole c. From 0 to 1 server it is the geometric mean of both ends, in the share of each; from there the
 * recursion 1 / B(c + 1) = 1 + (c + 1) / (a B(c)), which holds between whole numbers too and shrinks the error: below 0.1 % from four servers on.
 * @see Jagerman, "Some properties of the Erlang loss function", 1974, for B as an integral, which the test holds it against
 */
export function erlangBAt(c: number, a: number): number {
  if (a <= 0) return c <= 0 ? 1 : 0;
  const whole = Math.floor(c);
  const rest = c - whole;
  let b = rest === 0 ? 1 : Math.exp(rest * Math.log(a / (1 + a)));
  for (let k = 1; k <= whole; k++) b = (a * b) / (k + rest + a * b);
  return b;
}

/** Returns Erlang's C, the probability of having to wait, for c >= 0 servers and offered load a; 1 from a = c on. */
export function erlangCAt(c: number, a: number): number {
  if (a >= c) return 1;
  const b = erlangBAt(c, a);
  return (c * b) / (c - a * (1 - b));
}
