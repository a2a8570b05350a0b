/** What goes over the queue is data of a known form; anything else is refused. */
import { describe, expect, test } from 'vitest';
import { fleetTextSchema, sentPoint, taskSchema } from '../../../../src/cli/queue/task.js';
import { runKey } from '../../../../src/cli/store/run-key.js';
import { effectOf } from '../../../../src/study/outage/target.js';
import type { Point } from '../../../../src/study/point.js';
import { HOUR } from '../../../../src/units/time.js';
import { pointsOf, smallStudy } from '../../../support/small-study.js';

const HASH = 'a'.repeat(64);
const STUDY = '00000000-0000-4000-8000-000000000000';
const outage = { target: { kind: 'zone', index: 0 }, effect: effectOf('zone'), from: 0, to: HOUR } as const;
const FIGURES = {
  questions: [],
  line: { below: HOUR, share: 0.95, labels: {}, subject: 'queue_time', isDefault: true },
  timeline: false,
};
const task = (point: unknown): unknown => ({ study: STUDY, key: HASH, fleet: HASH, point });

describe('a task', () => {
  test.each([
    ['as it is', {}],
    ['without faults', { patch: { kind: 'without_faults' } }],
    ['with an outage and a ledger', { patch: { kind: 'one_outage', outage, until: 2 * HOUR }, ledger: { bound: HOUR, share: 0.9 } }],
    ['with more load, and an outage', { patch: { kind: 'grown', factors: [1.5, 1], outage } }],
    ['with compact samples', { figures: { ...FIGURES, compact: true } }],
    ['in parts', { figures: { ...FIGURES, parts: 20 } }],
    ['counted by quarter of an hour', { figures: { ...FIGURES, slots: { runner: 0, width: HOUR, lead: 0, lines: [60] } } }],
    [
      'with times by the quarter of an hour',
      { figures: { ...FIGURES, times: { metric: 'queue_time', labels: { runner: [0] }, width: HOUR, lead: 0, line: 60 } } },
    ],
    ['with rows of a replay', { traced: { firstLine: 2, rows: 100 } }],
    ['with waits of drawn days', { figures: undefined, comparedWaits: { hasBoots: true, leftOut: [3, 7] } }],
    ['of a seed that is a word', { draws: { seed: 'Monday', replication: 3 } }],
  ])('%s arrives as the same run', async (_, change) => {
    const [own] = pointsOf(await smallStudy());
    const point = { ...own!, ...change, fleet: 7, rows: true } as Point;
    const arrived = taskSchema.parse(JSON.parse(JSON.stringify(task(sentPoint(point)))));
    expect(runKey('1', HASH, arrived.point as Point)).toBe(runKey('1', HASH, point));
    // Where its fleet stands in a list of the study says nothing elsewhere.
    expect(Object.keys(arrived.point)).not.toContain('fleet');
  });

  test.each([
    ['nothing', undefined],
    ['a text', 'run'],
    ['one without a study', { key: HASH, fleet: HASH, point: {} }],
    ['one with a key that is none', { ...(task({}) as object), key: '../../etc/passwd' }],
    ['one whose patch is unknown', task({ patch: { kind: 'exec' }, draws: { seed: 1, replication: 0 } })],
    ['one with a replication below 0', task({ patch: { kind: 'as_is' }, draws: { seed: 1, replication: -1 } })],
    ['one with more than is known', task({ patch: { kind: 'as_is' }, draws: { seed: 1, replication: 0 }, more: 1 })],
  ])('%s is refused', (_, data) => {
    expect(taskSchema.safeParse(data).success).toBe(false);
  });
});

test.each([[{}], [{ scenario: 1, files: {} }], [{ scenario: '', files: { a: 1 } }], [{ scenario: '', files: {}, set: [] }]])(
  'texts of a fleet that are none are refused: %j',
  (data) => {
    expect(fleetTextSchema.safeParse(data).success).toBe(false);
  },
);
