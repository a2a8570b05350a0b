/** Jobs that hang together. */
import { expect, test } from 'vitest';
import { blocksOf } from '../../../../src/history/fit/blocks.js';
import { LocalClock } from '../../../../src/scenario/periods/local-clock.js';
import { DAY } from '../../../../src/units/time.js';
import { job, MONDAY } from '../../../support/history.js';

const clock = new LocalClock(undefined, MONDAY, MONDAY + 7 * DAY);
const at = (day: number, pipeline: string) => job(day * 1440 + 600, undefined, undefined, { pipeline });

test('are those of a day where there are five days, else those of a pipeline, and alone without one', () => {
  const days = [0, 0, 1, 2, 4, 4, 6].map((day, i) => at(day, `p${i % 2}`));
  expect(blocksOf(days, clock)).toEqual([0, 0, 1, 2, 3, 3, 4]);
  const few = [at(0, 'a'), at(0, ''), at(1, 'a'), at(1, ''), at(2, 'b'), at(3, 'b')];
  expect(blocksOf(few, clock)).toEqual([0, 1, 0, 2, 3, 3]);
  expect(blocksOf([], clock)).toEqual([]);
});
