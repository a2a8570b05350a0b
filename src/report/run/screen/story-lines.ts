/** What happened, on the one screen: each outage in a few lines, those that find no room counted. */
import { eventLines } from '../story/event-lines.js';
import type { StoryText } from '../story/stories.js';
import { fitting, set, toned, type Line } from '../../frame/lines.js';
import { breakable } from '../../frame/width.js';

/** Lines of one outage. */
const MOST = 9;
/** Less than this says nothing. */
const LEAST = 3;
/** Lines of its times, of those; the rest is for what it did to jobs. */
const TIMES = 5;

/** Returns the stories in at most `most` lines. */
export function storyLines(stories: readonly StoryText[], width: number, most: number): Line[] {
  // The first is told in whatever room there is, short of its details; the others whole or not at all.
  const room = Math.min(MOST, Math.max(LEAST, most - (stories.length > 1 ? 1 : 0)));
  const items = stories.map((story, i) => [...(i > 0 ? [{ text: '' }] : []), ...told(story, width, i === 0 ? room : MOST)]);
  return fitting(items, most, (left) => ({ text: `  and ${left} more of what happened   (--full)`, tone: 'quiet' }));
}

function told({ title, lines, sentences }: StoryText, width: number, most: number): Line[] {
  const head = toned(set(breakable(title), { first: '  ', later: '    ', width, most: 2 }), 'heading');
  const events = eventLines(lines, width - 2).map((text) => `  ${text}`);
  const allowed = Math.max(1, Math.min(TIMES, most - head.length - 1));
  const times = events.length > allowed ? [...events.slice(0, allowed - 1), '    and more   (--full)'] : events;
  const room = Math.max(0, most - head.length - times.length);
  // A text of no words would be a line of none.
  const words =
    room === 0 || sentences.length === 0 ? [] : set(breakable(sentences.join(' ')), { first: '    ', later: '    ', width, most: room });
  return [...head, ...toned(times), ...toned(words)];
}
