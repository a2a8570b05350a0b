/** What a variant is called by what was set. */
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { openScenario } from '../../../../src/scenario/open.js';
import type { PreparedScenario } from '../../../../src/scenario/prepare.js';
import { setWords } from '../../../../src/study/compare/set-words.js';
import { ROOT } from '../../../support/files.js';

const prepared = async (name: string): Promise<PreparedScenario> => {
  const opened = await openScenario(path.join(ROOT, 'scenarios', name));
  if ('issues' in opened) throw new Error('the shipped scenario can run');
  return opened;
};
let pool: PreparedScenario;
let shared: PreparedScenario;
beforeAll(async () => {
  [pool, shared] = [await prepared('idle-pool.yaml'), await prepared('shared-runners.yaml')];
});

describe('the words of a variant', () => {
  test.each([
    [['IdleCount=35'], 'IdleCount 10 -> 35'],
    [['IdleCount=35', 'check_interval=1'], 'IdleCount 10 -> 35 and check_interval 3 -> 1'],
    [['horizon=2h'], 'horizon 1d -> 2h'],
    [['managers.srm.replicas=2'], 'managers.srm.replicas 1 -> 2'],
    // What cannot be said as a change stays as it was typed.
    [['nobody.knows=1'], 'nobody.knows=1'],
    [['horizon=1d'], 'horizon=1d'],
    [['managers.srm.config.runners[0].token=abcdef'], 'managers.srm.config.runners[0].token=[masked]'],
    [['thresholds={ queue_time: ["p(95) < 10s"] }'], 'thresholds={ queue_time: ["p(95) < 10s"] }'],
    [['no path'], 'no path'],
  ])('%j', (set, words) => {
    expect(setWords(pool, set)).toBe(words);
  });

  test('of a setting that sections replace: what it is in force as, from the least to the most', () => {
    expect(setWords(shared, ['managers.shared-runners-manager.config.machine.effective.IdleCount=60'])).toMatch(/ \d+ to \d+ -> 60$/u);
  });
});
