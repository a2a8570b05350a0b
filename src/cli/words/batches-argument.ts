/** `--batches` of `run`: how many, and beside what it cannot stand. */
import { LEAST_BATCHES, MOST_BATCHES } from '../../study/figures/batch-limits.js';
import { single } from './arguments.js';
import { EXIT_USAGE } from '../exit-codes.js';
import { CommandError } from '../terminal.js';

type Given = string | readonly string[] | undefined;

/** Returns the batches of one long run; undefined where none are asked for. It refuses beside what asks for more than one run. */
export function batchesArgument(
  text: Given,
  others: Readonly<Record<'replications' | 'precision' | 'shard', Given>> & { readonly advise: boolean },
): number | undefined {
  if (text === undefined) return undefined;
  const given = single('batches', text);
  const count = /^\d{1,4}$/u.test(given) ? Number(given) : 0;
  if (count < LEAST_BATCHES || count > MOST_BATCHES)
    throw new CommandError(
      `--batches ${given}: expected a whole number from ${LEAST_BATCHES} to ${MOST_BATCHES}; 20 to 30 are usual`,
      EXIT_USAGE,
    );
  const { replications, precision, shard, advise } = others;
  const beside = Object.entries({ replications, precision, shard, advise: advise ? '' : undefined }).find(
    ([, value]) => value !== undefined,
  );
  if (beside !== undefined)
    throw new CommandError(`--batches is of one long run, and --${beside[0]} asks for more; give one of the two`, EXIT_USAGE);
  return count;
}
