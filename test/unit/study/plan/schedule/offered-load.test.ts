/** The modified offered load, against the formula for a sine, against fine steps, and against a queue whose servers follow it. */
import { describe, expect, test } from 'vitest';
import { leastLevel, lateShare } from '../../../../../src/study/plan/schedule/late-share.js';
import { modifiedOfferedLoad } from '../../../../../src/study/plan/schedule/offered-load.js';

describe('the load', () => {
  test('of a steady rate is rate x service', () => {
    for (const own of modifiedOfferedLoad({ rates: [0.2, 0.2, 0.2], width: 900 }, 35)) expect(own).toBeCloseTo(7, 12);
  });

  test('of a sine lags by its service and is damped (Eick, Massey and Whitt 1993, equation 15)', () => {
    const [mean, swing, period, service, steps] = [1, 0.6, 86_400, 7_200, 9_600];
    const width = period / steps;
    const omega = (2 * Math.PI) / period;
    const rates = Array.from({ length: steps }, (_, i) => mean + swing * Math.sin(omega * (i + 0.5) * width));
    const loads = modifiedOfferedLoad({ rates, width, isCyclic: true }, service);
    const damped = (swing * service) / (1 + omega * service * (omega * service));
    loads.forEach((own, i) => {
      const t = (i + 0.5) * width;
      expect(own).toBeCloseTo(mean * service + damped * (Math.sin(omega * t) - omega * service * Math.cos(omega * t)), 2);
    });
  });

  test('of a row begins settled, of a circle as it ends', () => {
    const rates = [10, 0, 0, 0];
    const [row, circle] = [modifiedOfferedLoad({ rates, width: 1 }, 1), modifiedOfferedLoad({ rates, width: 1, isCyclic: true }, 1)];
    expect(row[0]).toBe(10);
    // It begins with what three empty steps have left of the full one, and lacks the rest of 10 at first.
    const left = (10 * (1 - Math.exp(-1)) * Math.exp(-3)) / (1 - Math.exp(-4));
    expect(circle[0]).toBeCloseTo(10 - (10 - left) * (1 - Math.exp(-1)), 12);
    expect(circle[3]).toBeCloseTo(circle[2]! * Math.exp(-1), 12);
    expect([...modifiedOfferedLoad({ rates: [], width: 1 }, 1)]).toEqual([]);
    expect([...modifiedOfferedLoad({ rates, width: 1 }, 0)]).toEqual([0, 0, 0, 0]);
  });
});

/** Numbers in [0, 1), the same each time (Lehmer 1951). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

/** Plays M(t)/M/s(t) day after day and returns the share of those that had to wait, by hour; servers that are too many go when they are free. */
function shareWaiting(rate: (hour: number) => number, servers: (hour: number) => number, service: number, days: number): number[] {
  const [next, most] = [numbers(20_260_101), 24];
  const top = Math.max(...Array.from({ length: 24 * 60 }, (_, i) => rate(i / 60)));
  const [arrived, waited] = [new Array<number>(most).fill(0), new Array<number>(most).fill(0)];
  let [now, busy, waiting] = [0, 0, 0];
  const exp = (mean: number): number => -mean * Math.log(1 - next());
  let arrival = exp(1 / top);
  while (now < days * 24) {
    // Memoryless: the next end of any busy server.
    const end = busy === 0 ? Infinity : now + exp(service / busy);
    // The number of servers is looked at again every three minutes.
    const look = (Math.floor(now * 20 + 1e-9) + 1) / 20;
    now = Math.min(end, arrival, look);
    if (now === end) busy--;
    else if (now === arrival) {
      arrival = now + exp(1 / top);
      const hour = now % 24;
      if (next() * top <= rate(hour)) {
        const slot = Math.floor(hour);
        arrived[slot]!++;
        if (busy + waiting >= servers(hour)) waited[slot]!++;
        waiting++;
      }
    }
    const free = Math.max(0, servers(now % 24) - busy);
    const begin = Math.min(waiting, free);
    busy += begin;
    waiting -= begin;
  }
  return arrived.map((own, i) => waited[i]! / own);
}

test('M(t)/M/s(t) with a level for each instant has a nearly constant share of late arrivals by the modified load, and not by the rate alone', () => {
  // The example of Jennings et al.: 100 arrivals an hour on average, a swing of 20, services of an hour; here over a day of 24 hours, services of 2.
  const [service, allowed] = [2, 0.2];
  const rate = (hour: number): number => 30 + 20 * Math.sin((2 * Math.PI * hour) / 24);
  const steps = 2_400;
  const width = 24 / steps;
  const rates = Array.from({ length: steps }, (_, i) => rate((i + 0.5) * width));
  const levelOf = (offered: number): number =>
    leastLevel((level) => lateShare({ offered, boot: service, bursts: 1 }, level, 0) <= allowed, 1000);
  const modified = [...modifiedOfferedLoad({ rates, width, isCyclic: true }, service)].map(levelOf);
  const pointwise = rates.map((own) => levelOf(own * service));
  const at = (levels: readonly number[]) => (hour: number) => levels[Math.min(steps - 1, Math.floor(hour / width))]!;
  const spread = (levels: readonly number[]): { least: number; most: number } => {
    const shares = shareWaiting(rate, at(levels), service, 700);
    return { least: Math.min(...shares), most: Math.max(...shares) };
  };
  const [stable, naive] = [spread(modified), spread(pointwise)];
  // A level is a whole number: the share is somewhat below what is allowed.
  expect(stable.most).toBeLessThan(allowed + 0.03);
  expect(stable.most - stable.least).toBeLessThan(0.06);
  expect(naive.most - naive.least).toBeGreaterThan(0.25);
});
