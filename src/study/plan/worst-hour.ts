/** When a threshold binds: the hour in which its figure is worst, out of one run that was counted by time. */
import { isDelay } from '../../results/question.js';
import { weekWords, WEEK_HOURS } from '../../scenario/periods/week-hours.js';
import { DAY, SECOND } from '../../units/time.js';
import type { FleetSpec } from '../../fleet/fleet.js';
import { isUpper, type Threshold } from '../thresholds/threshold.js';
import type { SlotSum, ThresholdSlotColumns, ThresholdSlotsAsked } from '../kept/threshold-slots.js';
import type { PlanResult } from './plan-result.js';
import { QUARTER, quartersOf, slotLead, type RunWindow } from './schedule/week-load.js';

const DAY_HOURS = 24;
/** An hour with fewer jobs than this, or than this share of what the hours have on average, says nothing. */
const [LEAST_JOBS, LEAST_SHARE] = [10, 0.25];

/** Returns what is to be counted by time for a threshold; undefined of one that has no hour: of money, machines or pipelines, or against jobs that are too early. */
export function countedByTime({ question, operator, limit }: Threshold, fleet: FleetSpec): ThresholdSlotsAsked | undefined {
  const { metric, labels, stat } = question;
  if (!isDelay(metric)) return undefined;
  const common = { metric, labels, width: QUARTER, lead: slotLead(fleet) };
  const upper = isUpper(operator);
  if (stat.kind === 'share_below') return upper ? undefined : { ...common, line: stat.below };
  return upper ? { ...common, line: Math.round(limit * SECOND) } : undefined;
}

/**
 * Returns the hour whose jobs did worst: the largest late share, or of a mean or a greatest time the largest of these. Of a run of a week or more it is one of
 * the week, of a shorter one of the day. Undefined where no hour has jobs enough, or none is late.
 */
export function worstHour({ question: { stat } }: Threshold, columns: ThresholdSlotColumns, window: RunWindow): PlanResult['worst'] {
  const isOfWeek = window.horizon >= 7 * DAY;
  const hours = sumsByHour(columns, window, isOfWeek);
  const played = hours.filter(({ jobs }) => jobs > 0);
  const least = Math.max(LEAST_JOBS, (LEAST_SHARE * played.reduce((sum, { jobs }) => sum + jobs, 0)) / played.length);
  const figureOf = ({ jobs, late, seconds, longest }: SlotSum): number =>
    stat.kind === 'avg' ? seconds / jobs : stat.kind === 'max' ? longest : late / jobs;
  let worst: { readonly hour: number; readonly figure: number } | undefined;
  for (const [hour, own] of hours.entries()) {
    if (own.jobs < least) continue;
    const figure = figureOf(own);
    if (figure > (worst?.figure ?? 0)) worst = { hour, figure };
  }
  if (worst === undefined) return undefined;
  const { hour, figure } = worst;
  return {
    hours: isOfWeek ? weekWords([hour]) : weekWords(everyDay(hour)).replace('daily ', ''),
    timezone: window.zone,
    isOfWeek,
    of: stat.kind === 'avg' ? 'mean' : stat.kind === 'max' ? 'longest' : 'late',
    value: figure,
    jobs: hours[hour]!.jobs,
  };
}

function everyDay(hour: number): number[] {
  return Array.from({ length: WEEK_HOURS / DAY_HOURS }, (_, day) => day * DAY_HOURS + hour);
}

/** What was counted by hour of the week, or of the day. */
function sumsByHour(columns: ThresholdSlotColumns, window: RunWindow, isOfWeek: boolean): SlotSum[] {
  const hours = Array.from({ length: isOfWeek ? WEEK_HOURS : DAY_HOURS }, (): SlotSum => ({ jobs: 0, late: 0, seconds: 0, longest: 0 }));
  for (const [slot, quarter] of quartersOf(window, columns.jobs.length).entries()) {
    const own = hours[(quarter >> 2) % hours.length]!;
    own.jobs += columns.jobs[slot]!;
    own.late += columns.late[slot]!;
    own.seconds += columns.seconds[slot]!;
    own.longest = Math.max(own.longest, columns.longest[slot]!);
  }
  return hours;
}
