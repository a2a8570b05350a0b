/**
 * Ways along the line where thresholds are just kept: one variable is moved, and another follows until they are just kept again. Steps of one at a time
 * stop where two hosts of six slots should become one of eleven: every setting beside it either misses or costs more.
 */
import type { Field, TriedSetting } from './field.js';
import { stepped } from './lattice.js';
import type { Setting } from './plan-question.js';

/** By how much the first variable is moved. */
const LEAPS = [-1, 1, -2, 2, -4, 4] as const;

/** Returns the ways from a setting: each yields what it wants to be known of next, and reads it from the field when it is asked again. */
export function slides(field: Field, at: TriedSetting): Generator<Setting, void, void>[] {
  const { sizes } = field.options;
  return sizes.flatMap((_, moved) =>
    sizes.flatMap((__, following) =>
      moved === following
        ? []
        : LEAPS.flatMap((by) => {
            const from = stepped(at.setting, moved, by, sizes);
            return from === undefined ? [] : [slideOf(field, at, from, following)];
          }),
    ),
  );
}

/** From a setting that misses the other variable goes up, from one that meets down, in steps that double, and back by halves. */
function* slideOf(field: Field, at: TriedSetting, from: Setting, variable: number): Generator<Setting, void, void> {
  yield from;
  const first = field.get(from);
  if (first === undefined) return;
  const meets = field.seemsToMeet(first);
  // What misses and costs more as well has nowhere to go.
  if (!meets && field.difference(first, at) >= 0) return;
  let [near, far] = [from, from];
  for (let step = 1; ; step *= 2) {
    const border = meets ? 0 : field.options.sizes[variable]! - 1;
    if (near[variable] === border) return;
    // A step that leads out ends at the border.
    const next =
      stepped(near, variable, meets ? -step : step, field.options.sizes) ?? near.map((own, i) => (i === variable ? border : own));
    yield next;
    const found = field.get(next);
    if (found === undefined || (!meets && field.difference(found, at) >= 0 && !field.seemsToMeet(found))) return;
    far = next;
    if (field.seemsToMeet(found) !== meets) break;
    near = next;
  }
  while (Math.abs(far[variable]! - near[variable]!) > 1) {
    const middle = Math.floor((near[variable]! + far[variable]!) / 2);
    const next = near.map((own, i) => (i === variable ? middle : own));
    yield next;
    const found = field.get(next);
    if (found === undefined) return;
    if (field.seemsToMeet(found) === meets) near = next;
    else far = next;
  }
}
