/** Checks and turns the words of `runcast outage` that yargs leaves as text. */
import { buildDistribution } from '../../scenario/build/distribution.js';
import { ScenarioDocument } from '../../scenario/text/document.js';
import { Report } from '../../scenario/text/report.js';
import { durationDistribution } from '../../scenario/schema/distributions.js';
import type { DistributionSpec } from '../../sim/random/index.js';
import { parseSlo, type Slo } from '../../study/thresholds/slo.js';
import { parseDuration } from '../../units/duration.js';
import { DAY, HOUR, type Micros } from '../../units/time.js';
import { EXIT_USAGE } from '../exit-codes.js';
import { CommandError } from '../terminal.js';

const MOST_YEARS = 1000;

function refuse(message: string): never {
  throw new CommandError(message, EXIT_USAGE);
}

/** Returns a duration above 0. */
function positive(name: string, text: string): Micros {
  const micros = parseDuration(text);
  return micros === undefined || micros === 0 ? refuse(`--${name} ${text}: expected a duration with its unit, such as 2h or 90m`) : micros;
}

/** Returns the time between two starts: a part of a day that is a whole one of it, so that every day has the same columns. */
export function everyOf(text: string): Micros {
  const every = positive('every', text);
  if (every < HOUR || DAY % every !== 0)
    refuse(`--every ${text}: expected a time that divides a day, from 1h to 24h, such as 1h, 2h, 4h or 6h`);
  return every;
}

/** Returns the lengths of the outages of a sweep: durations separated by commas. */
export function lengthsOf(text: string): Micros[] {
  const lengths = text.split(',').map((part) => positive('for', part.trim()));
  if (lengths.length > 6) refuse(`--for ${text}: expected at most 6 lengths, one map each`);
  return [...new Set(lengths)];
}

/** Returns the room after an outage in which recovery is looked for. */
export function roomOf(text: string): Micros {
  return positive('room', text);
}

/** Returns what counts as started in time. */
export function sloArgument(text: string): Slo {
  return parseSlo(text) ?? refuse(`--slo ${text}: expected a queue time and the share of jobs below it, such as 1m:95%`);
}

/** Returns the years to draw. */
export function yearsOf(text: string): number {
  const years = /^\d{1,4}$/u.test(text) ? Number(text) : NaN;
  return years <= MOST_YEARS ? years : refuse(`--years ${text}: expected a whole number from 0 (none are drawn) to ${MOST_YEARS}`);
}

/** Returns the time between outages: a duration is the mean of an exponential distribution; anything else is a distribution as in a scenario. */
export function betweenOf(text: string): DistributionSpec {
  const mean = parseDuration(text);
  const spec: DistributionSpec = mean === undefined ? distributionOf('between', text) : { kind: 'exponential', mean };
  if (mean === 0) refuse(`--between ${text}: expected a time longer than 0s, such as 90d`);
  return spec;
}

/** Returns a distribution of durations, in the language of scenarios. */
export function distributionOf(name: string, text: string): DistributionSpec {
  const form = 'expected a duration such as 2h, or a distribution as in a scenario, such as {lognormal: {median: 139m, sigma: 1.23}}';
  const document = new ScenarioDocument(text, `--${name}`);
  if (document.syntaxIssues().length > 0) refuse(`--${name} ${text}: ${form}`);
  let values: unknown;
  try {
    values = document.values();
  } catch {
    // An alias of nothing.
    refuse(`--${name} ${text}: ${form}`);
  }
  const parsed = durationDistribution.safeParse(values);
  if (!parsed.success) refuse(`--${name} ${text}: ${form}`);
  const report = new Report(document);
  const spec = buildDistribution(report, [], parsed.data);
  const [issue] = report.issues;
  return issue === undefined ? spec : refuse(`--${name} ${text}: ${issue.message}`);
}
