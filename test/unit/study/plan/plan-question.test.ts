/** Plans that cannot be made, and why. */
import { describe, expect, test } from 'vitest';
import { unplannable, type PlanQuestion } from '../../../../src/study/plan/plan-question.js';
import { circumstance, planQuestion, shipped, wholeVariable } from '../../../support/plans.js';

const VARIABLES = [wholeVariable('IdleCount', 0, 3, { today: '10' })];

describe('a plan cannot be made', async () => {
  const base = await shipped('idle-pool.yaml', ['horizon=2h']);
  const plain = circumstance(base, VARIABLES);
  const why = (options: Partial<PlanQuestion>): string | undefined => unplannable(planQuestion(plain, VARIABLES, options));

  test('unless something may vary', () => {
    expect(why({})).toBeUndefined();
    expect(why({ variables: [] })).toContain('nothing may vary');
    expect(why({ variables: [{ ...VARIABLES[0]!, values: [] }] })).toContain('IdleCount has no value to take');
    expect(why({ variables: [{ ...VARIABLES[0]!, values: ['10'] }] })).toContain('give it room');
  });

  test('unless there is something to meet, or waiting has a price', async () => {
    const none = circumstance(await shipped('idle-pool.yaml', ['horizon=2h', 'thresholds={}']), VARIABLES);
    expect(unplannable(planQuestion(none, VARIABLES))).toContain('there is nothing to meet');
    expect(unplannable(planQuestion(none, VARIABLES, { waitingPrice: 60 }))).toBeUndefined();
  });

  test('unless something has a price', async () => {
    const free = circumstance(await shipped('idle-pool.yaml', ['horizon=2h', 'clouds.gce.machine_types.n1-standard-1=0 USD/h']), VARIABLES);
    expect(unplannable(planQuestion(free, VARIABLES))).toContain('nothing has a price');
  });

  test('with a confidence, a zone or replications that are none', () => {
    expect(why({ confidence: 1 })).toContain('between 50 % and 100 %');
    expect(why({ indifference: { share: -1, usdPerMonth: 10 } })).toContain('indifference zone');
    expect(why({ replications: 0 })).toContain('whole number');
  });
});
