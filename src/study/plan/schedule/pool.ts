/** The pools of a scenario whose levels may change over the week: what is set today, hour by hour, and how another week is written. */
import type { EntrySpec } from '../../../fleet/config.js';
import type { FleetSpec } from '../../../fleet/fleet.js';
import type { AutoscalerSettings } from '../../../scenario/config-toml/autoscaler-settings.js';
import type { MachineSettings, RunnerEntry } from '../../../scenario/config-toml/config.js';
import { usesAutoscaler, usesMachines } from '../../../scenario/config-toml/known-keys.js';
import { readConfig } from '../../../scenario/config-toml/read-config.js';
import { isBefore } from '../../../scenario/config-toml/table-reader.js';
import { parseVersion } from '../../../scenario/config-version.js';
import { parseMinutes } from '../../../scenario/periods/minute-expression.js';
import { parseCron, type CronExpression } from '../../../scenario/periods/cron-expression.js';
import { hoursOfWeek, WEEK_HOURS } from '../../../scenario/periods/week-hours.js';
import type { PreparedScenario } from '../../../scenario/prepare.js';
import { SECOND, type Micros, type Seconds } from '../../../units/time.js';

/** How a pool's periods are written: sections of docker+machine, its OffPeak of before 13.0, or policies of docker-autoscaler. */
export type ScheduleForm = 'autoscaling' | 'off_peak' | 'policy';

/** What is set in an hour of the week. */
export interface HourSettings {
  /** IdleCount or idle_count. */
  readonly level: number;
  /** What is set beside it, by key, as it is written. */
  readonly rest: Readonly<Record<string, string | number | boolean>>;
}

/** A pool. */
export interface SchedulePool {
  readonly group: string;
  readonly entry: string;
  readonly form: ScheduleForm;
  /** The table that holds its settings, as `--set` names it. */
  readonly path: string;
  /** The time zone of its periods. */
  readonly timezone: string;
  /** What is set today in each hour of the week; what stands outside of all sections, and in which hours that holds. */
  readonly week: readonly HourSettings[];
  readonly plain: HourSettings;
  readonly plainHours: ReadonlySet<number>;
  /** Index of its registration. */
  readonly runner: number;
  /** Processes that have such a pool each. */
  readonly processes: number;
  /** USD an hour of one of the level. */
  readonly levelPrice: number;
  /** Levels that the entry's limit has room for. */
  readonly most: number;
  /** Whether a machine has one job and none is made in step with those busy: a level more then makes no job wait longer by itself. */
  readonly isSingleUse: boolean;
  readonly checkInterval: Micros;
}

/** An entry of which no schedule is made, and why. */
export interface UnscheduledPool {
  readonly group: string;
  readonly entry: string;
  readonly why: string;
}

/** Levels of an entry without a limit. */
const MOST_LEVEL = 2000;

/** Returns the pools of a scenario, and the entries that have one but of which no schedule can be made. */
export function schedulePools({ scenario, fleet }: PreparedScenario): {
  readonly pools: SchedulePool[];
  readonly others: UnscheduledPool[];
} {
  const pools: SchedulePool[] = [];
  const others: UnscheduledPool[] = [];
  for (const [group, manager] of Object.entries(scenario.managers)) {
    const version = parseVersion(manager.runner_version);
    const own = version === undefined ? undefined : ([version[0], version[1]] as const);
    const { config } = readConfig(manager.config.text, manager.config.file, own === undefined ? {} : { runnerVersion: own });
    for (const entry of config?.entries ?? []) {
      const made = poolOf(
        fleet,
        { group, entry, zone: manager.timezone, isOld: own !== undefined && isBefore(own, [13, 0]) },
        config!.entries,
      );
      if (made === undefined) continue;
      if (typeof made === 'string') others.push({ group, entry: entry.name, why: made });
      else pools.push(made);
    }
  }
  return { pools, others };
}

interface Site {
  readonly group: string;
  readonly entry: RunnerEntry;
  readonly zone: string;
  readonly isOld: boolean;
}

/** Returns the pool of an entry, why there can be no schedule of it, or undefined where it has no pool. */
function poolOf(fleet: FleetSpec, { group, entry, zone, isOld }: Site, entries: readonly RunnerEntry[]): SchedulePool | string | undefined {
  const processes = fleet.managers.filter((manager) => fleet.groups[manager.group] === group);
  const process = processes[0]?.configs[0];
  const spec = process?.entries.find(({ token, name }) => token === entry.token && name === entry.name);
  if (process === undefined || spec === undefined || !processes[0]!.running || fleet.runners[spec.runner]!.paused) return undefined;
  const isMachines = usesMachines(entry.executor) && entry.machine !== undefined;
  if (!isMachines && !(usesAutoscaler(entry.executor) && entry.autoscaler !== undefined)) return undefined;
  const today = isMachines ? machineWeek(entry.machine, zone, isOld) : policyWeek(entry.autoscaler!, zone);
  if (typeof today === 'string') return today;
  const isNamed = !/^\d*$/u.test(entry.name) && entries.filter(({ name }) => name === entry.name).length === 1;
  const place = isNamed ? JSON.stringify(entry.name) : String(entry.index);
  return {
    group,
    entry: entry.name,
    path: `managers[${JSON.stringify(group)}].config.runners[${place}].${isMachines ? 'machine' : 'autoscaler'}`,
    ...today,
    runner: spec.runner,
    processes: processes.length,
    checkInterval: process.checkInterval,
    ...priceOf(fleet, spec),
  };
}

function priceOf(fleet: FleetSpec, { executor, limit }: EntrySpec): Pick<SchedulePool, 'levelPrice' | 'most' | 'isSingleUse'> {
  const bound = (...limits: number[]): number => limits.filter((own) => own > 0).reduce((a, b) => Math.min(a, b), MOST_LEVEL);
  if (executor.kind === 'docker-machine') {
    const { pricePerHour } = fleet.machineTypes[executor.machineType]!;
    const isInStep = executor.timeline.some(({ idle }) => idle.idleScaleFactor !== 0);
    return { levelPrice: pricePerHour, most: bound(limit), isSingleUse: executor.maxBuilds === 1 && !isInStep };
  }
  if (executor.kind === 'docker-autoscaler') {
    const { capacity, maxInstances, maxUses, machineType } = executor;
    const { pricePerHour } = fleet.machineTypes[machineType]!;
    return {
      levelPrice: pricePerHour / capacity,
      most: bound(limit, maxInstances * capacity),
      isSingleUse: maxUses === 1 && capacity === 1,
    };
  }
  // What has no machines has no levels.
  return { levelPrice: 0, most: 0, isSingleUse: false };
}

type Week = Pick<SchedulePool, 'form' | 'timezone' | 'week' | 'plain' | 'plainHours'>;

/** One section of today, or one policy. */
interface Section {
  readonly settings: HourSettings;
  readonly expressions: readonly CronExpression[];
  readonly zone: string;
}

function machineSettings({
  IdleCount,
  ...rest
}: Record<'IdleCount' | 'IdleTime' | 'IdleCountMin' | 'IdleScaleFactor', number>): HourSettings {
  const { IdleTime, IdleCountMin, IdleScaleFactor } = rest;
  // What is 0 need not be written.
  return {
    level: IdleCount,
    rest: { IdleTime, ...(IdleCountMin === 0 ? {} : { IdleCountMin }), ...(IdleScaleFactor === 0 ? {} : { IdleScaleFactor }) },
  };
}

function machineWeek(machine: MachineSettings, zone: string, isOld: boolean): Week | string {
  const { autoscaling, offPeak } = machine;
  const plain = machineSettings(machine);
  const inZone = (timezone: string): string => (timezone === '' || timezone === 'Local' ? zone : timezone);
  if (autoscaling.length === 0 && (isOld || offPeak !== undefined)) {
    const away = offPeak === undefined ? [] : [{ ...offPeak, expressions: offPeak.periods.map(parseCron) }];
    const sections = away.map(({ expressions, timezone, IdleCount, IdleTime }) => ({
      settings: { level: IdleCount, rest: { ...plain.rest, IdleTime } },
      expressions,
      zone: inZone(timezone),
    }));
    return weekOf('off_peak', sections, plain, zone);
  }
  const sections = autoscaling.map((section) => ({
    settings: machineSettings(section),
    expressions: section.Periods.map(parseCron),
    zone: inZone(section.Timezone),
  }));
  return weekOf('autoscaling', sections, plain, zone);
}

function policyWeek({ policies }: AutoscalerSettings, zone: string): Week | string {
  const sections = policies.map((policy): Section => ({
    settings: {
      level: policy.idle_count,
      rest: {
        idle_time: goDuration(policy.idle_time / SECOND),
        ...(policy.scale_factor === 0 ? {} : { scale_factor: policy.scale_factor }),
        ...(policy.scale_factor_limit === 0 ? {} : { scale_factor_limit: policy.scale_factor_limit }),
        ...(policy.preemptive_mode === policy.idle_count > 0 ? {} : { preemptive_mode: policy.preemptive_mode }),
      },
    },
    expressions: policy.periods.map(parseMinutes),
    zone: policy.timezone === '' || policy.timezone === 'Local' ? zone : policy.timezone,
  }));
  return weekOf('policy', sections, { level: 0, rest: {} }, zone);
}

/** A duration as Go writes it. */
function goDuration(seconds: Seconds): string {
  return seconds % 60 === 0 ? `${seconds / 60}m` : `${seconds}s`;
}

/** Returns what is set in each hour of the week: the last section that matches wins. */
function weekOf(form: ScheduleForm, sections: readonly Section[], plain: HourSettings, managerZone: string): Week | string {
  // A policy that always holds has no time zone to speak of.
  const hours = sections.map(({ expressions }) => hoursOfWeek(expressions));
  const zones = new Set(sections.filter((_, i) => hours[i]?.length !== WEEK_HOURS).map(({ zone }) => zone));
  if (zones.size > 1) return `its sections are in several time zones (${[...zones].join(', ')}); give them one`;
  if (hours.includes(undefined)) return 'its sections do not hold in whole hours of every week; a schedule is made of such hours alone';
  const week = Array.from({ length: WEEK_HOURS }, () => plain);
  const plainHours = new Set(week.keys());
  sections.forEach(({ settings }, i) => {
    for (const hour of hours[i]!) {
      week[hour] = settings;
      // The first policy, where it always holds, is what the others stand out from.
      if (form !== 'policy' || i > 0) plainHours.delete(hour);
    }
  });
  return { form, timezone: [...zones][0] ?? managerZone, week, plain, plainHours };
}
