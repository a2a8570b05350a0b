/** Events of a story in lines of a text. */
import type { StoryText } from './stories.js';
import { columnsTaken, padEnd, wrap } from '../../frame/width.js';

/** Returns the columns that the times of events take, with the blanks behind them. */
export function timeColumns(events: StoryText['lines']): number {
  return Math.max(...events.map(({ at }) => columnsTaken(at))) + 2;
}

/** Returns the lines of events in order of time, two a line where both are short; `width` is that of the times, where they stand among others. */
export function eventLines(events: StoryText['lines'], columns: number, width = timeColumns(events)): string[] {
  const half = Math.floor((columns - 2) / 2);
  const out: string[] = [];
  let left: string | undefined;
  for (const { at, words } of events) {
    const text = `${padEnd(at, width)}${words}`;
    const isShort = columnsTaken(text) <= half - 2;
    if (left !== undefined) out.push(isShort ? `  ${padEnd(left, half)}${text}` : `  ${left}`);
    if (left !== undefined && isShort) left = undefined;
    else if (isShort) left = text;
    else {
      left = undefined;
      out.push(...wrap(words, `  ${padEnd(at, width)}`, ' '.repeat(width + 2), columns));
    }
  }
  return left === undefined ? out : [...out, `  ${left}`];
}
