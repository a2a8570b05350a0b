/** A plan over one variable: what it says is what its runs say. */
import { describe, expect, test } from 'vitest';
import { estimateMean } from '../../../../src/stats/confidence.js';
import type { PreparedScenario } from '../../../../src/scenario/prepare.js';
import { plan } from '../../../../src/study/method/plan.js';
import { idleCountFor } from '../../../../src/study/plan/closed-form.js';
import { planResultSchema, type PlanResult } from '../../../../src/study/plan/plan-result.js';
import { runStudySync } from '../../../../src/study/runner.js';
import { simulate } from '../../../../src/study/simulate.js';
import { circumstance, planQuestion, shipped, wholeVariable } from '../../../support/plans.js';

const SET = ['horizon=6h', 'warmup=1h', 'thresholds={ queue_time: ["p(95) < 2m"] }'];
const VARIABLES = [wholeVariable('IdleCount', 1, 30, { today: '10', orderFrom: 0 })];

describe('a plan over IdleCount', async () => {
  const base = await shipped('idle-pool.yaml', SET);
  const question = planQuestion(circumstance(base, VARIABLES), VARIABLES);
  const played = (): PlanResult => runStudySync(plan(question));
  const result = played();
  const chosen = result.tried[result.plan ?? 0]!;

  test('is of the form that it says, and the same each time', () => {
    expect(planResultSchema.parse(JSON.parse(JSON.stringify(result)))).toEqual(result);
    expect(played()).toEqual(result);
  });

  test('meets the threshold at less than today, where one step less does not for certain', () => {
    expect(result).toMatchObject({ verdict: 'met', isLocal: false, today: 0 });
    expect(chosen.verdict).toBe('meets');
    expect(result.saving!.low).toBeGreaterThan(0);
    const [down, up] = result.steps.map(({ tried }) => result.tried[tried!]!);
    expect(down!.verdict).not.toBe('meets');
    expect(up!.againstPlan!.estimate).toBeGreaterThan(0);
  });

  test('has the hours of others beside its own over the draws that both have', () => {
    for (const own of result.tried) {
      expect(own.waitingAgainstPlan === null).toBe(own.againstPlan === null);
      if (own.runs !== chosen.runs || own === chosen) continue;
      expect(own.waitingAgainstPlan!).toBeCloseTo(own.waitingHoursPerMonth! - chosen.waitingHoursPerMonth!, 6);
    }
    expect(result.tried.some(({ waitingAgainstPlan }) => waitingAgainstPlan !== null && waitingAgainstPlan !== 0)).toBe(true);
  });

  test('puts onto the frontier nothing that costs more than the plan and keeps less', () => {
    const room = ({ thresholds }: PlanResult['tried'][number]): number => -thresholds[0]!.share!.estimate;
    for (const own of result.tried) {
      const isBeaten = own.againstPlan !== null && own.againstPlan.estimate > 0 && room(own) < room(chosen);
      expect(own.isOnFrontier && isBeaten).toBe(false);
      // What is dearer run by run is not cheaper, though its own runs be fewer.
      if (own.againstPlan !== null && own.againstPlan.estimate > 0) expect(chosen.isOnFrontier || room(own) > room(chosen)).toBe(true);
    }
    expect(chosen.isOnFrontier).toBe(true);
  });

  test('tells what plain runs of its settings come to, over the same draws', () => {
    const side = question.plain.side([VARIABLES[0]!.values.indexOf(chosen.values[0]!)]);
    if ('refused' in side) throw new Error('the plan can be run');
    const { fleet, facts } = side.question;
    const runs = Array.from({ length: chosen.runs }, (_, replication) =>
      simulate(fleet, { seed: 1, replication, questions: facts.thresholds.map((threshold) => threshold.question) }),
    );
    const mean = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0) / values.length;
    expect(chosen.costPerMonth.estimate).toBeCloseTo(mean(runs.map(({ pools }) => pools.all.cost.perMonth)), 6);
    expect(chosen.thresholds[0]!.share!.estimate).toBeCloseTo(1 - mean(runs.map(({ answers }) => answers[0]!.share!)), 9);
    expect(result.used.runs).toBe(result.tried.reduce((sum, own) => sum + own.runs, 0));
  });
});

describe('beside a line that more idle machines make harder to keep', () => {
  const played = async (thresholds: string): Promise<PlanResult> => {
    const base = await shipped('idle-pool.yaml', ['horizon=6h', 'warmup=1h', `thresholds=${thresholds}`]);
    return runStudySync(plan(planQuestion(circumstance(base, VARIABLES), VARIABLES)));
  };

  // Today's ten miss it, and so does whatever is more: what meets is below.
  test('a plan finds less than today', async () => {
    const { verdict, plan: chosen, tried } = await played('{ start_delay: ["share_below(16s) > 70%"], idle_efficiency: ["avg > 85%"] }');
    expect(verdict).toBe('met');
    expect(tried[chosen!]!.values).toEqual(['7']);
  });

  test('no setting is said to miss for one that costs more', async () => {
    const { tried } = await played('{ start_delay: ["share_below(16s) > 70%"], cost: ["per_month < 1210 USD"] }');
    const at = (value: string): string | undefined => tried.find(({ values }) => values[0] === value)?.verdict;
    expect(at('10')).toBe('misses');
    expect(at('7')).toBe('meets');
  });

  test('two lines that no setting keeps together are certain to be missed', async () => {
    expect((await played('{ start_delay: ["share_below(16s) > 70%"], cost: ["per_month < 1000 USD"] }')).verdict).toBe('infeasible');
  });
});

test('a plan of several processes begins at what each needs for its part of the boots', async () => {
  const base = await shipped('idle-pool.yaml', [...SET, 'managers.srm.replicas=2']);
  const pool = { group: 0, runner: 0, processes: 2 } as const;
  const variables = [wholeVariable('IdleCount', 1, 30, { today: '10', orderFrom: 0, pool })];
  const question = planQuestion(circumstance(base, variables), variables, { mostRuns: 6 });
  const { fleet, facts } = question.plain.today.question;
  const { machines, machinesCreated } = simulate(fleet, { seed: 1, replication: 0 }).pools.all;
  const booting = machines.creating.average / 2;
  const wanted = idleCountFor({ booting, bootSeconds: (2 * booting * 5 * 3600) / machinesCreated }, facts.thresholds);
  expect(runStudySync(plan(question)).tried[1]!.values).toEqual([String(wanted)]);
});

/** The lower end of by how much longer jobs wait in one scenario than in another, of so many pairs. */
function leastLonger(base: PreparedScenario, other: PreparedScenario, pairs: number): number {
  const mean = ({ fleet }: PreparedScenario, replication: number): number =>
    simulate(fleet, { seed: 1, replication }).jobs.all.queueTime.mean.value!;
  const { mean: longer, halfWidth } = estimateMean(Array.from({ length: pairs }, (_, pair) => mean(other, pair) - mean(base, pair)));
  return longer - halfWidth!;
}

describe('under an outage', () => {
  const out = 'events[+]={ at: 2h, for: 2m, outage: { cloud: gce } }';

  test('jobs may wait for longer with more machines idle, for dead ones count against the limit', async () => {
    const [few, many] = await Promise.all([10, 40].map((idle) => shipped('idle-pool.yaml', ['horizon=3h', out, `IdleCount=${idle}`])));
    expect(leastLonger(few!, many!, 30)).toBeGreaterThan(0);
  });

  test('no setting speaks for another: the cheapest is that of those that were tried', async () => {
    const base = await shipped('idle-pool.yaml', SET);
    const under = circumstance(base, VARIABLES, 'gce gone', [out]);
    const question = planQuestion(circumstance(base, VARIABLES), VARIABLES, { outages: [under], mostRuns: 40 });
    expect(runStudySync(plan(question)).isLocal).toBe(true);
  });
});

describe('where a cloud counts calls', () => {
  const set = ['clouds.gce.api.limits[0].calls=2400'];

  test('jobs may wait for longer with more machines idle, for creates that are refused are tried again at once', async () => {
    const [few, many] = await Promise.all([60, 260].map((idle) => shipped('api-limit.yaml', [...set, `IdleCount=${idle}`])));
    expect(leastLonger(few!, many!, 8)).toBeGreaterThan(0);
  });

  test('no setting is said to meet for one that has fewer and does', async () => {
    const variables = [{ ...wholeVariable('IdleCount', 60, 140, { orderFrom: 0, today: '60' }), start: 0 }];
    const base = await shipped('api-limit.yaml', [...set, 'IdleCount=60']);
    const result = runStudySync(plan(planQuestion(circumstance(base, variables), variables, { mostRuns: 24 })));
    expect(result.isLocal).toBe(true);
  });
});
