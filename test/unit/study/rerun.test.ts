/** The command that repeats a run, word for word. */
import { describe, expect, test } from 'vitest';
import { rerunCommand } from '../../../src/study/rerun.js';

describe('the command', () => {
  test('of a file and a seed is these alone', () => {
    expect(rerunCommand({ file: 'idle-pool.yaml', set: [], seed: 7 })).toBe('runcast run idle-pool.yaml --seed 7');
  });

  test('names all that was typed, in one order', () => {
    const facts = {
      file: 'my fleet.yaml',
      set: ['managers.srm.concurrent=20', 'horizon=1d'],
      threshold: ['cost: per_month < 5 USD'],
      seed: 'blue moon',
      replications: 4,
      pair: false,
      yes: true,
    };
    expect(rerunCommand(facts)).toBe(
      "runcast run 'my fleet.yaml' --set managers.srm.concurrent=20 --set horizon=1d --threshold 'cost: per_month < 5 USD' " +
        "--replications 4 --seed 'blue moon' --no-pair --yes",
    );
  });

  test('does not say what is so anyway: the second run of a scenario with outages, and leave for a short run', () => {
    expect(rerunCommand({ file: 'a.yaml', set: [], seed: 1, pair: true, yes: false, replications: undefined })).toBe(
      'runcast run a.yaml --seed 1',
    );
  });
});
