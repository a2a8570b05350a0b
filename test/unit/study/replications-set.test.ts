/** Which paths of a `--set` say how often a scenario is played. */
import { expect, test } from 'vitest';
import { setsReplications } from '../../../src/study/replications-set.js';

test.each([
  ['replications', true],
  [' replications ', true],
  ['["replications"]', true],
  ['thresholds.replications', false],
  ['replications.x', false],
  ['IdleCount', false],
  ['', false],
])('%j: %j', (path, is) => expect(setsReplications(path)).toBe(is));
