/** The load of a starter scenario: the history where there is one, else a modest load sized from the fleet. */
import { differsByDay } from '../build/whole-week.js';
import type { RunnerConfig } from '../config-toml/config.js';
import { durationText } from '../../units/duration.js';
import { instantText } from '../../units/instant.js';
import { HOUR, type Micros } from '../../units/time.js';
import { TRACE_COLUMNS } from '../../trace/columns.js';
import { usualBoot } from '../boot-times.js';
import type { InitEntry } from './fleet.js';
import type { UnderstoodHistory } from './history.js';
import { flow, scalar } from './yaml-text.js';

/** Mean of a lognormal with median 3m and p95 18m, in hours: 3m x exp(sigma^2 / 2) with sigma = ln(6) / 1.645. */
const MEAN_JOB_HOURS = 0.0905;
/** Share of what slots and pools can do that the load of a scenario without a history asks of them. */
const MODEST = 0.5;

/** The load of a starter scenario. */
export interface InitLoad {
  readonly lines: readonly string[];
  readonly horizon: string;
  readonly warmup: string;
  /** RFC 3339, where the history says it. */
  readonly start: string | undefined;
  /** Every tag that jobs of the history ask for. */
  readonly tags: readonly string[];
}

/** Slots of the entries of an instance, within `concurrent`. */
function slotsOf(config: RunnerConfig, entries: readonly InitEntry[]): number {
  const limits = entries.map(({ entry: { limit, autoscaler } }) => {
    const inInstances = autoscaler === undefined ? 0 : autoscaler.max_instances * autoscaler.capacity_per_instance;
    return Math.min(limit > 0 ? limit : Infinity, inInstances > 0 ? inInstances : Infinity, config.concurrent);
  });
  return Math.min(
    config.concurrent,
    limits.reduce((sum, limit) => sum + limit, 0),
  );
}

/**
 * Jobs an hour for which the pools of the entries have a new machine ready as fast as one is used up, when they are at their smallest; Infinity where
 * machines are used again, made on demand, or none.
 */
function replacedPerHour(entries: readonly InitEntry[]): number {
  return entries.reduce((sum, { entry: { machine } }) => {
    if (machine === undefined || machine.MaxBuilds !== 1) return Infinity;
    const least = Math.min(...[machine, ...machine.autoscaling].map(({ IdleCount }) => (IdleCount === 0 ? Infinity : IdleCount)));
    const { medianSeconds, sigma } = usualBoot(machine.MachineDriver);
    return sum + (least * 3600) / (medianSeconds * Math.exp((sigma * sigma) / 2));
  }, 0);
}

/** Returns a load of about half of the slots of each instance, or of what its pools keep up with. */
export function generatedLoad(config: RunnerConfig, entries: readonly InitEntry[]): InitLoad {
  const active = entries.filter(({ runner }) => runner !== undefined);
  const instances = [...new Set(active.map(({ instance }) => instance))];
  const lines = [
    '# ASSUMED load: jobs at random, half of what the slots, or the pools at their smallest, keep up with.',
    '# Give runcast your own jobs (runcast init config.toml --jobs history.csv), or state rate and duration.',
    'workloads:',
  ];
  instances.forEach((instance, i) => {
    const own = active.filter((entry) => entry.instance === instance);
    const rate = Number((Math.min(slotsOf(config, own) / MEAN_JOB_HOURS / instances.length, replacedPerHour(own)) * MODEST).toPrecision(2));
    lines.push(
      `  ${i === 0 ? 'load' : `load-${i + 1}`}:`,
      `    instance: ${scalar(instance)}`,
      '    projects: { count: 20, popularity: { zipf: 1.1 } }',
      `    jobs: { rate: ${rate}/h }`,
      '    duration: { lognormal: { median: 3m, p95: 18m } }',
    );
  });
  // A day would do for a load that is the same on all of them, but not for pools that differ.
  const isWeek = active.some(({ entry: { machine } }) => machine !== undefined && differsByDay(machine, 'UTC'));
  return { lines, horizon: isWeek ? '1w2h' : '1d', warmup: '2h', start: undefined, tags: [] };
}

/** Returns a history as load. */
export function historyLoad(file: string, history: UnderstoodHistory, instance: string): InitLoad {
  const { columns, table, note, first, longest, horizon } = history;
  const hours = (time: Micros): Micros => (Math.floor(time / HOUR) + 1) * HOUR;
  const others = TRACE_COLUMNS.flatMap((column) => {
    const name = columns[column];
    return name === undefined || name === column ? [] : [[column, scalar(name)] as const];
  });
  // Rounded up, so that the scenario runs as it stands.
  const wrong = Math.ceil((100 * table.bad) / Math.max(1, table.rows));
  const lines = [
    `# The jobs of ${file.replace(/[^\x20-\x7e]/gu, '?')}: ${table.queuedAt.length} of ${table.rows} rows can be replayed.`,
    ...(note === undefined ? [] : [`# ASSUMED: ${note}.`]),
    'workloads:',
    '  history:',
    `    instance: ${scalar(instance)}`,
    ...(longest >= HOUR ? [`    timeout: ${durationText(hours(longest))} # the longest job ran longer than the usual 1h`] : []),
    '    trace:',
    `      file: ${scalar(file)}`,
    ...(others.length === 0 ? [] : [`      columns: ${flow(others)} # guessed from the header`]),
    ...(table.hasZoneless ? ['      timezone: UTC # ASSUMED: its times say no zone'] : []),
    ...(wrong > 1 ? [`      max_bad_rows: ${wrong}% # so many rows are wrong: have a look at them`] : []),
    ...(columns.started_at === undefined || columns.duration !== undefined
      ? []
      : ['      duration_includes: preparation # as GitLab counts; none: durations are of scripts alone']),
  ];
  const tags = [...new Set(table.tagSets.flat())].sort();
  // The first row is the start, to the second below, so that nothing lies before it.
  return {
    lines,
    horizon: durationText(horizon),
    warmup: '0s',
    start: table.isClock ? instantText(Math.floor(first / 1e6) * 1e6) : undefined,
    tags,
  };
}
