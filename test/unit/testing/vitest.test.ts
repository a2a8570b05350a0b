/** The entry for vitest: once imported, `expect` has the matchers, with their types. */
import { expect, test } from 'vitest';
import { study } from '../../../src/study/call/study.js';
import '../../../src/testing/vitest.js';

test('expect has them', async () => {
  const set = ['horizon=3h', 'warmup=1h', 'thresholds={}'];
  const done = await study('scenarios/mmc.yaml', { set, replications: 1, thresholds: ['queue_time p(95) < 30m'] });
  expect(done).toMeetThreshold('queue_time p(95) < 30m');
  expect(done).toMeetThresholds();
  expect(() => expect(done).not.toMeetThresholds()).toThrow('not to meet');
});
