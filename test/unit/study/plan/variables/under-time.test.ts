/** An outage that a plan must hold under comes about in the time that is measured. */
import { describe, expect, test } from 'vitest';
import { planQuestion } from '../../../../../src/study/plan/variables/plan-request.js';
import { parseUnder, underSet } from '../../../../../src/study/plan/variables/under-text.js';
import { whyNever, whyUnmet } from '../../../../../src/study/plan/variables/under-time.js';
import { shipped } from '../../../../support/plans.js';

const base = await shipped('idle-pool.yaml', ['horizon=4h', 'warmup=1h']);

function why(text: string): string | undefined {
  const under = parseUnder(text);
  if ('problem' in under) throw new Error(under.problem);
  const made = base.withSet([underSet(base, under)]);
  if ('issues' in made) throw new Error(JSON.stringify(made.issues));
  return whyUnmet(base, made.fleet);
}

test.each(['cloud=gce 2h 5m', 'cloud=gce 50m 20m', 'cloud=gce 3h59m 3h', '{ between: 1h, for: 5m, outage: { cloud: gce } }'])(
  '%s is met',
  (text) => {
    expect(why(text)).toBeUndefined();
  },
);

test.each([
  ['cloud=gce 4h 5m', /nothing of it lies within the run, which begins at \S+Z and lasts 4h; /u],
  ['cloud=gce Fri 23:00 3h', /nothing of it lies within the run/u],
  ['cloud=gce 10m 50m', /it is over within the warm-up of 1h, which is not measured/u],
])('%s is not', (text, words) => {
  expect(why(text)).toMatch(words);
});

test('one that is not met is refused before anything is played', () => {
  const request = { file: 's.yaml', seed: 1, vary: ['IdleCount=1..9'], under: ['cloud=gce 10h 1h'], runcast: '', rerun: '' };
  const unsaid = { periods: undefined, waitingPrice: undefined, confidence: undefined, indifference: undefined };
  expect(planQuestion(base, { ...request, ...unsaid, mostRuns: undefined, replications: undefined })).toEqual({
    problem: expect.stringMatching(/^--under cloud=gce 10h 1h: nothing of it lies within the run/u) as string,
  });
});

describe('an outage of a fleet', () => {
  const named = (event: string): string | undefined => {
    const made = base.withSet([`events[+]=${event}`]);
    if ('issues' in made) throw new Error(JSON.stringify(made.issues));
    return whyNever(made, 'gone');
  };

  test.each(['at: 10m, for: 20m', 'at: 3h59m, for: 3h', 'every: Mon 02:00, for: 1m', 'between: 1h, for: 5m'])(
    'comes about (%s)',
    (times) => {
      expect(named(`{ ${times}, outage: { name: gone, cloud: gce } }`)).toBeUndefined();
    },
  );

  test.each(['at: 4h, for: 5m', 'every: Fri 23:00, for: 3h', 'at: 2h, for: 0s'])('does not (%s)', (times) => {
    expect(named(`{ ${times}, outage: { name: gone, cloud: gce } }`)).toMatch(/^nothing of it lies within the run, .* lasts 4h; /u);
  });
});
