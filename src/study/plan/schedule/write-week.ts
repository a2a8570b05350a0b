/** Another week for a pool, as the texts of `--set` that write it: whole lists of sections, and what stands outside of them. */
import { weekPeriods } from '../../../scenario/periods/week-hours.js';
import type { HourSettings, SchedulePool } from './pool.js';

/** Hours of the week that get a level of their own. */
export interface WrittenPeriod {
  readonly hours: readonly number[];
  readonly level: number;
}

/** A week as it is written. */
export interface WrittenWeek {
  /** As of `--set`, in order. */
  readonly set: readonly string[];
  /** By period: the path of its level, for a text of its own behind the others. */
  readonly levelPaths: readonly string[];
}

/** Hours of one and the same settings. */
interface Group {
  readonly hours: number[];
  readonly settings: HourSettings;
}

/**
 * Returns the texts that give each of these periods its level; hours in none of them keep what they have. What is set beside the level, such as IdleTime, is
 * what most hours of the period have today. The hours that stand outside of all sections stay those, where they can. Undefined where the form has no
 * room for so many settings: OffPeak has two.
 */
export function writtenWeek(pool: SchedulePool, periods: readonly WrittenPeriod[]): WrittenWeek | undefined {
  const groups: Group[] = periods.map(({ hours, level }) => ({ hours: [...hours], settings: { level, rest: mostCommon(pool, hours) } }));
  const planned = new Set(periods.flatMap(({ hours }) => hours));
  const kept = new Map<string, Group>();
  pool.week.forEach((settings, hour) => {
    if (planned.has(hour)) return;
    const key = JSON.stringify(settings);
    const group = kept.get(key) ?? { hours: [], settings };
    group.hours.push(hour);
    kept.set(key, group);
  });
  groups.push(...kept.values());
  const plain = plainGroup(pool, groups);
  const sections = groups.filter((group) => group !== plain).sort((a, b) => Math.min(...a.hours) - Math.min(...b.hours));
  const written = FORMS[pool.form](pool, plain, sections);
  if (written === undefined) return undefined;
  return { set: written.set, levelPaths: periods.map((_, i) => written.levelPath(sections.indexOf(groups[i]!))) };
}

/** Returns what is set beside the level in most of these hours. */
function mostCommon(pool: SchedulePool, hours: readonly number[]): HourSettings['rest'] {
  const counts = new Map<string, number>();
  for (const hour of hours) {
    const key = JSON.stringify(pool.week[hour]!.rest);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const [first] = [...counts].sort(([, a], [, b]) => b - a);
  return first === undefined ? pool.plain.rest : (JSON.parse(first[0]) as HourSettings['rest']);
}

/** Returns the group that stands outside of all sections: the one with most of the hours that do today, else with most hours. */
function plainGroup({ plainHours }: SchedulePool, groups: readonly Group[]): Group {
  const own = (group: Group): number => group.hours.filter((hour) => plainHours.has(hour)).length;
  return groups.reduce((best, group) => {
    const more = own(group) - own(best);
    return more > 0 || (more === 0 && group.hours.length > best.hours.length) ? group : best;
  });
}

/** `levelPath` of the section at an index; of what stands outside of them at -1. */
interface Written {
  readonly set: readonly string[];
  readonly levelPath: (section: number) => string;
}

type Writer = (pool: SchedulePool, plain: Group, sections: readonly Group[]) => Written | undefined;

const FORMS: Readonly<Record<SchedulePool['form'], Writer>> = { autoscaling: asSections, off_peak: asOffPeak, policy: asPolicies };

function asSections(pool: SchedulePool, plain: Group, sections: readonly Group[]): Written {
  const list = sections.map(({ hours, settings: { level, rest } }) => ({
    Periods: weekPeriods(hours, 'seven_fields'),
    Timezone: pool.timezone,
    IdleCount: level,
    ...rest,
  }));
  return {
    set: [`${pool.path}.autoscaling=${JSON.stringify(list)}`, ...plainTexts(pool, plain)],
    levelPath: (section) => `${pool.path}${section < 0 ? '' : `.autoscaling[${section}]`}.IdleCount`,
  };
}

/** Returns the texts that change what stands outside of all sections. */
function plainTexts({ path, plain }: SchedulePool, { settings: { level, rest } }: Group): string[] {
  const gone = Object.keys(plain.rest).filter((key) => !Object.hasOwn(rest, key));
  const others = Object.entries(rest).filter(([key, value]) => plain.rest[key] !== value);
  return [
    ...(level === plain.level ? [] : [`${path}.IdleCount=${level}`]),
    ...others.map(([key, value]) => `${path}.${key}=${JSON.stringify(value)}`),
    ...gone.map((key) => `${path}.${key}=0`),
  ];
}

function asPolicies(pool: SchedulePool, plain: Group, sections: readonly Group[]): Written {
  const list = [plain, ...sections].map((group) => ({
    ...(group === plain ? {} : { periods: weekPeriods(group.hours, 'five_fields'), timezone: pool.timezone }),
    idle_count: group.settings.level,
    ...group.settings.rest,
  }));
  return {
    set: [`${pool.path}.policy=${JSON.stringify(list)}`],
    levelPath: (section) => `${pool.path}.policy[${section + 1}].idle_count`,
  };
}

function asOffPeak(pool: SchedulePool, plain: Group, sections: readonly Group[]): Written | undefined {
  const [away, ...others] = sections;
  if (others.length > 0) return undefined;
  const { path, timezone } = pool;
  const texts =
    away === undefined
      ? [`${path}.OffPeakPeriods=[]`]
      : [
          `${path}.OffPeakPeriods=${JSON.stringify(weekPeriods(away.hours, 'seven_fields'))}`,
          `${path}.OffPeakTimezone=${timezone}`,
          `${path}.OffPeakIdleCount=${away.settings.level}`,
          `${path}.OffPeakIdleTime=${JSON.stringify(away.settings.rest['IdleTime'] ?? 0)}`,
        ];
  return {
    set: [...texts, ...plainTexts(pool, plain)],
    levelPath: (section) => `${path}.${section < 0 ? 'IdleCount' : 'OffPeakIdleCount'}`,
  };
}
