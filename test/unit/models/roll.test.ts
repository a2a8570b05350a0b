/** The roll of those who come and go: each hears of its own events for as long as it is there. */
import { expect, test } from 'vitest';
import { Roll } from '../../../src/models/roll.js';
import { Simulation } from '../../../src/sim/simulation.js';

test('an event finds the one whose number it carries', () => {
  const sim = new Simulation();
  const roll = new Roll<string>(sim);
  const heard: string[] = [];
  const called = roll.handler((name) => heard.push(name));
  const numbers = ['a', 'b'].map((name) => roll.enter(name));
  for (const number of numbers.reverse()) sim.schedule(1, 0, called, number);
  sim.advance(10, 10);
  expect(heard).toEqual(['b', 'a']);
});

test('who has left hears of nothing, and nobody hears in his place', () => {
  const sim = new Simulation();
  const roll = new Roll<string>(sim);
  const heard: string[] = [];
  const called = roll.handler((name) => heard.push(name));
  const gone = roll.enter('gone');
  sim.schedule(1, 0, called, gone);
  roll.leave(gone);
  expect(roll.enter('next')).not.toBe(gone);
  sim.advance(10, 10);
  expect(heard).toEqual([]);
  expect(sim.eventCount).toBe(1);
});

test('each kind of event has its handler, all of them the same roll', () => {
  const sim = new Simulation();
  const roll = new Roll<string>(sim);
  const heard: string[] = [];
  const [first, second] = [1, 2].map((kind) => roll.handler((name) => heard.push(`${name}${String(kind)}`)));
  const number = roll.enter('a');
  sim.schedule(1, 0, second!, number);
  sim.schedule(2, 0, first!, number);
  sim.advance(10, 10);
  expect(heard).toEqual(['a2', 'a1']);
});

test('a place is used again, under another number', () => {
  const sim = new Simulation();
  const roll = new Roll<number>(sim);
  const heard: number[] = [];
  const called = roll.handler((one) => heard.push(one));
  const numbers = new Set<number>();
  for (let one = 0; one < 1000; one++) {
    const number = roll.enter(one);
    numbers.add(number);
    sim.schedule(one, 0, called, number);
    // Every third stays, and who leaves twice has left.
    if (one % 3 > 0) roll.leave(number);
    if (one % 3 > 1) roll.leave(number);
  }
  expect(numbers.size).toBe(1000);
  sim.advance(2000, 2000);
  expect(heard).toEqual(Array.from({ length: 334 }, (_, i) => 3 * i));
});
