/**
 * Every figure of a result is recounted by plain code over random fleets of several of everything: from the rows of its run, and, of requests, passes
 * and machines by state, from what a listener heard (test/support/second-count.ts, second-count-entries.ts).
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FleetSpec } from '../../../src/fleet/fleet.js';
import { dockerMachineOf } from '../../../src/fleet/executor.js';
import type { Labels, Question } from '../../../src/results/question.js';
import type { Delay, JobScope, PipelineScope } from '../../../src/results/jobs/job-scope-schema.js';
import type { PoolScope } from '../../../src/results/pools/pool-scope-schema.js';
import type { RunResult } from '../../../src/results/run-result.js';
import { simulate } from '../../../src/study/simulate.js';
import type { JobRecord } from '../../../src/record/job.js';
import type { MachineRecord } from '../../../src/record/machine.js';
import type { NoteRecord } from '../../../src/record/note.js';
import type { PipelineRecord } from '../../../src/record/pipeline.js';
import { SECOND } from '../../../src/units/time.js';
import { anyFleet } from '../../support/arbitraries.js';
import { specOf } from '../../support/instance-group.js';
import { listen } from '../../support/watched-run.js';
import { queueTimes, recount, type Figures, type Rows, type Where } from '../../support/second-count.js';
import { autoscaled } from '../../support/autoscaled.js';
import { anyTroubledFleet } from '../../support/troubles.js';

/** Two groups, hosts of other prices, a machine type a cloud: what is equal everywhere hides what is mixed up. */
function varied(fleet: FleetSpec): FleetSpec {
  const [type] = fleet.machineTypes;
  const typeOfZone: readonly number[] = fleet.zones.map(({ cloud }) => cloud);
  return {
    ...fleet,
    groups: ['east', 'west'],
    machineTypes: fleet.clouds.map((_, cloud) => ({ ...type!, name: `type-${cloud}`, cloud, pricePerHour: [0.0475, 0.31][cloud] ?? 0.7 })),
    managers: fleet.managers.map((manager, index) => ({
      ...manager,
      group: index % 2,
      hostPricePerHour: [0.19, 0.05, 0.4][index] ?? 1,
      configs: manager.configs.map((config) => ({
        ...config,
        entries: config.entries.map((entry) => {
          const machine = dockerMachineOf(entry);
          if (machine === undefined) return entry;
          return { ...entry, executor: { ...machine, machineType: typeOfZone[machine.zone]! } };
        }),
      })),
    })),
  };
}

/** Labels alone and together, and what is asked of the times that they select. */
const PLACES: readonly Where[] = [
  {},
  { workload: 0 },
  { instance: 0 },
  { project: 1 },
  { runner: 1 },
  { group: 1 },
  { manager: 0 },
  { cloud: 0 },
  { zone: 1 },
  { group: 0, zone: 0 },
  { workload: 0, runner: 0, project: 2 },
  { manager: 1, cloud: 1 },
];
const BORDER = 20 * SECOND;
const QUESTIONS: readonly Question[] = PLACES.flatMap((where) => {
  const labels: Labels = Object.fromEntries(Object.entries(where).map(([label, index]) => [label, [index]]));
  const stats: Question['stat'][] = [
    { kind: 'avg' },
    { kind: 'max' },
    { kind: 'quantile', level: 0.9 },
    { kind: 'share_below', below: BORDER },
  ];
  return stats.map((stat) => ({ metric: 'queue_time' as const, labels, stat }));
});

interface Played {
  readonly fleet: FleetSpec;
  readonly result: RunResult;
  readonly rows: Rows;
  readonly second: Figures;
}

function play(fleet: FleetSpec): Played {
  const jobs: JobRecord[] = [];
  const machines: MachineRecord[] = [];
  const pipelines: PipelineRecord[] = [];
  const notes: NoteRecord[] = [];
  const { said: result, heard } = listen((probe) =>
    simulate(fleet, {
      seed: 1,
      replication: 0,
      questions: QUESTIONS,
      probe,
      recorder: {
        job: (record) => void jobs.push({ ...record, waits: record.waits.slice(), preparation: record.preparation.slice() }),
        machine: (record) => void machines.push({ ...record, time: { ...record.time } }),
        pipeline: (record) => void pipelines.push({ ...record }),
        note: (record) => void notes.push(record),
      },
    }),
  );
  expect(result.outcome).toBe('done');
  const rows = { jobs, machines, pipelines, notes, heard, now: fleet.horizon };
  return { fleet, result, rows, second: recount(fleet, rows) };
}

/** What the result says, under the names of the second count. */
function named({ jobs, pools, pipelines, atEnd, window }: RunResult): Figures {
  const out: Figures = new Map();
  const delay = (name: string, own: Delay): void => {
    out.set(`${name}.count`, own.count).set(`${name}.bounds`, own.bounds);
    for (const { seconds, share } of own.shareBelow) out.set(`${name}.below${seconds}`, share);
    for (const stat of ['mean', 'p50', 'p75', 'p90', 'p95', 'p99', 'max'] as const) {
      out.set(`${name}.${stat}`, own[stat].value).set(`${name}.${stat}.atLeast`, own[stat].atLeast === true);
    }
  };
  const job = (scope: string, own: JobScope): void => {
    const at = `${scope}/${own.name}/`;
    for (const figure of ['jobs', 'notStarted', 'ended', 'throughputPerHour'] as const) out.set(at + figure, own[figure]);
    for (const [status, n] of Object.entries(own.statuses)) out.set(`${at}statuses.${status}`, n);
    for (const times of ['queueTime', 'preparation', 'startDelay', 'sojourn'] as const) delay(at + times, own[times]);
    if (own.waits === undefined) return;
    for (const [cause, seconds] of Object.entries(own.waits.mean)) out.set(`${at}waits.${cause}`, seconds);
    for (const [part, seconds] of Object.entries(own.preparationParts ?? {})) out.set(`${at}parts.${part}`, seconds);
    out.set(`${at}inOutage`, own.inOutage ?? 0);
    out.set(`${at}overtaken.mean`, own.overtaken!.mean).set(`${at}overtaken.max`, own.overtaken!.max);
  };
  const pool = (scope: string, own: PoolScope): void => {
    const at = `${scope}/${own.name}/`;
    out.set(`${at}capacity`, own.capacity).set(`${at}utilisation`, own.utilisation);
    for (const figure of ['machinesRequested', 'machinesCreated', 'creationsFailed'] as const) out.set(at + figure, own[figure]);
    for (const figure of ['requests', 'emptyRequests', 'passes', 'machinesRemoved', 'idleEfficiency'] as const)
      out.set(at + figure, own[figure]);
    for (const [state, level] of Object.entries(own.machines)) {
      out.set(`${at}machines.${state}.average`, level.average).set(`${at}machines.${state}.peak`, level.peak);
      out.set(`${at}machines.${state}.peakAtMost`, level.peakAtMost === true);
    }
    const { creating, idle, acquired, used, removing, unattended, all } = own.machines;
    const standing = idle.average + acquired.average + unattended.average;
    const byRows = { all: all.average, creating: creating.average, standing, used: used.average, removing: removing.average };
    if (window.to > window.from) for (const [what, value] of Object.entries(byRows)) out.set(`${at}byRows.${what}`, value);
    out.set(`${at}workersBusy.average`, own.workersBusy.average);
    for (const by of ['createdBy', 'removedBy'] as const) for (const [key, n] of Object.entries(own[by])) out.set(`${at}${by}.${key}`, n);
    for (const [key, value] of Object.entries(own.lives)) out.set(`${at}lives.${key}`, value);
    for (const [key, value] of Object.entries(own.cost)) if (typeof value === 'number') out.set(`${at}cost.${key}`, value);
    for (const { machineType, billedSeconds } of own.cost.usage) out.set(`${at}billed.${machineType}`, billedSeconds);
  };
  const pipeline = (own: PipelineScope): void => {
    const at = `pipelines/${own.name}/`;
    out.set(`${at}pipelines`, own.pipelines).set(`${at}jobsMean`, own.jobsMean);
    for (const [status, n] of Object.entries(own.statuses)) out.set(`${at}pipelineStatuses.${status}`, n);
    delay(`${at}duration`, own.duration);
  };
  job('all', jobs.all);
  for (const kind of ['workload', 'instance', 'project', 'runner', 'group', 'manager'] as const)
    for (const own of jobs[`${kind}s`]) job(kind, own);
  pool('pool', pools.all);
  for (const kind of ['runner', 'group', 'manager'] as const) for (const own of pools[`${kind}s`]) pool(`pool-${kind}`, own);
  for (const kind of ['cloud', 'zone'] as const) for (const own of pools[`${kind}s`]) pool(kind, own);
  if (pipelines !== undefined) for (const own of [pipelines.all, ...pipelines.workloads]) pipeline(own);
  for (const key of ['pending', 'running', 'unmatched'] as const) out.set(`end/${key}`, atEnd[key]);
  return out;
}

/** Names whose figures differ: sums of seconds and dollars may differ in their last bits only. What a result leaves out is nought. */
function differences(first: Figures, second: Figures, skip: RegExp): string[] {
  const names = [...new Set([...first.keys(), ...second.keys()])].filter((name) => !skip.test(name)).sort();
  return names
    .filter((name) => {
      const [a, b] = [first.get(name) ?? null, second.get(name) ?? null];
      if (a === b || (a === null && b === 0) || (b === null && a === 0)) return false;
      if (typeof a !== 'number' || typeof b !== 'number') return true;
      return Math.abs(a - b) > 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));
    })
    .map((name) => `${name}: result ${String(first.get(name))}, rows ${String(second.get(name))}`);
}

/** Answers that are not what the rows say. */
function wrongAnswers({ fleet, result, rows }: Played): string[] {
  return PLACES.flatMap((where, place) => {
    const times = queueTimes(fleet, rows, where);
    const [avg, max, p90] = result.answers.slice(place * 4).map(({ value }) => value);
    const mean = times.reduce((sum, time) => sum + time, 0) / times.length;
    const is = (found: number | null | undefined, wanted: number | undefined): boolean =>
      found === null || found === undefined ? wanted === undefined : Math.abs(found - wanted!) < 1e-6;
    const right =
      times.length === 0
        ? [avg, max, p90].every((value) => value === null)
        : is(avg, mean) && is(max, times.at(-1)) && is(p90, times[Math.ceil(times.length * 0.9) - 1]);
    return right ? [] : [`${JSON.stringify(where)}: ${String(avg)} ${String(max)} ${String(p90)}, rows ${JSON.stringify(times)}`];
  });
}

test('every figure of a random fleet is what its rows say', () => {
  fc.assert(
    fc.property(anyFleet(['stops']), (drawn) => {
      const played = play(varied(drawn));
      expect(differences(named(played.result), played.second, NOTHING)).toEqual([]);
      expect(wrongAnswers(played)).toEqual([]);
    }),
  );
});

/**
 * A killed manager's workers are gone while its jobs still run at GitLab, and machines whose process ends stand as nobody's for a while: rows do
 * not say how long a worker was busy, and how long a machine was held as what.
 */
const WORKERS = /workersBusy|utilisation|byRows/;
const NOTHING = /^$/;

test('every figure of a random fleet in trouble is what its rows say', () => {
  fc.assert(
    fc.property(anyTroubledFleet(), (drawn) => {
      const played = play(varied(drawn));
      expect(differences(named(played.result), played.second, WORKERS)).toEqual([]);
      expect(wrongAnswers(played)).toEqual([]);
    }),
  );
});

/** What is heard of docker-autoscaler is not what is heard of docker+machine: its passes and its machines by state are left to its own tests. */
const HEARD = /requests|emptyRequests|passes|machines\.|machinesRe|idleEfficiency|byRows|workersBusy|utilisation/;

test('every figure of a random fleet of docker-autoscaler is what its rows say, also by cloud and zone', () => {
  fc.assert(
    fc.property(anyFleet(['stops']), (drawn) => {
      const fleet = varied(drawn);
      const zone = fleet.zones.length - 1;
      const machineType: number = fleet.zones[zone]!.cloud;
      const played = play(autoscaled(fleet, specOf({ zone, machineType })));
      expect(differences(named(played.result), played.second, HEARD)).toEqual([]);
      expect(wrongAnswers(played)).toEqual([]);
    }),
  );
});
