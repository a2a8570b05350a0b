/** Names of sections. */
import { expect, test } from 'vitest';
import { sectionWords } from '../../../../../src/study/plan/variables/section-words.js';

test.each([
  [['* * 7-19 * * mon-fri *'], 'seven_fields', 'Mon-Fri 07-20'],
  [['* * * * * sat,sun *'], 'seven_fields', 'Sat-Sun'],
  [['* 7-18 * * mon-fri'], 'five_fields', 'Mon-Fri 07-19'],
  [[], 'five_fields', 'always'],
  [['* * 9 1 * * *'], 'seven_fields', '* * 9 1 * * *'],
  [['30 9 * * *'], 'five_fields', '30 9 * * *'],
] as const)('%j is %s', (periods, form, words) => {
  expect(sectionWords(periods, form, { zone: 'UTC', told: 'UTC' })).toBe(words);
});

test.each([
  [['* * 7-19 * * mon-fri *'], 'Mon-Fri 07-20 Europe/Berlin'],
  [['* * 9 1 * * *'], '* * 9 1 * * * Europe/Berlin'],
  [[], 'always'],
  [['* * * * * * *'], 'always'],
])('%j on another clock than that of the scenario is %s', (periods, words) => {
  expect(sectionWords(periods, 'seven_fields', { zone: 'Europe/Berlin', told: 'UTC' })).toBe(words);
});
