/** Which method a request of a plan gets: with or without periods of the week. */
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { formatIssue } from '../../../../src/scenario/text/issue.js';
import { openScenario } from '../../../../src/scenario/open.js';
import type { PreparedScenario } from '../../../../src/scenario/prepare.js';
import { requestedPlan } from '../../../../src/study/method/requested-plan.js';
import type { PlanRequest } from '../../../../src/study/plan/variables/plan-request.js';
import { runStudySync } from '../../../../src/study/runner.js';
import { ROOT } from '../../../support/files.js';

const BY_HOUR = Array.from({ length: 168 }, (_, hour) => (hour % 24 >= 8 && hour % 24 < 18 ? 20 : 4)).join(', ');
const VARYING = `workloads.public.pipelines.rate={ per_hour_of_week: [${BY_HOUR}] }`;

async function opened(...set: readonly string[]): Promise<PreparedScenario> {
  const found = await openScenario(path.join(ROOT, 'scenarios/idle-pool.yaml'), { set });
  if ('issues' in found) throw new Error(found.issues.map(formatIssue).join('\n'));
  return found;
}

function asked(base: PreparedScenario, request: Partial<PlanRequest> = {}) {
  return requestedPlan(base, {
    file: 's.yaml',
    seed: 1,
    vary: [],
    under: [],
    periods: undefined,
    waitingPrice: undefined,
    confidence: undefined,
    indifference: undefined,
    mostRuns: 10,
    replications: 1,
    runcast: '',
    rerun: '',
    ...request,
  });
}

/** Whether what is played first looks at the load by the hour. */
function looksAtTheWeek(base: PreparedScenario, request: Partial<PlanRequest> = {}): boolean {
  const method = asked(base, request);
  if ('problem' in method) throw new Error(method.problem);
  const { done, value } = method.batches().next();
  return done !== true && value.points.some(({ figures }) => figures?.slots !== undefined);
}

describe('periods of the week', () => {
  test('are looked for without a word where the load changes and the run holds a week', async () => {
    const base = await opened(VARYING, 'horizon=1w1h');
    expect(looksAtTheWeek(base)).toBe(true);
    expect(looksAtTheWeek(base, { vary: ['IdleCount=0..5'] })).toBe(false);
    expect(looksAtTheWeek(await opened(VARYING, 'horizon=1w1h', 'plan={ vary: { IdleCount: 0..5 } }'))).toBe(false);
  });

  test('are not where the load is the same all the time, or the run too short, unless they are asked for', async () => {
    expect(looksAtTheWeek(await opened('horizon=1w1h'))).toBe(false);
    const short = await opened(VARYING, 'horizon=2d');
    expect(looksAtTheWeek(short)).toBe(false);
    expect(looksAtTheWeek(short, { periods: 2 })).toBe(true);
  });

  test('that are not looked for though the load changes are spoken of, with what would', async () => {
    const method = asked(await opened(VARYING, 'horizon=9h'), { mostRuns: 12 });
    if ('problem' in method) throw new Error(method.problem);
    const { warnings, variables } = runStudySync(method);
    expect(warnings.join('\n')).toMatch(/^periods: none were looked for: .*--set horizon=1w1h would show one, --periods 4 makes do/mu);
    expect(variables.map(({ name }) => name)[0]).toBe('IdleCount');
    const steady = asked(await opened('horizon=2h', 'warmup=30m'), { mostRuns: 10 });
    if ('problem' in steady) throw new Error(steady.problem);
    expect(runStudySync(steady).warnings.join('\n')).not.toContain('periods');
  }, 60_000);

  test('that nobody can make are refused where they were asked for', async () => {
    expect(asked(await opened(VARYING, 'horizon=6h'), { periods: 2 })).toMatchObject({
      problem: expect.stringMatching(/^--periods: the run is shorter/u),
    });
  });
});
