/** When a fleet is as it was before an outage, from evidence made by hand. Times in minutes. */
import { describe, expect, test } from 'vitest';
import { recoveredAt, type Evidence } from '../../../../src/results/outages/recovery.js';
import { MINUTE } from '../../../../src/units/time.js';

interface Seen {
  /** Mean of the jobs that wait, by the minute. */
  readonly backlog?: (minute: number) => number;
  /** Jobs that come a minute. */
  readonly comes?: (minute: number) => number;
  /** When its pools stand again. */
  readonly stands?: number | 'never';
  /** When all is undone that was noticed by then. */
  readonly undone?: (minute: number) => number;
  /** A job's wait where none came before, in minutes. */
  readonly line?: number;
}

const minutes = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);

function evidence({ backlog = () => 0, comes = () => 1, stands = 120, undone = () => 0, line = 1 }: Seen): Evidence {
  const sum = (of: (minute: number) => number, from: number, to: number): number =>
    minutes(Math.floor(from / MINUTE), Math.floor(to / MINUTE)).reduce((total, minute) => total + of(minute), 0);
  return {
    jobs: {
      meanBacklog: (from: number, to: number) => (to > from ? sum(backlog, from, to) / ((to - from) / MINUTE) : 0),
      queued: (from: number, to: number) => sum(comes, from, to),
      line: { below: line * MINUTE },
    },
    machines: { standsAgain: () => (stands === 'never' ? undefined : stands * MINUTE) },
    turns: { undone: (_: number, at: number) => undone(at / MINUTE) * MINUTE },
    targets: {},
  } as unknown as Evidence;
}

/** The outage lasts from 100 to 120 minutes, the run to 300. */
function recovered(seen: Seen, plain?: Seen): number | undefined {
  const at = recoveredAt(
    evidence(seen),
    { start: 100 * MINUTE, end: 120 * MINUTE },
    300 * MINUTE,
    plain === undefined ? undefined : evidence(plain),
  );
  return at === undefined ? undefined : at / MINUTE;
}

describe('a fleet is as before', () => {
  test('at once where its pools stand and nobody waits more than usual', () => {
    expect(recovered({})).toBe(120);
    expect(recovered({ stands: 130 })).toBe(130);
    expect(recovered({ stands: 'never' })).toBeUndefined();
  });

  test('at the first minute from which on ten go without more waiting than in the hour before', () => {
    // Three wait in every minute before 141 and one as usual: the ten minutes from 141 on are calm.
    const backlog = (minute: number): number => (minute >= 100 && minute <= 140 ? 3 : 1);
    expect(recovered({ backlog })).toBe(141);
    // What is half as long a tail again leaves the mean of ten minutes above.
    expect(recovered({ backlog: (minute) => (minute < 120 ? 0 : minute <= 140 ? 1 : 0) })).toBe(141);
  });

  test('where more jobs come, as long as each waits no longer than usual', () => {
    const backlog = (minute: number): number => (minute < 120 ? 1 : 2);
    expect(recovered({ backlog })).toBeUndefined();
    expect(recovered({ backlog, comes: (minute) => (minute < 120 ? 1 : 2) })).toBe(120);
  });

  test('after an hour in which none came, as long as each waits no longer than the line', () => {
    const comes = (minute: number): number => (minute < 120 ? 0 : 1);
    const backlog = (minute: number): number => (minute < 120 ? 0 : 2);
    expect(recovered({ backlog, comes, line: 2 })).toBe(120);
    expect(recovered({ backlog, comes, line: 1.9 })).toBeUndefined();
  });

  test('where the same run without the outage has as much waiting', () => {
    const backlog = (minute: number): number => (minute < 120 ? 0 : 2);
    expect(recovered({ backlog })).toBeUndefined();
    expect(recovered({ backlog }, { backlog: (minute) => (minute < 160 ? 0 : 2) })).toBe(160);
  });

  test('not before every failover has gone back: at the first whole minute from there on', () => {
    expect(recovered({ undone: () => 150 })).toBe(150);
    expect(recovered({ undone: () => 149.5 })).toBe(150);
    expect(recovered({ undone: () => 150.1 })).toBe(151);
    // Noticed meanwhile, a second one has to go back too.
    expect(recovered({ undone: (minute) => (minute < 150 ? 150 : 170) })).toBe(170);
    expect(recovered({ undone: () => Infinity })).toBeUndefined();
    expect(recovered({ undone: () => 301 })).toBeUndefined();
  });

  test('only if the run shows ten minutes more', () => {
    expect(recovered({ stands: 290 })).toBe(290);
    expect(recovered({ stands: 291 })).toBeUndefined();
  });
});
