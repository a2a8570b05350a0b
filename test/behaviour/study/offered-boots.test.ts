/** A pool that cannot boot as fast as jobs come says what it was offered: by Little's law, the rate of jobs times the length of a boot. */
import { expect, test } from 'vitest';
import { replicate } from '../../../src/study/method/replicate.js';
import { runStudySync } from '../../../src/study/runner.js';
import { studyQuestion } from '../../../src/study/study-question.js';
import { perHour, textbook } from '../../oracle/textbook.js';

const BOOT = 250;
/** Boots at a time, were there as many as jobs. */
const LOAD = 4.5;

function unsettled(idleCount: number): readonly string[] | undefined {
  const prepared = textbook({
    concurrent: 10_000,
    duration: '10s',
    arrivals: { jobs: { rate: perHour(LOAD / BOOT) } },
    horizon: '30h',
    warmup: '1h',
    machine: { idleCount, maxBuilds: 1, bootTime: { exponential: { mean: `${BOOT}s` } } },
  });
  return runStudySync(replicate(studyQuestion(prepared, { file: 'textbook.yaml', seed: 1, thresholds: [], pair: false }))).study.unsettled;
}

test('three boots at a time are less than four and a half, which are offered; seven are enough', () => {
  expect(unsettled(3)).toEqual([
    expect.stringContaining('offered 5 boots at a time, capacity 3: its queue grows as long as the run lasts') as string,
  ]);
  expect(unsettled(7)).toBeUndefined();
});
