/**
 * A second count of a run by plain code of its own: from the rows of its jobs, machines and pipelines it recomputes what a result says of every
 * part of the fleet. It shares nothing with src/results: lists are filtered and sorted anew for every figure, slowly and in the open.
 */
import type { FleetSpec } from '../../src/fleet/fleet.js';
import type { JobRecord } from '../../src/record/job.js';
import type { MachineRecord } from '../../src/record/machine.js';
import type { NoteRecord } from '../../src/record/note.js';
import type { PipelineRecord } from '../../src/record/pipeline.js';
import { averagesOfRows, countEntry } from './second-count-entries.js';
import type { Heard } from './watched-run.js';

/** Figures by `scope/name/figure`; seconds, shares, counts and USD. */
export type Figures = Map<string, number | boolean | null>;

/** The rows of one run, what was heard beside them, and when it ended. */
export interface Rows {
  readonly jobs: readonly Readonly<JobRecord>[];
  readonly machines: readonly Readonly<MachineRecord>[];
  readonly pipelines: readonly Readonly<PipelineRecord>[];
  readonly notes: readonly NoteRecord[];
  readonly heard: Heard;
  readonly now: number;
}

const CAUSES = 'no_runner outage paused concurrent limit quota api_limit growth_rate boot request_slot next_poll'.split(' ');
const PARTS = 'update start check growth_slot boot failed_tries stages'.split(' ');
const STATUSES = 'success failed runner_system_failure timed_out cancelled running pending'.split(' ');
const MACHINE_LEVELS = ['creating', 'idle', 'acquired', 'used', 'removing', 'unattended', 'all'] as const;
type MachineLevel = (typeof MACHINE_LEVELS)[number];
const NEVER = -1;
const SECOND = 1_000_000;
const HOUR = 3600 * SECOND;
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** Recounts everything. */
export function recount(fleet: FleetSpec, rows: Rows): Figures {
  const out: Figures = new Map();
  countJobs(fleet, rows, out);
  countPools(fleet, rows, out);
  countPipelines(fleet, rows, out);
  return out;
}

/** A time, or the least that it can be. */
interface Time {
  readonly value: number;
  readonly isBound: boolean;
}

function countJobs(fleet: FleetSpec, rows: Rows, out: Figures): void {
  const { jobs, now } = rows;
  const inPeriod = (at: number): boolean => at >= fleet.warmup && at < fleet.horizon;
  const hours = Math.max(0, Math.min(fleet.horizon, now) - fleet.warmup) / HOUR;
  const time = (from: number, to: number, end: number): Time =>
    to !== NEVER ? { value: to - from, isBound: false } : { value: Math.max(0, (end === NEVER ? now : end) - from), isBound: true };
  const scope = (name: string, all: readonly Readonly<JobRecord>[]): void => {
    const put = (figure: string, value: number | boolean | null): void => void out.set(`${name}/${figure}`, value);
    const own = all.filter(({ queuedAt }) => inPeriod(queuedAt));
    const started = own.filter(({ startedAt }) => startedAt !== NEVER);
    put('jobs', own.length);
    put('notStarted', own.length - started.length);
    const ended = all.filter(({ finishedAt }) => finishedAt !== NEVER && inPeriod(finishedAt)).length;
    put('ended', ended);
    put('throughputPerHour', hours > 0 ? ended / hours : 0);
    for (const status of STATUSES) put(`statuses.${status}`, own.filter((job) => job.status === status).length);
    times(
      put,
      'queueTime',
      own.map((job) => time(job.queuedAt, job.startedAt, job.finishedAt)),
    );
    times(
      put,
      'preparation',
      started.map((job) => time(job.startedAt, job.scriptAt, job.finishedAt)),
    );
    times(
      put,
      'startDelay',
      own.map((job) => time(job.queuedAt, job.scriptAt, job.finishedAt)),
    );
    times(
      put,
      'sojourn',
      own.map((job) => time(job.queuedAt, job.finishedAt, job.finishedAt)),
    );
    if (own.length === 0 || name.startsWith('project/')) return;
    for (const [i, cause] of CAUSES.entries()) put(`waits.${cause}`, sum(own.map((job) => job.waits[i]!)) / own.length / SECOND);
    for (const [i, part] of PARTS.entries()) {
      put(`parts.${part}`, started.length === 0 ? 0 : sum(started.map((job) => job.preparation[i]!)) / started.length / SECOND);
    }
    put('inOutage', sum(own.map((job) => job.inOutage)) / own.length / SECOND);
    put('overtaken.mean', sum(own.map((job) => job.overtaken)) / own.length);
    put('overtaken.max', Math.max(...own.map((job) => job.overtaken)));
  };
  const places = entriesOf(fleet);
  const takers = new Map(jobs.map((job) => [job.job, takersOf(fleet, rows, job)]));
  /** Jobs that a place got, and those that it might have got. */
  const at = (has: (manager: number, runner: number) => boolean): readonly Readonly<JobRecord>[] =>
    jobs.filter((job) =>
      job.runner >= 0
        ? has(job.manager, job.runner)
        : places.some(({ manager, runner }) => has(manager, runner) && takers.get(job.job)!.includes(runner)),
    );
  scope('all/all', jobs);
  for (const [i, { name }] of fleet.workloads.entries()) {
    scope(
      `workload/${name}`,
      jobs.filter((job) => job.workload === i),
    );
  }
  for (const [i, { name }] of fleet.instances.entries()) {
    scope(
      `instance/${name}`,
      jobs.filter((job) => fleet.workloads[job.workload]!.instance === i),
    );
  }
  for (const [i, { name }] of fleet.projects.entries()) {
    const own = jobs.filter((job) => job.project === i);
    const counts = own.some(({ queuedAt, finishedAt }) => inPeriod(queuedAt) || (finishedAt !== NEVER && inPeriod(finishedAt)));
    if (counts) scope(`project/${name}`, own);
  }
  for (const [i, { name }] of fleet.runners.entries())
    scope(
      `runner/${name}`,
      at((_, runner) => runner === i),
    );
  for (const [i, name] of fleet.groups.entries())
    scope(
      `group/${name}`,
      at((manager) => fleet.managers[manager]!.group === i),
    );
  for (const [i, { name }] of fleet.managers.entries())
    scope(
      `manager/${name}`,
      at((manager) => manager === i),
    );
  out.set('end/pending', jobs.filter(({ status }) => status === 'pending').length);
  out.set('end/running', jobs.filter(({ status }) => status === 'running').length);
  const nobodys = jobs.filter((job) => job.startedAt === NEVER && takersOf(fleet, rows, job, true).length === 0);
  out.set('end/unmatched', nobodys.length);
}

function times(put: (figure: string, value: number | boolean | null) => void, name: string, all: readonly Time[]): void {
  const bounds = all.filter(({ isBound }) => isBound);
  put(`${name}.count`, all.length);
  put(`${name}.bounds`, bounds.length);
  const total = sum(all.map(({ value }) => value));
  put(`${name}.mean`, all.length === 0 ? null : total / all.length / SECOND);
  const isUnsure = bounds.length > 0.05 * all.length || sum(bounds.map(({ value }) => value)) > 0.05 * total;
  put(`${name}.mean.atLeast`, bounds.length > 0 && isUnsure);
  // In the order of the samples a bound stands behind an equal value.
  const sorted = [...all].sort((a, b) => a.value - b.value || Number(a.isBound) - Number(b.isBound));
  const endless = all.map(({ value, isBound }) => (isBound ? Infinity : value)).sort((a, b) => a - b);
  for (const percent of [50, 75, 90, 95, 99]) {
    const rank = Math.max(0, Math.ceil((percent * all.length) / 100) - 1);
    const found = sorted[rank];
    put(`${name}.p${percent}`, found === undefined ? null : found.value / SECOND);
    // It may be much higher: it is a bound, or would rise by more than 5 % and a millisecond if every bound turned out endless.
    const rises = found !== undefined && endless[rank]! - found.value > 0.05 * found.value + 1000;
    put(`${name}.p${percent}.atLeast`, found !== undefined && (found.isBound || rises));
  }
  put(`${name}.max`, all.length === 0 ? null : sorted.at(-1)!.value / SECOND);
  put(`${name}.max.atLeast`, all.length > 0 && sorted.at(-1)!.isBound);
  for (const border of [10, 20, 30, 60, 120, 300]) {
    const below = all.filter(({ value, isBound }) => !isBound && value < border * SECOND).length;
    put(`${name}.below${border}`, all.length === 0 ? null : below / all.length);
  }
}

/** What a question about the times of jobs is restricted to: the names of labels with indices. */
export type Where = Partial<Record<'workload' | 'instance' | 'project' | 'runner' | 'group' | 'manager' | 'cloud' | 'zone', number>>;

/** The queue times of the jobs that all labels select, ascending, in seconds; a job that nobody took counts where it might have been. */
export function queueTimes(fleet: FleetSpec, rows: Rows, where: Where): number[] {
  const { jobs, now } = rows;
  const places = entriesOf(fleet);
  const is = (label: keyof Where, value: number): boolean => where[label] === undefined || where[label] === value;
  const fits = ({ manager, runner, zone }: { manager: number; runner: number; zone: number }): boolean =>
    is('manager', manager) &&
    is('runner', runner) &&
    is('zone', zone) &&
    is('group', fleet.managers[manager]!.group) &&
    is('cloud', fleet.zones[zone]?.cloud ?? -1);
  const isAnywhere = (['manager', 'runner', 'zone', 'group', 'cloud'] as const).every((label) => where[label] === undefined);
  return jobs
    .filter(({ queuedAt }) => queuedAt >= fleet.warmup && queuedAt < fleet.horizon)
    .filter((job) => is('workload', job.workload) && is('project', job.project))
    .filter((job) => is('instance', fleet.workloads[job.workload]!.instance))
    .filter((job) => {
      if (isAnywhere) return true;
      const own = places.filter(({ manager, runner }) => manager === job.manager && runner === job.runner);
      if (job.runner >= 0) return own.some(fits);
      const takers = takersOf(fleet, rows, job);
      return places.some((place) => takers.includes(place.runner) && fits(place));
    })
    .map(({ queuedAt, startedAt, finishedAt }) => (startedAt !== NEVER ? startedAt : finishedAt === NEVER ? now : finishedAt) - queuedAt)
    .sort((a, b) => a - b)
    .map((micros) => micros / SECOND);
}

/** Every entry of every process over all its configurations. */
function entriesOf({ managers }: FleetSpec): { manager: number; runner: number; limit: number; zone: number }[] {
  return managers.flatMap(({ configs }, manager) => {
    const all = configs.flatMap(({ entries }) => entries);
    return all
      .filter((entry, i) => all.findIndex(({ runner }) => runner === entry.runner) === i)
      .map((entry) => ({ manager, runner: entry.runner, limit: entry.limit, zone: 'zone' in entry.executor ? entry.executor.zone : -1 }));
  });
}

/** Registrations that may take a job, by GitLab's rule; those that nothing unpaused in this run only if `paused`. */
function takersOf(fleet: FleetSpec, { jobs, notes }: Rows, job: Readonly<JobRecord>, paused = false): number[] {
  const needs = needsOf(fleet, jobs, job);
  const happened = (failover: string): boolean => notes.some(({ kind, subject }) => kind === 'failed_over' && subject === failover);
  return fleet.runners.flatMap((runner, index) => {
    const isUnpaused =
      fleet.events.some((event) => event.kind === 'unpause' && event.runner === index) ||
      fleet.failovers.some(({ name, unpause }) => unpause.includes(index) && happened(name));
    if (!paused && runner.paused && !isUnpaused) return [];
    if (runner.instance !== fleet.workloads[job.workload]!.instance) return [];
    if (needs === undefined) return job.takers.includes(index) ? [index] : [];
    const { tags, isProtected } = needs;
    if (runner.protected && !isProtected) return [];
    if (runner.projects !== undefined && !runner.projects.includes(job.project)) return [];
    const fits = tags.length === 0 ? runner.runUntagged : tags.every((tag) => runner.tags.includes(tag));
    return fits ? [index] : [];
  });
}

/** What a job asks for: of a trace as its row says, found by counting the first tries (of later ones no row tells whether it is protected); of generated jobs as the record says. */
function needsOf(
  { workloads }: FleetSpec,
  jobs: readonly Readonly<JobRecord>[],
  job: Readonly<JobRecord>,
): { tags: readonly string[]; isProtected: boolean } | undefined {
  const { arrivals } = workloads[job.workload]!;
  if (arrivals.kind === 'generated') return { tags: job.tags, isProtected: false };
  if (job.attempt > 0) return undefined;
  const row = jobs.filter((other) => other.workload === job.workload && other.attempt === 0 && other.job < job.job).length;
  return { tags: arrivals.tagSets[arrivals.tags[row]!]!, isProtected: (arrivals.bits[row]! & 1) !== 0 };
}

function countPools(fleet: FleetSpec, rows: Rows, out: Figures): void {
  const { jobs, machines, now } = rows;
  const to = Math.max(fleet.warmup, Math.min(fleet.horizon, now));
  const hours = (to - fleet.warmup) / HOUR;
  const inPeriod = (at: number): boolean => at !== NEVER && at >= fleet.warmup && at < fleet.horizon;
  const entries = entriesOf(fleet);
  const counts = entries.map((entry) => ({ ...entry, count: countEntry(fleet, rows, entry.manager, entry.runner) }));
  const runs = (index: number): boolean =>
    fleet.managers[index]!.running ||
    fleet.events.some((event) => event.kind === 'start' && event.manager === index) ||
    fleet.failovers.some(({ start }) => start.includes(index));
  const scope = (name: string, has: (manager: number, runner: number, zone: number) => boolean, hasHosts: boolean): void => {
    const put = (figure: string, value: number | boolean | null): void => void out.set(`${name}/${figure}`, value);
    const own = machines.filter(({ manager, runner, zone }) => has(manager, runner, zone));
    const ownEntries = entries.filter(({ manager, runner, zone }) => has(manager, runner, zone));
    let capacity = 0;
    for (const index of fleet.managers.keys()) {
      const limits = ownEntries.filter(({ manager }) => manager === index).map(({ limit }) => (limit === 0 ? Infinity : limit));
      if (runs(index)) capacity += Math.min(fleet.managers[index]!.configs[0]!.concurrent, sum(limits));
    }
    put('capacity', capacity);
    for (const reason of ['idle', 'on_demand', 'found']) {
      put(`createdBy.${reason}`, own.filter((one) => one.reasonCreated === reason && inPeriod(one.requestedAt)).length);
    }
    put('machinesRequested', own.filter((one) => one.reasonCreated !== 'found' && inPeriod(one.requestedAt)).length);
    put('machinesCreated', own.filter(({ readyAt, reasonCreated }) => reasonCreated !== 'found' && inPeriod(readyAt)).length);
    put('creationsFailed', own.filter(({ failedAt }) => inPeriod(failedAt)).length);
    const gone = own.filter(({ goneAt }) => inPeriod(goneAt));
    const reasonOf = ({ reasonRemoved, orphanedAt }: Readonly<MachineRecord>): string =>
      orphanedAt === NEVER ? reasonRemoved : 'orphaned';
    for (const reason of new Set(gone.map(reasonOf))) put(`removedBy.${reason}`, gone.filter((one) => reasonOf(one) === reason).length);
    const lives = gone.filter(({ readyAt }) => readyAt !== NEVER);
    put('lives.count', lives.length);
    put('lives.meanSeconds', lives.length === 0 ? null : sum(lives.map((one) => one.goneAt - one.requestedAt)) / lives.length / SECOND);
    put('lives.usesMean', lives.length === 0 ? null : sum(lives.map(({ uses }) => uses)) / lives.length);
    put('lives.usesMax', Math.max(0, ...lives.map(({ uses }) => uses)));
    const dollars = (part: (one: Readonly<MachineRecord>) => number): number =>
      sum(own.map((one) => (part(one) / HOUR) * fleet.machineTypes[one.machineType]!.pricePerHour));
    const parts = {
      boot: dollars(({ time }) => time.boot),
      idle: dollars(({ time }) => time.idle),
      busy: dollars(({ time }) => time.busy),
      teardown: dollars(({ time }) => time.teardown),
      orphan: dollars(({ time }) => time.orphan),
      rounding: dollars(({ rounding }) => rounding),
    };
    for (const [part, value] of Object.entries(parts)) put(`cost.${part}`, value);
    const hostsOf = fleet.managers.filter((_, index) => ownEntries.some(({ manager }) => manager === index));
    const hosts = hasHosts ? sum(hostsOf.map(({ hostPricePerHour }) => hostPricePerHour)) * hours : 0;
    put('cost.hosts', hosts);
    const total = sum(Object.values(parts)) + hosts;
    put('cost.total', total);
    put('cost.perMonth', hours > 0 ? (total / hours) * 730 : 0);
    for (const [index, { name: type }] of fleet.machineTypes.entries()) {
      const ofType = own.filter(({ machineType }) => machineType === index);
      if (ofType.length === 0) continue;
      const billed = sum(ofType.map(({ time, rounding }) => time.boot + time.idle + time.busy + time.teardown + time.orphan + rounding));
      put(`billed.${type}`, billed / SECOND);
    }
    // A worker is busy from the hand-out to the end of the final update.
    const busy = jobs
      .filter(({ startedAt, manager, runner }) => startedAt !== NEVER && has(manager, runner, zoneOf(manager, runner)))
      .map(({ startedAt, finishedAt }) => Math.min(finishedAt === NEVER ? now : finishedAt, to) - Math.max(startedAt, fleet.warmup));
    const workers = to > fleet.warmup ? sum(busy.map((span) => Math.max(0, span))) / (to - fleet.warmup) : 0;
    put('workersBusy.average', workers);
    put('utilisation', capacity > 0 ? workers / capacity : null);
    const ownCounts = counts.filter(({ manager, runner, zone }) => has(manager, runner, zone)).map(({ count }) => count);
    for (const figure of ['requests', 'emptyRequests', 'passes', 'machinesRemoved'] as const) {
      put(figure, sum(ownCounts.map((count) => count[figure])));
    }
    const average = (state: MachineLevel): number => sum(ownCounts.map((count) => count.machines[state].average));
    for (const state of MACHINE_LEVELS) {
      put(`machines.${state}.average`, average(state));
      // Peaks of several entries need not have come together: their sum is no more than a bound.
      const peaks = ownCounts.map((count) => count.machines[state].peak).filter((peak) => peak > 0);
      put(`machines.${state}.peak`, sum(peaks));
      put(`machines.${state}.peakAtMost`, peaks.length > 1);
    }
    put('idleEfficiency', average('all') > 0 ? 1 - (average('idle') + average('acquired')) / average('all') : null);
    const ofEntries = machines.filter((one) => ownEntries.some(({ manager, runner }) => one.manager === manager && one.runner === runner));
    for (const [what, value] of Object.entries(averagesOfRows(fleet, ofEntries, now))) put(`byRows.${what}`, value);
  };
  const zoneOf = (manager: number, runner: number): number =>
    entries.find((entry) => entry.manager === manager && entry.runner === runner)?.zone ?? -1;
  scope('pool/all', () => true, true);
  for (const [i, { name }] of fleet.runners.entries()) scope(`pool-runner/${name}`, (_, runner) => runner === i, false);
  for (const [i, name] of fleet.groups.entries()) scope(`pool-group/${name}`, (manager) => fleet.managers[manager]!.group === i, true);
  for (const [i, { name }] of fleet.managers.entries()) scope(`pool-manager/${name}`, (manager) => manager === i, true);
  for (const [i, { name }] of fleet.clouds.entries()) scope(`cloud/${name}`, (_, __, zone) => fleet.zones[zone]?.cloud === i, false);
  for (const [i, { name, cloud }] of fleet.zones.entries()) {
    scope(`zone/${fleet.clouds[cloud]!.name} ${name}`, (_, __, zone) => zone === i, false);
  }
}

function countPipelines({ workloads, warmup, horizon }: FleetSpec, { pipelines, now }: Rows, out: Figures): void {
  const created = pipelines.filter(({ createdAt }) => createdAt >= warmup && createdAt < horizon);
  if (created.length === 0) return;
  const scope = (name: string, own: readonly Readonly<PipelineRecord>[]): void => {
    const put = (figure: string, value: number | boolean | null): void => void out.set(`${name}/${figure}`, value);
    put('pipelines', own.length);
    for (const status of ['success', 'failed', 'cancelled', 'running']) {
      put(`pipelineStatuses.${status}`, own.filter((one) => one.status === status).length);
    }
    put('jobsMean', own.length === 0 ? null : sum(own.map(({ jobs }) => jobs)) / own.length);
    const waited = own.filter(({ status }) => status !== 'cancelled');
    const time = ({ createdAt, finishedAt, status }: Readonly<PipelineRecord>): Time =>
      status === 'running' ? { value: now - createdAt, isBound: true } : { value: finishedAt - createdAt, isBound: false };
    times(put, 'duration', waited.map(time));
  };
  scope('pipelines/all', created);
  for (const [i, { name }] of workloads.entries())
    scope(
      `pipelines/${name}`,
      created.filter(({ workload }) => workload === i),
    );
}
