/** How often each waiting job was overtaken, against a plain list of who came and who left when. */
import { describe, expect, test } from 'vitest';
import { Overtakes } from '../../../../src/models/wait/overtakes.js';
import { Streams } from '../../../../src/sim/random/index.js';

describe('by hand', () => {
  test('who is handed out before those that came earlier overtakes them; who leaves otherwise overtakes nobody', () => {
    const line = new Overtakes();
    const [a, b, c, d] = [line.enter(), line.enter(), line.enter(), line.enter()];
    expect(line.leave(d, true)).toBe(0);
    expect([a, b, c].map((place) => line.overtaken(place))).toEqual([1, 1, 1]);
    expect(line.leave(b, false)).toBe(1);
    expect([a, c].map((place) => line.overtaken(place))).toEqual([1, 1]);
    expect(line.leave(c, true)).toBe(1);
    expect(line.overtaken(a)).toBe(2);
    // Who comes now was overtaken by none of them.
    const e = line.enter();
    expect(line.overtaken(e)).toBe(0);
    expect(line.leave(a, true)).toBe(2);
    expect(line.leave(e, true)).toBe(0);
  });
});

test.each([
  ['a short line', 20, 3000],
  ['a line that grows far beyond its first room', 900, 6000],
  ['a line near its first room', 64, 3000],
])('%s', (name, most, steps) => {
  const stream = new Streams('overtakes', 0).stream(name);
  const line = new Overtakes();
  const waiting: { place: number; overtaken: number }[] = [];
  for (let step = 0; step < steps; step++) {
    const u = (draw: number): number => stream.uniform(step, 0, draw);
    // It fills, and empties again: fuller in the middle third.
    const aim = step % 1000 < 500 ? most : most / 4;
    if (waiting.length < aim && (u(0) < 0.7 || waiting.length === 0)) waiting.push({ place: line.enter(), overtaken: 0 });
    else {
      const at = Math.floor(u(1) * u(1) * waiting.length);
      const [gone] = waiting.splice(at, 1);
      const isHandedOut = u(2) < 0.8;
      expect(line.leave(gone!.place, isHandedOut)).toBe(gone!.overtaken);
      if (isHandedOut) for (const earlier of waiting.slice(0, at)) earlier.overtaken++;
    }
    if (step % 50 === 0) for (const { place, overtaken } of waiting) expect(line.overtaken(place)).toBe(overtaken);
  }
});
