/** Warnings as sentences. */
import { expect, test } from 'vitest';
import { warningWords } from '../../../../src/report/frame/warning-words.js';
import { formatIssue, withExcerpt } from '../../../../src/scenario/text/issue.js';

test('a warning is one line, without the line of the source and its caret', () => {
  const position = { line: 1, column: 10 };
  const words = 'the 23h that count do not hold a whole week, and the load differs by day of the week; 1w1h holds one';
  const warning = formatIssue({
    severity: 'warning',
    file: 'monday.yaml',
    position,
    path: 'horizon',
    message: words,
    excerpt: withExcerpt('horizon: 24h', position),
  });
  expect(warning).toContain('\n');
  expect(warningWords(warning)).toBe(`monday.yaml:1:10 horizon: ${words}`);
});

test('what quotes nothing stays whole, and moves no cursor', () => {
  expect(warningWords('one\n  two')).toBe('one two');
  expect(warningWords('odd \u001b[2J')).toBe('odd ?[2J');
});
