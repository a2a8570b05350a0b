/** Batch means of one long run against the mean wait of M/M/1: the interval covers it as often as it says, and batches that are too short are called so. */
import { beforeAll, describe, expect, test } from 'vitest';
import { batchMeans } from '../../src/study/method/batches.js';
import { runStudySync } from '../../src/study/runner.js';
import type { PreparedScenario } from '../../src/scenario/prepare.js';
import { studyQuestion } from '../../src/study/study-question.js';
import type { StudyResult } from '../../src/study/study-result.js';
import { figureLookup } from '../../src/study/figures/figure-lookup.js';
import { waitingTimeMMc } from '../../src/stats/oracles.js';
import { unsaid } from '../support/pages.js';
import { perHour, textbook } from './textbook.js';

const SERVICE = 1000;
const LOAD = 0.6;
const RUNS = 60;
/** Jobs of a run: 500 relaxation times, of which M/M/1 has 20 services at this load. */
const JOBS = 6000;
const { mean } = waitingTimeMMc(1, LOAD / SERVICE, SERVICE);

function scenarioOf(jobs: number): PreparedScenario {
  return textbook({
    concurrent: 1,
    duration: { exponential: { mean: `${SERVICE}s` } },
    arrivals: { jobs: { rate: perHour(LOAD / SERVICE) } },
    horizon: `${20 + Math.ceil((jobs * SERVICE) / LOAD / 3600)}h`,
    warmup: '20h',
  });
}

function study(scenario: PreparedScenario, seed: number, count: number): StudyResult {
  return runStudySync(batchMeans(studyQuestion(scenario, { file: 'textbook.yaml', seed }), count)).study;
}

function covers(result: StudyResult): boolean {
  const { low, high } = figureLookup(result)('all', 'all', 'queueTime.mean')!;
  return low! <= mean && mean <= high!;
}

/** Whether neighbouring batches of the mean wait hang together. */
function isShort({ warnings }: StudyResult): boolean {
  return warnings.some((text) => text.startsWith('batches are too short: neighbours of queueTime.mean'));
}

const countOf = (all: readonly StudyResult[], is: (one: StudyResult) => boolean): number => all.filter(is).length;
const shareOf = (all: readonly StudyResult[], is: (one: StudyResult) => boolean): number => countOf(all, is) / all.length;

describe('M/M/1 at a load of 0.6', () => {
  let long: StudyResult[];

  beforeAll(() => {
    const scenario = scenarioOf(JOBS);
    long = Array.from({ length: RUNS }, (_, seed) => study(scenario, seed, 10));
  }, 60_000);

  test('intervals of ten batches of 50 relaxation times cover the mean as often as they say, less the error of so many', () => {
    const error = Math.sqrt((0.95 * 0.05) / RUNS);
    expect(shareOf(long, covers)).toBeGreaterThanOrEqual(0.95 - 2 * error);
    expect(unsaid('explanation/results.md', `in ${countOf(long, covers)} of ${RUNS} runs`)).toEqual([]);
  });

  test('such batches are rarely called too short', () => {
    expect(shareOf(long, isShort)).toBeLessThan(0.2);
  });

  test('batches of a relaxation time are called too short as a rule, and their intervals cover less', () => {
    const scenario = scenarioOf(JOBS / 5);
    const short = Array.from({ length: 12 }, (_, seed) => study(scenario, seed, 100));
    expect(shareOf(short, isShort)).toBeGreaterThan(0.7);
    expect(shareOf(short, covers)).toBeLessThan(0.9);
    expect(
      unsaid(
        'explanation/results.md',
        `one relaxation time in ${countOf(short, covers)} of ${short.length}, and ${countOf(short, isShort)} of those ${short.length} had the warning`,
      ),
    ).toEqual([]);
  }, 60_000);
});
