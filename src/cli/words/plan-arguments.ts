/** Checks and turns the words of `runcast plan` that are numbers with a meaning. */
import { parsePrice } from '../../units/money.js';
import { parseShare } from '../../units/share.js';
import { EXIT_USAGE } from '../exit-codes.js';
import { CommandError } from '../terminal.js';

/** Runs of a plan that are too few to judge anything, and more than anybody waits for. */
const [LEAST_RUNS, LARGEST_RUNS] = [10, 1_000_000] as const;

/** Periods of a week that people keep in their heads. */
const MOST_PERIODS = 12;

/** Returns the most periods of the week. */
export function periodsOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const count = /^\d{1,2}$/u.test(text) ? Number(text) : 0;
  if (count >= 1 && count <= MOST_PERIODS) return count;
  throw new CommandError(`--periods ${text}: expected a whole number from 1 to ${MOST_PERIODS}`, EXIT_USAGE);
}

/** Returns USD an hour of `--developer-time`. */
export function waitingPriceOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const price = parsePrice(text);
  if (typeof price === 'number') return price;
  throw new CommandError(`--developer-time ${text}: expected a price with its unit, such as '60 USD/h'`, EXIT_USAGE);
}

/** Returns the share of an option that takes a percentage. */
export function percentageOf(option: string, text: string | undefined, example: string): number | undefined {
  if (text === undefined) return undefined;
  const share = parseShare(text);
  if (share !== undefined) return share;
  throw new CommandError(`--${option} ${text}: expected a percentage, such as ${example}`, EXIT_USAGE);
}

/** Returns the most runs of a plan. */
export function mostRunsOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const count = /^\d{1,7}$/u.test(text) ? Number(text) : 0;
  if (count >= LEAST_RUNS && count <= LARGEST_RUNS) return count;
  throw new CommandError(`--most ${text}: expected a whole number from ${LEAST_RUNS} to ${LARGEST_RUNS}`, EXIT_USAGE);
}
