/** What varies where nobody says it: how many machines stand idle, by section of each pool that runs, and for how long. */
import { expectedJobs } from '../../../scenario/build/expected-jobs.js';
import type { AutoscalerSettings } from '../../../scenario/config-toml/autoscaler-settings.js';
import type { RunnerEntry } from '../../../scenario/config-toml/read-entry.js';
import type { MachineSettings } from '../../../scenario/config-toml/read-machine.js';
import { readConfig } from '../../../scenario/config-toml/read-config.js';
import { pathText, type Path } from '../../../scenario/text/path.js';
import type { PreparedScenario } from '../../../scenario/prepare.js';
import type { FleetSpec } from '../../../fleet/fleet.js';
import { distribution } from '../../../sim/random/index.js';
import { holdsBoots } from '../../../results/question.js';
import { SECOND } from '../../../units/time.js';
import type { Vary } from '../../sweep/vary-text.js';
import { parseThresholds } from '../../thresholds/thresholds.js';
import { sectionWords, type SectionClock } from './section-words.js';

/** A variable that nobody asked for. */
export interface DefaultVary extends Pick<Vary, 'path' | 'values'> {
  readonly name: string;
  /** The pool that it is of. */
  readonly group: string;
  readonly entry: string;
  /** Whether it is a number of idle machines. */
  readonly isLevel: boolean;
}

/** Lengths of IdleTime that are tried, seconds. */
const IDLE_TIMES = [300, 600, 1200, 1800, 3600] as const;
/** Pools whose IdleTime is tried too: of more, the number of settings would grow beyond what is played. */
const FEW_POOLS = 1;
/** The highest IdleCount that is tried, as a multiple of the boots under way at the busiest time, and of what is set today. */
const [OF_LOAD, OF_TODAY] = [3, 1.5] as const;
const LEAST_ROOM = 10;

/** One pool of a group: an entry of its config.toml. */
interface Pool {
  readonly group: string;
  readonly entry: RunnerEntry;
  /** Its path. */
  readonly at: Path;
  /** The time zone of its manager. */
  readonly zone: string;
}

/**
 * Returns the variables of a scenario for which none are stated; none where it has no pools. A pool that has idle machines today keeps one, unless
 * a threshold looks at boots: without any a job is handed out at once and its boot moves into its preparation, where a line on the queue does not see it.
 */
export function defaultVaries(base: PreparedScenario): DefaultVary[] {
  const pools = runningPools(base);
  const booting = mostBooting(base.fleet);
  const called = (name: string, { group, entry }: Pool): string => {
    if (pools.length === 1) return name;
    return `${pools.filter((own) => own.group === group).length === 1 ? group : `${group} ${entry.name}`}: ${name}`;
  };
  return pools.flatMap((pool): DefaultVary[] => {
    const { machine, autoscaler, limit } = pool.entry;
    const ofPool = { group: pool.group, entry: pool.entry.name };
    const clockOf = clockIn(pool, base);
    const levels = machine === undefined ? policyLevels(autoscaler!, clockOf) : machineLevels(machine, clockOf);
    const most = mostIdle(
      Math.max(...levels.map(({ today }) => today)),
      booting,
      machine === undefined ? autoscaler!.max_instances : limit,
    );
    // A section that never holds within the run cannot be told from any other, nor one that the others always replace.
    const held = levels.filter(({ path, today }) => isInForce(base, pathText([...pool.at, ...path]), today));
    const least = levels.every(({ today }) => today > 0) && !bootsAreSeen(base, pool) ? 1 : 0;
    const counts = held.map(({ name, path }): DefaultVary => {
      const values = Array.from({ length: most + 1 - least }, (_, more) => String(least + more));
      return { ...ofPool, isLevel: true, name: called(name, pool), path: pathText([...pool.at, ...path]), values };
    });
    const timed =
      pools.length > FEW_POOLS ? [] : machine === undefined ? policyTimes(autoscaler!, pool) : machineTimes(machine, pool, held.length);
    return [...counts, ...timed.map((own) => ({ ...ofPool, isLevel: false, ...own, name: called(own.name, pool) }))];
  });
}

/** Whether a threshold on the jobs of the pool holds the boots in their preparation. */
function bootsAreSeen({ scenario, fleet }: PreparedScenario, { group }: Pool): boolean {
  const { thresholds } = parseThresholds(scenario.thresholds, fleet);
  return thresholds.some(({ question: { metric }, labels }) => holdsBoots(metric) && (labels.group ?? group) === group);
}

/** Whether one more idle machine there is another fleet. */
function isInForce(base: PreparedScenario, path: string, today: number): boolean {
  const more = base.withSet([`${path}=${today + 1}`]);
  return 'issues' in more || JSON.stringify(more.fleet.managers) !== JSON.stringify(base.fleet.managers);
}

/** Whether all sections have one IdleTime: then the plan of today is among those that are tried. */
function hasOneIdleTime({ IdleTime, autoscaling }: MachineSettings): boolean {
  return autoscaling.every((section) => section.IdleTime === IdleTime);
}

/** How long machines stand idle: where it changes what is paid for, as it does where they are used again or sections follow each other. */
function machineTimes(machine: MachineSettings, { at }: Pool, sections: number): TimeVary[] {
  if ((machine.MaxBuilds === 1 && sections <= 1) || !hasOneIdleTime(machine)) return [];
  const own = [machine.IdleTime, ...machine.autoscaling.map((section) => section.IdleTime)];
  return [{ name: 'IdleTime', path: pathText([...at, 'machine', 'effective', 'IdleTime']), values: idleTimes(own) }];
}

/** The same of instances that are used again, where one policy holds all week: what is written more than once is nobody's to change without being asked. */
function policyTimes({ policies, max_use_count: uses }: AutoscalerSettings, { at }: Pool): TimeVary[] {
  const [policy, ...others] = policies;
  if (policy === undefined || others.length > 0 || uses === 1) return [];
  return [
    { name: 'idle_time', path: pathText([...at, 'autoscaler', 'policy', 0, 'idle_time']), values: idleTimes([policy.idle_time / SECOND]) },
  ];
}

type TimeVary = Pick<DefaultVary, 'name' | 'path' | 'values'>;

/** Those that are tried, with those of today, as durations. */
function idleTimes(today: readonly number[]): string[] {
  const values = [...new Set([...IDLE_TIMES, ...today])].filter((seconds) => seconds > 0).sort((a, b) => a - b);
  return values.map((seconds) => `${seconds}s`);
}

/** A number of idle machines in a config.toml. */
interface Level {
  readonly name: string;
  /** Below the entry. */
  readonly path: Path;
  readonly today: number;
}

/** The clock of a section by the time zone that it states. */
type ClockOf = (stated: string) => SectionClock;

function clockIn({ zone }: Pool, { scenario }: PreparedScenario): ClockOf {
  return (stated) => ({ zone: stated === '' || stated === 'Local' ? zone : stated, told: scenario.timezone });
}

function machineLevels({ IdleCount, autoscaling }: MachineSettings, clockOf: ClockOf): Level[] {
  if (autoscaling.length === 0) return [{ name: 'IdleCount', path: ['machine', 'effective', 'IdleCount'], today: IdleCount }];
  return [
    ...autoscaling.map((section, i): Level => ({
      name: `IdleCount, ${sectionWords(section.Periods, 'seven_fields', clockOf(section.Timezone))}`,
      path: ['machine', 'autoscaling', i, 'IdleCount'],
      today: section.IdleCount,
    })),
    { name: 'IdleCount, other times', path: ['machine', 'IdleCount'], today: IdleCount },
  ];
}

function policyLevels({ policies }: AutoscalerSettings, clockOf: ClockOf): Level[] {
  if (policies.length === 0) return [{ name: 'idle_count', path: ['autoscaler', 'policy', 0, 'idle_count'], today: 0 }];
  return policies.map(({ periods, idle_count, timezone }, i): Level => {
    const words = sectionWords(periods, 'five_fields', clockOf(timezone));
    // The first one holds wherever no later one does.
    const own = i === 0 && words === 'always' && policies.length > 1 ? 'other times' : words;
    return {
      name: policies.length === 1 ? 'idle_count' : `idle_count, ${own}`,
      path: ['autoscaler', 'policy', i, 'idle_count'],
      today: idle_count,
    };
  });
}

/** The entries with machines of groups that run and whose runners are not paused. */
function runningPools({ scenario, fleet }: PreparedScenario): Pool[] {
  return Object.entries(scenario.managers).flatMap(([group, { config, running, timezone }]): Pool[] => {
    const own = fleet.managers.find((manager) => fleet.groups[manager.group] === group);
    if (!running || own === undefined) return [];
    const entries = readConfig(config.text, config.file).config?.entries ?? [];
    return entries.flatMap((entry): Pool[] => {
      const runner = own.configs[0]?.entries.find(({ name, token }) => name === entry.name && token === entry.token)?.runner;
      const isIdle = runner === undefined || fleet.runners[runner]?.paused === true;
      if (isIdle || (entry.machine === undefined && entry.autoscaler === undefined)) return [];
      return [{ group, entry, zone: timezone, at: ['managers', group, 'config', 'runners', entry.index] }];
    });
  });
}

/** The room for idle machines: what the load may need, and no more than there may be machines. */
function mostIdle(today: number, booting: number, limit: number): number {
  const wanted = Math.ceil(Math.max(OF_LOAD * booting, OF_TODAY * today, LEAST_ROOM));
  return limit > 0 ? Math.min(wanted, limit) : wanted;
}

/** How many boots would be under way at the busiest time if each job had one: all jobs of the scenario at their highest rate, times the longest mean boot. */
function mostBooting(fleet: FleetSpec): number {
  const boot = fleet.zones.reduce((longest, { bootTime }) => Math.max(longest, distribution(bootTime).mean), 0);
  const rate = fleet.workloads.reduce((sum, { arrivals }) => {
    const mean = expectedJobs(arrivals, fleet.horizon) / fleet.horizon;
    if (arrivals.kind !== 'generated' || arrivals.pattern.kind !== 'poisson') return sum + mean;
    const { rates, at } = arrivals.pattern;
    const batches = rates.reduce((total, own, i) => total + own * ((at[i + 1] ?? fleet.horizon) - (at[i] ?? 0)), 0) / fleet.horizon;
    const highest = rates.reduce((a, b) => Math.max(a, b), 0);
    return sum + (batches > 0 ? (mean * highest) / batches : mean);
  }, 0);
  return Number.isFinite(boot) ? rate * boot : rate * 60 * SECOND;
}
