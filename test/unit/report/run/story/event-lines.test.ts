/** Events of a story, set in lines. */
import { describe, expect, test } from 'vitest';
import { eventLines } from '../../../../../src/report/run/story/event-lines.js';

describe('events', () => {
  const lines = (...words: string[]): string[] =>
    eventLines(
      words.map((own, i) => ({ at: `1${i}:00`, words: own })),
      42,
    );

  test('two short ones share a line, a long one has its own and goes on below its words', () => {
    // Half of forty columns less two: 18, of which seven are the time.
    expect(lines('a', 'b', 'c')).toEqual([`  10:00  a${' '.repeat(12)}11:00  b`, '  12:00  c']);
    expect(lines('eleven here', 'eleven here')).toEqual([`  10:00  eleven here${' '.repeat(2)}11:00  eleven here`]);
    expect(lines('twelve heres', 'b')).toEqual(['  10:00  twelve heres', '  11:00  b']);
    expect(lines('a', 'one of which there is too much for a line', 'c')).toEqual([
      '  10:00  a',
      '  11:00  one of which there is too much',
      '         for a line',
      '  12:00  c',
    ]);
  });
});
