/** Says where a run is too short for a week whose days differ: a month reckoned from a Monday is not a month. */
import { durationText } from '../../units/duration.js';
import { DAY, WEEK } from '../../units/time.js';
import { microsOf } from '../accepted.js';
import type { MachineSettings, RunnerConfig } from '../config-toml/config.js';
import { sectionTimeline } from '../periods/section-timeline.js';
import type { ScenarioRate } from '../scenario.js';
import type { BuildContext } from './context.js';

/** Monday, 8 January 2024: a week in which hardly any zone changes its clock. */
const SAMPLE_WEEK_MS = 1_704_672_000_000;

/** Returns true where the sections of an entry, or its OffPeak, make one day of the week other than another. */
export function differsByDay({ autoscaling, offPeak }: Pick<MachineSettings, 'autoscaling' | 'offPeak'>, timezone: string): boolean {
  const sections =
    autoscaling.length > 0 || offPeak === undefined ? autoscaling : [{ Periods: offPeak.periods, Timezone: offPeak.timezone }];
  if (sections.length === 0) return false;
  const switches = sectionTimeline(sections, SAMPLE_WEEK_MS, WEEK, timezone);
  const days = Array.from({ length: 7 }, (_, day) => {
    const from = day * DAY;
    const first = switches.findLast(({ at }) => at <= from)?.section ?? -1;
    const inDay = switches.filter(({ at }) => at > from && at < from + DAY).map(({ at, section }) => [at - from, section]);
    return JSON.stringify([first, ...inDay]);
  });
  return days.some((day) => day !== days[0]);
}

function rateDiffers(rate: ScenarioRate | undefined): boolean {
  if (rate === undefined || typeof rate === 'string') return false;
  return rate.per_hour_of_week.some((perHour, hour) => perHour !== rate.per_hour_of_week[hour % 24]);
}

/** Warns where the measured time does not hold a week and load or pools differ by day; `configs` are those of the groups, by name. */
export function warnOfPartialWeek(
  context: BuildContext,
  configs: Iterable<readonly [group: string, config: RunnerConfig, timezone: string]>,
): void {
  const { scenario, report } = context;
  const measured = context.horizon - microsOf(scenario.warmup);
  if (measured >= WEEK) return;
  const loads = Object.keys(scenario.workloads).filter((name) => rateDiffers(scenario.workloads[name]?.pipelines?.rate));
  // The processes of a group share what was read of their file: its periods are laid out once, not once a process.
  const lastAsked = new Map<MachineSettings, string>();
  const pools = [...configs].flatMap(([group, { entries }, timezone]) =>
    entries.flatMap(({ name, machine }) => {
      if (machine === undefined || lastAsked.get(machine) === group) return [];
      lastAsked.set(machine, group);
      return differsByDay(machine, timezone) ? [`${group}, entry '${name}'`] : [];
    }),
  );
  const what = [...loads.map((name) => `the load of ${name}`), ...new Set(pools.map((pool) => `the pool of ${pool}`))];
  if (what.length === 0) return;
  const some = `${what.slice(0, 2).join(' and ')}${what.length > 2 ? ` and ${what.length - 2} more` : ''}`;
  const verb = what.length === 1 ? 'differs' : 'differ';
  report.warn(
    ['horizon'],
    `the ${durationText(measured)} that count do not hold a whole week, and ${some} ${verb} by day of the week: a month's cost is that of such days; ${durationText(WEEK + microsOf(scenario.warmup))} holds one`,
  );
}
