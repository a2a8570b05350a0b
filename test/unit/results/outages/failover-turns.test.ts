/** Turns of failovers, from the notes of a run. */
import { describe, expect, test } from 'vitest';
import type { FailoverSpec } from '../../../../src/fleet/failover.js';
import type { NoteKind } from '../../../../src/record/note.js';
import { FailoverTurns } from '../../../../src/results/outages/failover-turns.js';

const spec = (name: string, isUndone: boolean): FailoverSpec =>
  ({ name, back: isUndone ? { whenPoolReady: false, removeMachines: false } : undefined }) as unknown as FailoverSpec;

/** Notes as instant, kind and failover. */
function turnsOf(...notes: readonly (readonly [at: number, kind: NoteKind, subject: string])[]): FailoverTurns {
  const turns = new FailoverTurns([spec('warm', true), spec('cold', true), spec('once', false)]);
  for (const [at, kind, subject] of notes) turns.note({ at, kind, subject });
  return turns;
}

/** A turn that is noticed at `at`, and over 30 later. */
const whole = (name: string, at: number) =>
  [
    [at, 'noticed', name],
    [at + 10, 'failed_over', name],
    [at + 20, 'failing_back', name],
    [at + 30, 'failed_back', name],
  ] as const;

describe('turns', () => {
  test('take each note to the latest turn of its own failover; others are no matter of it', () => {
    const turns = turnsOf(
      [0, 'failed_over', 'warm'],
      ...whole('warm', 100),
      [105, 'noticed', 'cold'],
      [110, 'outage_ends', 'gone'],
      [200, 'noticed', 'warm'],
      [210, 'failed_over', 'warm'],
    );
    const later = { since: undefined, failingBack: undefined, failedBack: undefined };
    expect(turns.columns()).toEqual([
      { name: 'warm', since: undefined, noticed: 100, failedOver: 110, failingBack: 120, failedBack: 130 },
      { ...later, name: 'cold', noticed: 105, failedOver: undefined },
      { ...later, name: 'warm', noticed: 200, failedOver: 210 },
    ]);
  });

  test('of a time are those that were noticed in it, both ends included, by name and then by time', () => {
    const turns = turnsOf(...whole('warm', 300), ...whole('cold', 200), ...whole('warm', 100));
    const within = (from: number, to: number): unknown[] => turns.within(from, to).map(({ name, noticed }) => [name, noticed]);
    expect(within(100, 300)).toEqual([
      ['cold', 200],
      ['warm', 100],
      ['warm', 300],
    ]);
    expect(within(101, 299)).toEqual([['cold', 200]]);
  });
});

describe('what is undone', () => {
  test('is so with the last failing back of what was noticed in the time, both ends included', () => {
    const turns = turnsOf(...whole('warm', 100), ...whole('cold', 150));
    expect(turns.undone(100, 150)).toBe(180);
    expect(turns.undone(100, 149)).toBe(130);
    expect(turns.undone(101, 150)).toBe(180);
    expect(turns.undone(101, 149)).toBe(101);
  });

  test('never is while one stays failed over that is to go back; one that never goes back holds nothing', () => {
    expect(turnsOf(...whole('warm', 100), [150, 'noticed', 'cold']).undone(100, 200)).toBe(Infinity);
    expect(turnsOf(...whole('warm', 100), [150, 'noticed', 'once']).undone(100, 200)).toBe(130);
  });
});
