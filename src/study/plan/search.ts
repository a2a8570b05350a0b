/** The search for the cheapest settings that meet the thresholds: it says who is to be run, and what is certain when it ends. It knows no simulation. */
import { explore, type Start } from './explore.js';
import type { Field, Wish } from './field.js';
import { neighbours } from './lattice.js';
import { race } from './race.js';

/**
 * Yields wishes, each list to be played before the next is asked for; what it found is then in the field. The exploration ends where a setting seems
 * best, the race when nothing may be better by more than the indifference zone, or runs are out; then each neighbour of the best is run at least as often
 * as the first look needs.
 */
export function* search(field: Field, start: Start): Generator<Wish[], void, void> {
  // What runs have found is soon certain to meet: then every saving is measured against it.
  if (start.isPlayed === true && !field.isKnown(start.setting)) yield [{ setting: start.setting, runs: field.first }];
  yield* explore(field, start);
  yield* race(field, reserveOf(field));
  const best = field.best();
  yield* steps(field);
  // The more was tried, the more it takes to be certain.
  if (field.best() !== best) yield* race(field, 0);
}

/** Runs for the neighbours of the best, and for today beside it. */
function reserveOf(field: Field): number {
  const { sizes, runsEach, mostRuns } = field.options;
  return Math.min(Math.floor(mostRuns / 4), 2 * sizes.length * field.first * runsEach);
}

/** One step down and up in each variable. */
function* steps(field: Field): Generator<Wish[], void, void> {
  const { sizes } = field.options;
  const from = field.best() ?? field.seemingBest();
  if (from === undefined) return;
  const beside = neighbours(
    from.setting,
    sizes.map(() => 1),
    sizes,
  );
  const wishes = beside
    .filter((setting) => field.get(setting) !== undefined || !field.isKnown(setting))
    .map((setting): Wish => ({ setting, runs: field.first }))
    .filter(({ setting, runs }) => runs > (field.get(setting)?.evidence.runs ?? 0));
  if (wishes.length > 0) yield wishes;
}
