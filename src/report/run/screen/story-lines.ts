/** What happened, on the one screen: each outage in a few lines, those that find no room counted. */
import { eventLines, timeColumns } from '../story/event-lines.js';
import type { StoryText } from '../story/stories.js';
import { fitting, set, toned, type Line } from '../../frame/lines.js';
import { breakable } from '../../frame/width.js';

/** Lines of a story that is the only one, and of each of several. */
const ALONE = 16;
const MOST = 9;
/** Less than this says nothing. */
const LEAST = 3;
/** Lines of the times of each of several stories, of those; the rest is for what it did to jobs. */
const TIMES = 5;

/** Returns the stories in at most `most` lines. */
export function storyLines(stories: readonly StoryText[], width: number, most: number): Line[] {
  const isAlone = stories.length === 1;
  // The first is told in whatever room there is, short of its details; the others whole or not at all.
  const room = isAlone ? Math.min(ALONE, most) : Math.min(MOST, Math.max(LEAST, most - 1));
  const items = stories.map((story, i) => [...(i > 0 ? [{ text: '' }] : []), ...told(story, width, i === 0 ? room : MOST, isAlone)]);
  return fitting(items, most, (left) => ({ text: `  and ${left} more of what happened   (--full)`, tone: 'quiet' }));
}

function told({ title, lines, sentences }: StoryText, width: number, most: number, isAlone: boolean): Line[] {
  const head = toned(set(breakable(title), { first: '  ', later: '    ', width, most: 2 }), 'heading');
  const wordsIn = (room: number): string[] =>
    // A text of no words would be a line of none.
    room === 0 || sentences.length === 0 ? [] : set(breakable(sentences.join(' ')), { first: '    ', later: '    ', width, most: room });
  const left = most - head.length;
  // Of several it is enough that the words begin.
  const forWords = isAlone ? wordsIn(Infinity).length : 1;
  const times = timesIn(lines, width, Math.max(1, Math.min(isAlone ? ALONE : TIMES, left - forWords)));
  return [...head, ...toned(times), ...toned(wordsIn(Math.max(0, left - times.length)))];
}

/** The first events and the last, which says how it ended; those between are counted where there is no room. */
function timesIn(lines: StoryText['lines'], width: number, most: number): string[] {
  const columns = timeColumns(lines);
  const drawn = (some: StoryText['lines']): string[] => eventLines(some, width - 2, columns).map((text) => `  ${text}`);
  const all = drawn(lines);
  if (all.length <= most) return all;
  const last = drawn(lines.slice(-1));
  const ends = last.length < most ? last : [];
  const known = ends.length === 0 ? 0 : 1;
  let first: string[] = [];
  let shown = 0;
  for (let count = 1; count < lines.length - known; count++) {
    const own = drawn(lines.slice(0, count));
    if (own.length + 1 + ends.length > most) break;
    [first, shown] = [own, count];
  }
  return [...first, `    and ${lines.length - shown - known} more   (--full)`, ...ends];
}
