/** Every message about a threshold that cannot be read. */
import { suggestion } from '../../scenario/text/issue.js';

/** A finding, with the offset (from 0) in the text where it begins. */
export interface ThresholdIssue {
  /** The key of the `thresholds` map. */
  readonly subject: string;
  /** Index into the key's list of conditions; undefined where the key itself is wrong. */
  readonly index?: number;
  readonly offset: number;
  readonly message: string;
}

function meant(word: string, candidates: readonly string[]): string {
  const guess = suggestion(word, candidates);
  if (guess !== undefined) return `; did you mean ${guess}?`;
  const some = candidates.slice(0, 12).join(', ');
  return candidates.length === 0 ? '; there is none' : `; known: ${some}${candidates.length > 12 ? ', ...' : ''}`;
}

export const unknownMetric = (word: string, known: readonly string[]): string =>
  `unknown metric ${JSON.stringify(word)}${meant(word, known)}`;

export const unknownLabel = (word: string, metric: string, known: readonly string[]): string =>
  `${metric} has no label ${JSON.stringify(word)}${meant(word, known)}`;

export const unknownValue = (label: string, word: string, known: readonly string[]): string =>
  `there is no ${label} ${JSON.stringify(word)}${meant(word, known)}`;

export const repeatedLabel = (label: string): string => `the label ${label} is given twice; give each label once`;

export const badLabels = (): string =>
  'expected labels such as {group=linux} or {group=linux,workload="a, b"}: name=value, separated by commas';

export const payerAlone = (label: string): string =>
  `the cost of a ${label} is its share of the whole fleet; give no other label beside it`;

export const trailing = (text: string): string => `unexpected ${JSON.stringify(text)}; nothing may follow here`;

export const unknownStat = (word: string, metric: string, forms: readonly string[]): string =>
  `${metric} has no statistic ${JSON.stringify(word)}${meant(word, forms)}`;

export const badLevel = (text: string): string =>
  `p(${text}) is no percentile; write a number above 0 and up to 100, such as p(95) or p(99.9)`;

export const badShareBorder = (text: string): string => `share_below(${text}) needs a duration with its unit, such as share_below(10s)`;

export const badOperator = (text: string): string => `expected <, <=, > or >= before ${JSON.stringify(text)}, such as "p(95) < 1m"`;

export const badLimit = {
  duration: (text: string): string => `expected a duration with its unit, such as 30s or 5m, not ${JSON.stringify(text)}`,
  share: (text: string): string => `expected a percentage from 0 % to 100 %, such as 90%, not ${JSON.stringify(text)}`,
  number: (text: string): string => `expected a number without a unit, such as 500, not ${JSON.stringify(text)}`,
  USD: (text: string): string => `expected an amount in US dollars, such as 40000 USD, not ${JSON.stringify(text)}`,
} as const;

export const notBelowMax = (): string => 'the peak is kept by runner, group and manager, not by cloud or zone; use avg';
