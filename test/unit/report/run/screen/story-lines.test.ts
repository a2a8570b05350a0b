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

  const more = (n: number): string => `    and ${n} more   (--full)`;
  const other = story(1, 'other');
  const first = (own: StoryText, most: number): string[] => lines([own, other], most).slice(0, -1);

  test('the only one is told whole, as long as there is room', () => {
    expect(lines([story(8)], 40)).toEqual(['  gone', ...[0, 1, 2, 3, 4, 5, 6, 7].map(event), '    late']);
    const long = { ...story(8), sentences: ['word '.repeat(40).trim()] };
    expect(lines([long], 40)).toHaveLength(12);
    // Where there is none, its last event stays, and all that it did to jobs.
    expect(lines([long], 8)).toEqual([
      '  gone',
      event(0),
      event(1),
      more(5),
      event(7),
      ...texts(storyLines([{ ...long, lines: [] }], 80, 40)).slice(1),
    ]);
  });

  test('of several the first has five lines of times, then what it did to jobs', () => {
    expect(lines([story(5), other], 40).slice(0, 7)).toEqual(['  gone', ...[0, 1, 2, 3, 4].map(event), '    late']);
    expect(lines([story(6), other], 40).slice(0, 7)).toEqual(['  gone', ...[0, 1, 2].map(event), more(2), event(5), '    late']);
  });

  test('the first is told in whatever room there is, others whole or not at all', () => {
    expect(lines([story(3)], 5)).toEqual(['  gone', ...[0, 1, 2].map(event), '    late']);
    expect(lines([story(3)], 4)).toEqual(['  gone', more(2), event(2), '    late']);
    expect(lines([story(3)], 3)).toEqual(['  gone', more(3), '    late']);
    expect(first(story(3), 5)).toEqual(['  gone', more(2), event(2), '    late']);
    const two = [story(1, 'first'), story(1, 'second')];
    expect(lines(two, 7)).toEqual(['  first', event(0), '    late', '', '  second', event(0), '    late']);
    expect(lines(two, 6)).toEqual(['  first', event(0), '    late', '  and 1 more of what happened   (--full)']);
    expect(lines([], 9)).toEqual([]);
  });

  test('a story without sentences ends with its times', () => {
    expect(lines([{ ...story(1), sentences: [] }], 40)).toEqual(['  gone', event(0)]);
  });

  test('one of several has nine lines at most', () => {
    const told = first(story(6, 'gone', 'word '.repeat(200).trim()), 10);
    expect(told).toHaveLength(9);
    expect(told.at(-1)).toMatch(/ word …$/u);
  });
});
