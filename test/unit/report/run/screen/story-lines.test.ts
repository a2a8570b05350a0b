/** What happened, on the one screen. */
import { describe, expect, test } from 'vitest';
import { storyLines } from '../../../../../src/report/run/screen/story-lines.js';
import type { StoryText } from '../../../../../src/report/run/story/stories.js';
import { texts } from '../../../../support/screen-lines.js';

describe('what happened', () => {
  const story = (events: number, title = 'gone', words = 'late'): StoryText => ({
    title,
    lines: Array.from({ length: events }, (_, i) => ({ at: `1${i}:00`, words: 'this is one that takes more than a half line of it' })),
    sentences: [words],
  });
  const lines = (stories: readonly StoryText[], most: number): string[] => texts(storyLines(stories, 80, most));
  const event = (i: number): string => `    1${i}:00  this is one that takes more than a half line of it`;

  test('five lines of times, then what it did to jobs', () => {
    expect(lines([story(5)], 40)).toEqual(['  gone', ...[0, 1, 2, 3, 4].map(event), '    late']);
    expect(lines([story(6)], 40)).toEqual(['  gone', ...[0, 1, 2, 3].map(event), '    and more   (--full)', '    late']);
  });

  test('the first is told in whatever room there is, others whole or not at all', () => {
    expect(lines([story(3)], 5)).toEqual(['  gone', ...[0, 1, 2].map(event), '    late']);
    expect(lines([story(3)], 4)).toEqual(['  gone', event(0), '    and more   (--full)', '    late']);
    expect(lines([story(3)], 3)).toEqual(['  gone', '    and more   (--full)', '    late']);
    const two = [story(1, 'first'), story(1, 'second')];
    expect(lines(two, 7)).toEqual(['  first', event(0), '    late', '', '  second', event(0), '    late']);
    expect(lines(two, 6)).toEqual(['  first', event(0), '    late', '  and 1 more of what happened   (--full)']);
    expect(lines([], 9)).toEqual([]);
  });

  test('a story without sentences ends with its times', () => {
    expect(lines([{ ...story(1), sentences: [] }], 40)).toEqual(['  gone', event(0)]);
  });

  test('an outage has nine lines at most', () => {
    const long = story(6, 'gone', 'word '.repeat(100).trim());
    const told = lines([long], 40);
    expect(told).toHaveLength(9);
    expect(told.at(-1)).toMatch(/ word …$/u);
  });
});
