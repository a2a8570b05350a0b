/** Whether a plan looks for periods of the week of its own accord. */
import type { FleetSpec } from '../../../fleet/fleet.js';
import { isSteady } from '../../steady-load.js';
import { WEEK } from '../../../units/time.js';
import type { NoSchedule } from './schedule-question.js';

/** Periods that a week is divided into where nobody says how many. */
const DEFAULT_PERIODS = 4;

/** Returns how many periods are looked for; why none are though the load changes; undefined where it is the same all the time. */
export function defaultPeriods(fleet: FleetSpec): { readonly most: number } | NoSchedule | undefined {
  if (isSteady(fleet)) return undefined;
  if (fleet.horizon >= WEEK) return { most: DEFAULT_PERIODS };
  return {
    why: 'the load changes with time and the run holds no week of it; --set horizon=1w1h would show one, --periods 4 makes do with what there is',
  };
}
