/** Plans under outages, of several variables, with a price of waiting, and plans that come to nothing. */
import { describe, expect, test } from 'vitest';
import { plan } from '../../../src/study/method/plan.js';
import type { PlanQuestion, PlanVariable } from '../../../src/study/plan/plan-question.js';
import type { PlanResult } from '../../../src/study/plan/plan-result.js';
import { runStudySync } from '../../../src/study/runner.js';
import { circumstance, planQuestion, shipped, wholeVariable } from '../../support/plans.js';

const SHORT = ['horizon=4h', 'warmup=1h'];
const IDLE = wholeVariable('IdleCount', 1, 20, { today: '10', orderFrom: 0 });

async function planned(
  threshold: string,
  variables: readonly PlanVariable[] = [IDLE],
  options: Partial<PlanQuestion> = {},
  outage?: string,
): Promise<PlanResult> {
  const base = await shipped('idle-pool.yaml', [...SHORT, `thresholds={ queue_time: [${threshold}] }`]);
  const outages = outage === undefined ? [] : [circumstance(base, variables, 'gce gone', [`events=[${outage}]`])];
  return runStudySync(plan(planQuestion(circumstance(base, variables), variables, { mostRuns: 80, outages, ...options })));
}

const chosen = ({ tried, plan: index }: PlanResult): PlanResult['tried'][number] => tried[index!]!;

describe('a plan', () => {
  test('that nothing can meet says so, and which setting misses by least', async () => {
    const result = await planned('"share_below(1s) > 99%"');
    expect(result).toMatchObject({ verdict: 'infeasible', plan: null, saving: null, zoneUsdPerMonth: null });
    const late = result.tried.map(({ thresholds }) => thresholds[0]!.share!.estimate);
    expect(late[result.nearest!]).toBe(Math.min(...late));
    expect(result.tried.every(({ verdict }) => verdict === 'misses')).toBe(true);
  });

  test('that has too few runs is undecided, and says how many would decide', async () => {
    const result = await planned('"p(95) < 2m"', [IDLE], { mostRuns: 3 });
    expect(result.verdict).toBe('undecided');
    expect(result.used.runs).toBeLessThanOrEqual(3);
  });

  test('under an outage keeps the thresholds there too, which costs more', async () => {
    const plain = await planned('"p(95) < 4m"');
    const both = await planned('"p(95) < 4m"', [IDLE], {}, '{ at: 2h, for: 8m, outage: { cloud: gce, of: api } }');
    expect([plain.verdict, both.verdict]).toEqual(['met', 'met']);
    expect(both.outages).toEqual(['gce gone']);
    expect(chosen(both).thresholds.map(({ under }) => under)).toEqual(['', 'gce gone']);
    expect(Number(chosen(both).values[0])).toBeGreaterThan(Number(chosen(plain).values[0]));
    expect(both.used.runs).toBe(both.tried.reduce((sum, { runs }) => sum + 2 * runs, 0));
    expect(both.binding).toBe(1);
  });

  test('with a price of waiting and no thresholds buys machines for as long as they pay', async () => {
    const dear = await planned('', [IDLE], { waitingPrice: 30 });
    const cheap = await planned('', [IDLE], { waitingPrice: 0.05 });
    expect(Number(chosen(dear).values[0])).toBeGreaterThan(Number(chosen(cheap).values[0]));
    const { costPerMonth, waitingHoursPerMonth, objectivePerMonth } = chosen(dear);
    expect(objectivePerMonth.estimate).toBeCloseTo(costPerMonth.estimate + 30 * waitingHoursPerMonth!, 6);
  });

  test('of two variables is no dearer than that of one alone, and tells what the scenario cannot have', async () => {
    const growth: PlanVariable = {
      name: 'MaxGrowthRate',
      values: ['-1', '1', '20'],
      today: '20',
      set: (index) => [`MaxGrowthRate=${['-1', '1', '20'][index]!}`],
    };
    const both = await planned('"p(95) < 2m"', [{ ...IDLE, orderFrom: undefined }, growth], { mostRuns: 120 });
    const alone = await planned('"p(95) < 2m"');
    expect(both.verdict).toBe('met');
    expect(both.refused.length).toBeGreaterThan(0);
    expect(both.refused.every(({ values, why }) => values[1] === '-1' && why !== '')).toBe(true);
    expect(chosen(both).costPerMonth.estimate).toBeLessThanOrEqual(chosen(alone).costPerMonth.estimate + alone.zoneUsdPerMonth!);
  });

  test('where nothing is drawn is certain after one run a setting, and no figure has an interval', async () => {
    const fixed = ['clouds.gce.zones.us-east1-c.boot_time=35s', 'replications=1', 'thresholds={ queue_time: ["p(95) < 1m"] }'];
    const base = await shipped('reuse.yaml', fixed);
    const variables = [wholeVariable('IdleCount', 0, 12, { today: '5' })];
    const result = runStudySync(plan(planQuestion(circumstance(base, variables), variables)));
    expect(result).toMatchObject({ isRandom: false, verdict: 'met', isBest: true });
    // Today twice, to see that nothing is drawn.
    expect(result.tried.map(({ runs, isToday }) => runs - (isToday ? 1 : 0)).every((runs) => runs === 1)).toBe(true);
    expect(chosen(result).costPerMonth).toMatchObject({ low: null, high: null });
  });
});
