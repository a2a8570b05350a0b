/** Collects the records of one replication and says what they amount to. It keeps sums and samples, never the records. */
import { bordersOf } from './borders.js';
import { jobScopes, scopeSamples, type LiveScope } from './jobs/job-scopes.js';
import { poolScopes } from './pools/pool-scopes.js';
import { UnmatchedJobs } from './jobs/unmatched-jobs.js';
import { HISTOGRAM_ERROR } from '../stats/histogram.js';
import type { FleetSpec } from '../fleet/fleet.js';
import { managersInService, runnersInService } from '../fleet/in-service.js';
import type { CloudCounters, EntryCounters, TrafficCounters } from '../record/counters.js';
import type { JobRecord } from '../record/job.js';
import type { MachineRecord } from '../record/machine.js';
import { isChange, type NoteRecord } from '../record/note.js';
import type { PipelineRecord } from '../record/pipeline.js';
import type { Recorder } from '../record/recorder.js';
import { SECOND, type Micros } from '../units/time.js';
import { answer, projectKey, questioned, type AnswerSources } from './answers.js';
import { cellFilter, JobCells, type JobCell } from './jobs/job-cells.js';
import { JobTimes } from './jobs/job-times.js';
import { entriesOf, type EntryInfo } from './entries.js';
import { MachineCells } from './pools/machine-cells.js';
import { PipelineStats } from './jobs/pipeline-stats.js';
import type { ProjectTable } from './owners/project-rows.js';
import type { KeptSignal, PoolSources } from './pools/pool-stats.js';
import { Owners, type Owned } from './owners/owners.js';
import { isDelay, type Question } from './question.js';
import { idleTargets, targetColumns } from './pools/living-machines.js';
import { RESULT_SCHEMA_VERSION, type Answer, type RunResult } from './run-result.js';
import type { RunSamples } from './samples/run-samples.js';
import type { Sample } from './samples/sample.js';
import { DEFAULT_LINE, StoryTeller, type StoryLine } from './outages/story.js';
import { blindingOutages, MonitoringGaps } from './surroundings/monitoring-gaps.js';
import { cloudTroubles } from './surroundings/cloud-troubles.js';
import { gitLabLoad } from './surroundings/gitlab-load.js';
import { monitoringOf } from './surroundings/monitoring.js';
import { settingsByGroup } from './settings.js';
import { egressByCloud, serviceCosts, trafficOf } from './surroundings/traffic.js';
import { timelineOf } from './timeline.js';

const NOTES_LISTED = 200;

/** What the collector must know beforehand. */
export interface CollectorOptions {
  readonly fleet: FleetSpec;
  readonly questions: readonly Question[];
  /** What the stories of outages hold jobs against; default: 95 % of all within a minute. */
  readonly line?: StoryLine;
  /** Simulated time reached: how long an unfinished job has waited when its record comes. */
  readonly now: () => Micros;
}

/** What is known only when the run has ended. */
export interface RunEnd {
  readonly seed: number | string;
  readonly replication: number;
  readonly outcome: RunResult['outcome'];
  readonly fingerprint: string;
  readonly events: number;
  /** Draws of chance. */
  readonly draws: number;
  readonly signals: readonly KeptSignal[];
  readonly counters: readonly EntryCounters[];
  readonly cloudCounters?: readonly CloudCounters[];
  readonly trafficCounters?: readonly TrafficCounters[];
  /** Of workloads that resample a history. */
  readonly drawnDays?: NonNullable<RunResult['drawnDays']>;
  /** Width of a bin of the timeline; undefined leaves the timeline out. */
  readonly binWidth?: Micros;
}

/** The recorder behind every figure. */
export class Collector implements Recorder {
  readonly #options: CollectorOptions;
  readonly #fleet: FleetSpec;
  readonly #entries: readonly EntryInfo[];
  readonly #borders: readonly Micros[];
  /** Those of them whose shares are figures. */
  readonly #shownBorders: readonly Micros[];
  readonly #times = new JobTimes();
  readonly #cells: JobCells;
  readonly #owners: Owners;
  /** Jobs of the projects that questions name. */
  readonly #projectCells = new Map<string, JobCells>();
  readonly #projectLists: { readonly has: ReadonlySet<number>; readonly cells: JobCells }[] = [];
  readonly #machineCells: MachineCells;
  readonly #unmatched = new UnmatchedJobs();
  readonly #pipelines: PipelineStats;
  /** Undefined where nothing can happen that a story is told of. */
  readonly #teller: StoryTeller | undefined;
  readonly #isOfLine: (record: Readonly<JobRecord>) => boolean;
  readonly #gaps: MonitoringGaps;
  readonly #notes: NonNullable<RunResult['notes']> = [];
  /** Filled by `finish`. */
  #owned: Owned | undefined;
  #scopes: readonly LiveScope[] = [];
  readonly #questions: (Sample | undefined)[] = [];
  /** Failovers that happened. */
  readonly #failedOver = new Set<string>();
  readonly #hasHappened = (failover: string): boolean => this.#failedOver.has(failover);
  #pending = 0;
  #running = 0;

  constructor(options: CollectorOptions) {
    const { fleet } = options;
    this.#options = options;
    this.#fleet = fleet;
    this.#entries = entriesOf(fleet);
    const eyes = fleet.services.filter(({ kind }) => kind === 'prometheus').length;
    this.#gaps = new MonitoringGaps(blindingOutages(fleet), fleet.warmup, eyes);
    this.#borders = bordersOf(options.questions);
    this.#shownBorders = bordersOf(options.questions.filter(({ stat }) => stat.kind === 'share_below'));
    this.#cells = new JobCells(fleet, this.#borders);
    this.#machineCells = new MachineCells(fleet);
    this.#owners = new Owners(fleet, this.#borders);
    this.#pipelines = new PipelineStats(this.#borders);
    const line = options.line ?? DEFAULT_LINE;
    this.#teller = fleet.outages.length > 0 ? new StoryTeller(fleet, line) : undefined;
    this.#isOfLine = this.#lineFilter(line);
    for (const { metric, labels } of options.questions) {
      if (labels.project === undefined || !(isDelay(metric) || metric === 'jobs')) continue;
      const key = projectKey(labels.project);
      if (this.#projectCells.has(key)) continue;
      const cells = new JobCells(fleet, this.#borders);
      this.#projectCells.set(key, cells);
      this.#projectLists.push({ has: new Set(labels.project), cells });
    }
  }

  job(record: Readonly<JobRecord>): void {
    const { warmup, horizon } = this.#fleet;
    if (record.status === 'pending') this.#pending++;
    else if (record.status === 'running') this.#running++;
    if (record.unmatched) this.#unmatched.add(record);
    this.held(record);
    const { project, queuedAt, finishedAt } = record;
    // An instant that has not come is before any warm-up.
    const ends = finishedAt >= warmup && finishedAt < horizon;
    const isMeasured = queuedAt >= warmup && queuedAt < horizon;
    const stats = ends || isMeasured ? this.#cells.cellOf(record).stats : undefined;
    if (ends) {
      stats!.counts.ended++;
      this.#owners.addEnd(project);
    }
    this.#teller?.job(record, this.#isOfLine(record));
    if (!isMeasured) return;
    const times = this.#times;
    times.read(record, this.#options.now);
    stats!.add(record, times);
    this.#owners.add(project, times);
    for (const { has, cells } of this.#projectLists) if (has.has(project)) cells.cellOf(record).stats.add(record, times);
  }

  /** Counts what a job of another part of the run held in this one. */
  held(record: Readonly<JobRecord>): void {
    this.#owners.held(record, this.#options.now);
  }

  machine(record: Readonly<MachineRecord>): void {
    this.#teller?.machine(record);
    this.#machineCells.add(record);
  }

  pipeline(record: Readonly<PipelineRecord>): void {
    const { warmup, horizon } = this.#fleet;
    if (record.createdAt >= warmup && record.createdAt < horizon) this.#pipelines.add(record, this.#options.now());
  }

  note(record: NoteRecord): void {
    this.#gaps.note(record);
    this.#teller?.note(record);
    const { at, kind, subject } = record;
    if (kind === 'failed_over') this.#failedOver.add(subject);
    if (isChange(kind) && this.#notes.length < NOTES_LISTED) this.#notes.push({ at: at / SECOND, kind, subject });
  }

  /** Returns the result of the run; call once, at its end. */
  finish(end: RunEnd): RunResult {
    const fleet = this.#fleet;
    const { warmup } = fleet;
    const to = Math.max(warmup, Math.min(this.#fleet.horizon, this.#options.now()));
    const pools = this.#poolSources(end, to - warmup);
    const entries = this.#servingEntries(this.#hasHappened);
    const [cells, pipelines, borders] = [this.#cells, this.#pipelines, this.#shownBorders];
    const owned = (this.#owned = this.#owners.finish(cells, pools));
    const { scopes, live } = jobScopes({ fleet, entries, cells, owned, pipelines, borders }, to - warmup);
    this.#scopes = live;
    const answers = {
      fleet,
      entries,
      jobs: this.#cells,
      projectCells: this.#projectCells,
      pools,
      pipelines: this.#pipelines,
      paid: owned.paid,
    };
    return {
      schemaVersion: RESULT_SCHEMA_VERSION,
      seed: end.seed,
      replication: end.replication,
      outcome: end.outcome,
      fingerprint: end.fingerprint,
      draws: end.draws,
      events: end.events,
      window: { from: warmup / SECOND, to: to / SECOND },
      quantileError: HISTOGRAM_ERROR,
      jobs: scopes,
      pools: poolScopes(pools),
      ...(owned.paid.nobodys > 0 ? { nobodysCost: owned.paid.nobodys } : {}),
      ...(this.#pipelines.isEmpty ? {} : { pipelines: this.#pipelineScopes() }),
      ...this.#aroundJobs(end, pools, to),
      ...this.#stories(end),
      ...(this.#notes.length === 0 ? {} : { notes: this.#notes }),
      atEnd: { pending: this.#pending, running: this.#running, ...this.#unmatched.counts(fleet) },
      // A run that a limit ended within the warm-up has measured nothing, whatever stood there.
      answers: this.#options.questions.map((question) => (to > warmup ? this.#answer(question, answers) : { value: null })),
      ...(end.binWidth === undefined ? {} : { timeline: timelineOf(end.signals, fleet, end.binWidth) }),
    };
  }

  /** The samples behind the result, those of scopes with the same jobs once; only after `finish`. */
  samples(): RunSamples {
    return { scopes: scopeSamples(this.#scopes), questions: this.#questions.map((sample) => sample?.columns()) };
  }

  /** Every project; only after `finish`. */
  projects(): ProjectTable {
    return this.#owners.table(this.#cells, this.#owned!);
  }

  #answer(question: Question, sources: AnswerSources): Answer {
    const times = questioned(question, sources);
    this.#questions.push(question.stat.kind === 'quantile' ? times : undefined);
    return answer(question, sources, times);
  }

  /** What is said of clouds, services, GitLab, monitoring and settings; what is not used is left out. */
  #aroundJobs({ cloudCounters = [], trafficCounters = [], drawnDays = [] }: RunEnd, pools: PoolSources, to: Micros): Partial<RunResult> {
    const fleet = this.#fleet;
    const { signals, counters, entries, length } = pools;
    const monitoring = monitoringOf(fleet, signals, this.#gaps.finish(to));
    return {
      ...listed('clouds', cloudTroubles(fleet, cloudCounters, signals)),
      ...listed('helpers', serviceCosts(fleet, length)),
      ...listed('traffic', trafficOf(trafficCounters, fleet)),
      ...listed('gitlab', gitLabLoad(fleet, counters, length)),
      ...(monitoring === undefined ? {} : { monitoring }),
      ...listed('settings', settingsByGroup(fleet, entries)),
      ...listed('drawnDays', drawnDays),
    };
  }

  #poolSources(end: RunEnd, length: Micros): PoolSources {
    const [fleet, entries] = [this.#fleet, this.#entries];
    const cells = this.#machineCells.list();
    const egress = egressByCloud(end.trafficCounters ?? [], fleet);
    const runs = managersInService(fleet);
    return { fleet, entries, runs, signals: end.signals, counters: end.counters, cells, egress, length };
  }

  #stories({ signals, binWidth }: RunEnd): Pick<RunResult, 'story'> {
    const to = Math.min(this.#fleet.horizon, this.#options.now());
    const story = this.#teller?.finish(to, idleTargets(targetColumns(signals), this.#fleet.binWidth), binWidth !== undefined) ?? [];
    return story.length === 0 ? {} : { story };
  }

  #pipelineScopes(): NonNullable<RunResult['pipelines']> {
    const { workloads } = this.#fleet;
    return {
      all: this.#pipelines.scope('all', () => true, this.#shownBorders),
      workloads: workloads.map(({ name }, workload) => this.#pipelines.scope(name, (other) => other === workload, this.#shownBorders)),
    };
  }

  /** Entries whose registration takes jobs at some time, if those failovers happen that pass: a spare that nobody unpaused had no job waiting for it. */
  #servingEntries(happens: (failover: string) => boolean): readonly EntryInfo[] {
    const serves = runnersInService(this.#fleet, happens);
    return this.#entries.filter(({ runner }) => serves[runner]!);
  }

  /** Which jobs the line of the stories is about. */
  #lineFilter({ labels }: StoryLine): (record: Readonly<JobRecord>) => boolean {
    if (Object.values(labels).every((label) => label === undefined)) return () => true;
    const filter = cellFilter(
      labels,
      this.#fleet,
      this.#servingEntries(() => true),
    );
    const projects = labels.project === undefined ? undefined : new Set(labels.project);
    const known = new Map<JobCell, boolean>();
    return (record) => {
      if (projects?.has(record.project) === false) return false;
      const cell = this.#cells.cellOf(record);
      let is = known.get(cell);
      if (is === undefined) known.set(cell, (is = filter(cell)));
      return is;
    };
  }
}

/** A part of the result that is left out where it has nothing in it. */
function listed<Key extends string, T>(key: Key, list: T[]): { [key in Key]?: T[] } {
  return list.length === 0 ? {} : ({ [key]: list } as { [key in Key]: T[] });
}
