/** Lists of cron expressions in a time zone, as config.toml holds them: `Periods`, `OffPeakPeriods`, `periods` of a policy. */
import { CronError, parseCron, type CronExpression } from './cron-expression.js';
import { zoneProblem } from './zone.js';

/** Parsed periods. They match when any expression does. */
export interface Periods {
  readonly expressions: readonly CronExpression[];
  /** An IANA zone name, or undefined for the manager's own zone. */
  readonly zone: string | undefined;
}

/** Says which of the expressions is wrong, by its index; the index is -1 where the time zone is. */
export class PeriodError extends Error {
  readonly index: number;

  constructor(index: number, message: string) {
    super(message);
    this.name = 'PeriodError';
    this.index = index;
  }
}

/** Returns the zone that a time zone names, undefined for the manager's own (empty, or `Local`). Throws a PeriodError where it is none. */
function zoneOf(timezone: string): string | undefined {
  const zone = timezone === '' || timezone === 'Local' ? undefined : timezone;
  const problem = zone === undefined ? undefined : zoneProblem(zone);
  if (problem !== undefined) throw new PeriodError(-1, problem);
  return zone;
}

/**
 * Returns the parsed periods or throws a PeriodError. An empty time zone and `Local` mean the manager's zone. `parse` reads one expression and throws
 * a CronError where it is none.
 */
export function parsePeriods(
  expressions: readonly string[],
  timezone: string,
  parse: (text: string) => CronExpression = parseCron,
): Periods {
  const zone = zoneOf(timezone);
  const parsed = expressions.map((text, index) => {
    try {
      return parse(text);
    } catch (error) {
      if (error instanceof CronError) throw new PeriodError(index, error.message);
      throw error;
    }
  });
  return { expressions: parsed, zone };
}
