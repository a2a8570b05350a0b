/** What is said of a word in a threshold that nothing is known by. */
import { describe, expect, test } from 'vitest';
import { unknownLabel, unknownMetric, unknownValue } from '../../../../src/study/thresholds/threshold-messages.js';

const names = (count: number): string[] => Array.from({ length: count }, (_, i) => `name-${i + 1}`);

describe('an unknown word', () => {
  test('is answered with the one that was meant, where one is near', () => {
    expect(unknownMetric('queue_tme', ['queue_time', 'cost'])).toBe('unknown metric "queue_tme"; did you mean queue_time?');
  });

  test('else with those there are, a dozen at most', () => {
    expect(unknownValue('group', 'zzzzz', names(1))).toBe('there is no group "zzzzz"; known: name-1');
    expect(unknownValue('group', 'zzzzz', names(12))).toBe(`there is no group "zzzzz"; known: ${names(12).join(', ')}`);
    expect(unknownValue('group', 'zzzzz', names(13))).toBe(`there is no group "zzzzz"; known: ${names(12).join(', ')}, ...`);
  });

  test('or with none, where there is none', () => {
    expect(unknownLabel('zzzzz', 'cost', [])).toBe('cost has no label "zzzzz"; there is none');
  });
});
