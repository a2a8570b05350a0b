/** The defaults that a scenario used, gathered by the thing they belong to, so that all of them fit a screen. */
import type { StudyResult } from '../../study/study-result.js';
import { cleanText } from '../frame/numbers.js';

/** A thing of the scenario and the defaults of its keys, such as `managers.srm` with `replicas 1` and `running true`. */
export interface DefaultLine {
  readonly thing: string;
  readonly values: readonly string[];
}

/** Returns the defaults by thing, in the order in which the things come first. */
export function defaultLines(defaults: StudyResult['defaults']): DefaultLine[] {
  const byThing = new Map<string, string[]>();
  for (const { path, value, note } of defaults) {
    const cut = lastDot(path);
    const thing = path.slice(0, Math.max(0, cut));
    const text = cleanText(`${path.slice(cut + 1)} ${value}${note === undefined ? '' : ` (${note})`}`);
    const known = byThing.get(thing);
    if (known === undefined) byThing.set(thing, [text]);
    else known.push(text);
  }
  return [...byThing].map(([thing, values]) => ({ thing: thing === '' ? 'scenario' : cleanText(thing), values }));
}

/** Position of the last dot that is not within brackets, -1 where there is none. */
function lastDot(path: string): number {
  const close = path.lastIndexOf(']');
  const dot = path.lastIndexOf('.');
  return dot > close ? dot : -1;
}
