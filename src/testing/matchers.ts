/** Matchers for `expect`: whether a study keeps its thresholds, and by how much it misses them. */
import { cleanText } from '../report/frame/numbers.js';
import { spoken, spokenEnds } from '../report/frame/spoken.js';
import { FinishedStudy } from '../study/call/finished-study.js';
import type { JudgedThreshold } from '../study/study-result.js';

/** What a matcher of vitest, or of Jest, returns. */
export interface Matched {
  readonly pass: boolean;
  readonly message: () => string;
}

/** The matchers, as a test calls them. */
export interface ThresholdMatchers {
  /** That a threshold is met for sure: one that is undecided is not. The study must have been asked it. */
  toMeetThreshold(threshold: string): void;
  /** That every threshold of the study is met for sure, and that it has one. */
  toMeetThresholds(): void;
}

/** The matchers, for `expect.extend`. They throw a `TypeError` for what is no study, and `NotInStudy` for a threshold that was not asked. */
export const matchers = {
  toMeetThreshold(received: unknown, threshold: string): Matched {
    const study = studyOf(received);
    return matched(study, [study.threshold(threshold)]);
  },
  toMeetThresholds(received: unknown): Matched {
    const study = studyOf(received);
    const { thresholds } = study;
    if (thresholds.length > 0) return matched(study, thresholds);
    return {
      pass: false,
      message: () => 'the study has no threshold; state one in the scenario, or as study(file, { thresholds: [...] })',
    };
  },
};

function studyOf(received: unknown): FinishedStudy {
  if (received instanceof FinishedStudy) return received;
  throw new TypeError('expected what study(file) returns; did you forget to await it?');
}

function matched({ result }: FinishedStudy, thresholds: readonly JudgedThreshold[]): Matched {
  const missed = thresholds.filter(({ verdict }) => verdict !== 'pass');
  const pass = missed.length === 0;
  return {
    pass,
    message: () =>
      [
        `expected ${result.scenario.name} ${pass ? 'not to meet' : 'to meet'} ${thresholds.length === 1 ? 'its threshold' : 'its thresholds'}`,
        ...(pass ? thresholds : missed).map(lineOf),
        `  ${result.rerun}`,
      ].join('\n'),
  };
}

const SIGNS = { pass: '✓', fail: '✗', inconclusive: '?' } as const;

/** The line, what was found, its interval, and a sentence where the verdict needs one. */
function lineOf(threshold: JudgedThreshold): string {
  const { subject, condition, verdict, reason } = threshold;
  const found = [spoken(threshold) || 'nothing to measure', spokenEnds(threshold)].join(' ').trimEnd();
  return `  ${SIGNS[verdict]} ${cleanText(`${subject} ${condition}`)}: ${found}${reason === undefined ? '' : `; ${reason}`}`;
}
