/** Everything that was tried as a table for people, cheapest first. */
import type { PlanAnswer } from '../../study/plan/plan-answer.js';
import type { PlanThreshold, Tried } from '../../study/plan/plan-result.js';
import { countWords, dollarsText, NOTHING } from '../frame/numbers.js';
import { spoken, spokenShare } from '../frame/spoken.js';
import { moneyOf } from './rows.js';
import { settingWords, thresholdName } from './words.js';

/** A table of texts. */
export interface TriedTable {
  readonly columns: readonly string[];
  readonly rows: readonly { readonly name: string; readonly cells: readonly string[] }[];
  /** The threshold that the figures are of; empty without one. */
  readonly of: string;
}

const VERDICTS = { meets: '✓ meets', misses: '✗ misses', undecided: '? undecided' } as const;

/** Returns the threshold by which settings are told apart: that which binds the plan, else the tightest of what comes nearest. */
export function telling({ tried, plan, nearest, binding, today }: PlanAnswer): number | null {
  return binding ?? tried[plan ?? nearest ?? today]!.tightest;
}

/** Returns the table. */
export function triedTable(answer: PlanAnswer): TriedTable {
  const { tried, plan, today, waitingPrice } = answer;
  const of = telling(answer);
  const held = of === null ? undefined : tried[0]!.thresholds[of];
  const order = tried
    .map((own, index) => ({ own, index }))
    .sort((a, b) => moneyOf(answer, a.own, 'objectivePerMonth') - moneyOf(answer, b.own, 'objectivePerMonth'));
  return {
    of: held === undefined ? '' : thresholdName(held),
    columns: [
      'which',
      'cost a month',
      ...(waitingPrice === null ? [] : ['with waiting']),
      ...(held === undefined ? [] : ['found', ...(held.share === undefined ? [] : [held.share.of])]),
      'verdict',
      'runs',
      'frontier',
    ],
    rows: order.map(({ own, index }) => ({
      name: settingWords(answer, own),
      cells: [
        index === plan ? 'plan' : index === today ? 'today' : '',
        dollarsText(moneyOf(answer, own, 'costPerMonth')),
        ...(waitingPrice === null ? [] : [dollarsText(moneyOf(answer, own, 'objectivePerMonth'))]),
        ...(held === undefined || of === null ? [] : figureCells(own, of, held)),
        VERDICTS[own.verdict],
        countWords(own.runs),
        own.isOnFrontier ? 'yes' : '',
      ],
    })),
  };
}

function figureCells({ thresholds }: Tried, of: number, { share }: PlanThreshold): string[] {
  const found = thresholds[of];
  const value = found === undefined ? NOTHING : spoken(found.threshold) || NOTHING;
  return [value, ...(share === undefined ? [] : [found?.share === undefined ? NOTHING : spokenShare(found.share.estimate)])];
}
