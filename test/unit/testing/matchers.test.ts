/** The matchers: what they take for met, and what they say. */
import { beforeAll, describe, expect, test } from 'vitest';
import { study } from '../../../src/study/call/study.js';
import type { FinishedStudy } from '../../../src/study/call/finished-study.js';
import { matchers } from '../../../src/testing/matchers.js';

const SHORT = ['horizon=3h', 'warmup=1h', 'thresholds={}'];
const [MET, MISSED, OPEN] = ['queue_time max < 3h', 'utilisation avg < 50%', 'utilisation avg < 92%'];
let done: FinishedStudy;
let single: FinishedStudy;
beforeAll(async () => {
  done = await study('scenarios/mmc.yaml', { set: SHORT, replications: 3, seed: 3, thresholds: [MET, MISSED, OPEN] });
  single = await study('scenarios/mmc.yaml', { set: SHORT, replications: 1, thresholds: [MET] });
});

test('a threshold that is met', () => {
  expect(matchers.toMeetThreshold(done, MET).pass).toBe(true);
  expect(matchers.toMeetThresholds(single).pass).toBe(true);
  expect(matchers.toMeetThreshold(done, MET).message()).toContain('not to meet its threshold\n  ✓ queue_time max < 3h: ');
});

test('one that is missed says the figure, its interval and the command', () => {
  const { pass, message } = matchers.toMeetThreshold(done, MISSED);
  expect(pass).toBe(false);
  const { estimate, low, high } = done.threshold(MISSED);
  const share = (x: number | null): string => String(Number((Math.min(1, x!) * 100).toPrecision(3)));
  expect(message().split('\n')).toEqual([
    'expected M/M/100, the textbook case to meet its threshold',
    `  ✗ utilisation avg < 50%: ${share(estimate)} % (${share(low)} … ${share(high)})`,
    `  runcast run scenarios/mmc.yaml --set horizon=3h --set warmup=1h --set 'thresholds={}' --threshold '${MET}' --threshold '${MISSED}' --threshold '${OPEN}' --replications 3 --seed 3`,
  ]);
});

test('one that is undecided is not met', () => {
  expect(done.threshold(OPEN).verdict).toBe('inconclusive');
  const { pass, message } = matchers.toMeetThreshold(done, OPEN);
  expect(pass).toBe(false);
  expect(message()).toContain(`  ? ${OPEN}: `);
  expect(message()).toContain('more replications narrow it');
});

test('all of them: those that are not met are listed', () => {
  const { pass, message } = matchers.toMeetThresholds(done);
  expect(pass).toBe(false);
  expect(message()).toContain(MISSED);
  expect(message()).toContain(OPEN);
  expect(message()).not.toContain(`✓ ${MET}`);
});

describe('refused', () => {
  test('what is no study, and a study without a threshold', async () => {
    expect(() => matchers.toMeetThresholds(Promise.resolve(done))).toThrow('did you forget to await it?');
    const none = await study('scenarios/mmc.yaml', { set: SHORT, replications: 1 });
    expect(matchers.toMeetThresholds(none).pass).toBe(false);
    expect(matchers.toMeetThresholds(none).message()).toContain('the study has no threshold');
  });

  test('a threshold that was not asked', () => {
    expect(() => matchers.toMeetThreshold(done, 'queue_time p(99) < 1m')).toThrow("the study was not asked 'queue_time p(99) < 1m'");
    expect(() => matchers.toMeetThreshold(done, 'queue_time')).toThrow('is no threshold: expected a metric and a condition');
    expect(() => matchers.toMeetThreshold(done, 'queue_tme avg < 1m')).toThrow('did you mean queue_time?');
  });
});
