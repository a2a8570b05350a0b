/** The sequence of Sobol: its first points as published, and what makes it one: each dyadic box has its share of the points. */
import { describe, expect, test } from 'vitest';
import { MOST_DIMENSIONS, sobolPoints } from '../../../src/stats/sobol.js';

function first(count: number, dimensions: number): number[][] {
  const out: number[][] = [];
  for (const point of sobolPoints(dimensions)) {
    if (out.length === count) break;
    out.push(point);
  }
  return out;
}

describe('the points', () => {
  test('are those of the published example', () => {
    // Joe and Kuo print the first points of three dimensions beside their program.
    expect(first(10, 3)).toEqual([
      [0, 0, 0],
      [0.5, 0.5, 0.5],
      [0.75, 0.25, 0.25],
      [0.25, 0.75, 0.75],
      [0.375, 0.375, 0.625],
      [0.875, 0.875, 0.125],
      [0.625, 0.125, 0.875],
      [0.125, 0.625, 0.375],
      [0.1875, 0.3125, 0.9375],
      [0.6875, 0.8125, 0.4375],
    ]);
  });

  test.each([1, 2, 5, 8])('of each dimension halve, quarter ... the side (2^%i of them)', (power) => {
    const count = 1 << power;
    const points = first(count, MOST_DIMENSIONS);
    for (let dimension = 0; dimension < MOST_DIMENSIONS; dimension++) {
      const boxes = new Set(points.map((point) => Math.floor(point[dimension]! * count)));
      expect(boxes.size).toBe(count);
    }
  });

  test('of every two dimensions fill each box of a 16 x 16 grid the same number of times', () => {
    const points = first(1 << 14, MOST_DIMENSIONS);
    for (let a = 0; a < MOST_DIMENSIONS; a++) {
      for (let b = 0; b < a; b++) {
        const boxes = new Map<number, number>();
        for (const point of points) {
          const box = Math.floor(point[a]! * 16) * 16 + Math.floor(point[b]! * 16);
          boxes.set(box, (boxes.get(box) ?? 0) + 1);
        }
        expect([boxes.size, ...new Set(boxes.values())]).toEqual([256, 64]);
      }
    }
  });

  test('have directions in every dimension that there are numbers for, and no more', () => {
    expect(() => first(1, MOST_DIMENSIONS + 1)).toThrow('direction numbers');
    expect(() => first(1, 0)).toThrow('direction numbers');
  });
});
