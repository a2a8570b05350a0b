/** Answers of plans made by hand, for what draws them. */
import { planAnswerSchema, type PlanAnswer } from '../../src/study/plan/plan-answer.js';
import type { PlanThreshold, Tried } from '../../src/study/plan/plan-result.js';

/** Returns a threshold on the queue that was found at this p95, with so many late. */
export function heldThreshold(p95: number, late: number, verdict: PlanThreshold['verdict']): PlanThreshold {
  return {
    under: '',
    threshold: {
      subject: 'queue_time',
      condition: 'p(95) < 10s',
      metric: 'queue_time',
      labels: {},
      stat: { kind: 'quantile', level: 0.95 },
      operator: '<',
      verdict: verdict === 'meets' ? 'pass' : verdict === 'misses' ? 'fail' : 'inconclusive',
      unit: 'duration',
      limit: 10,
      estimate: p95,
      low: p95 - 1,
      high: p95 + 1,
      halfWidth: null,
      spread: null,
    },
    share: { of: 'late', estimate: late, low: late - 0.004, high: late + 0.004, allowed: 0.05 },
    verdict,
    runsToDecide: verdict === 'undecided' ? 547_705 : null,
  };
}

/** Returns a setting of so many idle machines at this cost; `against` is what it costs beside the plan. */
export function triedSetting(value: string, usd: number, against: number | null, threshold: PlanThreshold): Tried {
  const cost = { estimate: usd, low: usd - 10, high: usd + 10 };
  return {
    values: [value],
    isToday: value === '100',
    set: [`IdleCount=${value}`],
    runs: 8,
    verdict: threshold.verdict,
    costPerMonth: cost,
    waitingHoursPerMonth: 10,
    objectivePerMonth: cost,
    againstPlan: against === null ? null : { estimate: against, low: against, high: against },
    thresholds: [threshold],
    tightest: 0,
    isOnFrontier: true,
    warnings: [],
  };
}

/** Returns a plan that goes from 100 idle machines to 46. */
export function planAnswer(change: Partial<PlanAnswer> = {}): PlanAnswer {
  return planAnswerSchema.parse({
    planVersion: 1,
    runcast: '0.1.0',
    scenario: { name: 'a fleet', file: 's.yaml', hash: 'f'.repeat(64), start: '2018-10-08T00:00:00Z' },
    seed: 1,
    isRandom: true,
    window: { from: 3600, to: 86_400 },
    outcome: 'done',
    confidence: 0.95,
    indifference: { share: 0.01, usdPerMonth: 10 },
    zoneUsdPerMonth: 63,
    waitingPrice: null,
    variables: [{ name: 'IdleCount', today: '100', plan: '46', values: ['0', '45', '46', '47', '100'], isMonotone: true }],
    outages: [],
    verdict: 'met',
    isBest: true,
    isLocal: false,
    tried: [
      triedSetting('100', 10_200, 3890, heldThreshold(3.9, 0.008, 'meets')),
      triedSetting('46', 6310, null, heldThreshold(8.8, 0.039, 'meets')),
      triedSetting('45', 6239, -71, heldThreshold(9.9, 0.049, 'undecided')),
      triedSetting('47', 6381, 71, heldThreshold(8.1, 0.031, 'meets')),
    ],
    today: 0,
    plan: 1,
    nearest: null,
    saving: { estimate: 3890, low: 3770, high: 4010 },
    costSaving: { estimate: 3890, low: 3770, high: 4010 },
    binding: 0,
    steps: [
      { variable: 0, direction: 'down', value: '45', tried: 2 },
      { variable: 0, direction: 'up', value: '47', tried: 3 },
    ],
    cheaperUndecided: [],
    refused: [],
    used: { settings: 4, runs: 32, jobs: 6_200_000 },
    progress: [],
    mostRuns: 400,
    warnings: [],
    rerun: 'runcast plan s.yaml --seed 1',
    patches: [
      {
        file: 'config.toml',
        kind: 'config',
        groups: ['srm'],
        diff: '--- config.toml\n+++ config.toml\n@@ -1,1 +1,1 @@\n-IdleCount = 100\n+IdleCount = 46\n',
      },
    ],
    unplaced: [],
    ...change,
  });
}
