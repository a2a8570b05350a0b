/** What happened, on the one screen: each outage in a few lines, those that find no room counted. */
import { eventLines } from '../event-lines.js';
import type { StoryText } from '../story-words.js';
import { fitting, set, toned, type Line } from './lines.js';

/** Lines of one outage. */
const MOST = 9;
/** Lines of its times, of those; the rest is for what it did to jobs. */
const TIMES = 5;

/** Returns the stories in at most `most` lines. */
export function storyLines(stories: readonly StoryText[], width: number, most: number): Line[] {
  const items = stories.map((story, i) => [...(i > 0 ? [{ text: '' }] : []), ...told(story, width)]);
  return fitting(items, most, (left) => ({ text: `  and ${left} more of what happened   (--full)`, tone: 'quiet' }));
}

function told({ title, lines, sentences }: StoryText, width: number): Line[] {
  const head = toned(set(title.split(' '), { first: '  ', later: '    ', width, most: 2 }), 'heading');
  const events = eventLines(lines, width - 2).map((text) => `  ${text}`);
  const times = events.length > TIMES ? [...events.slice(0, TIMES - 1), '    and more   (--full)'] : events;
  const room = MOST - head.length - times.length;
  const words = sentences.flatMap((sentence) => set(sentence.split(' '), { first: '    ', later: '    ', width, most: room }));
  return [...head, ...toned(times), ...toned(words.slice(0, room))];
}
