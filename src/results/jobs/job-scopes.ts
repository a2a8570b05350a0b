/** What is said of the jobs of each part of the fleet. */
import type { FleetSpec } from '../../fleet/fleet.js';
import type { WorkloadIndex } from '../../units/indices.js';
import type { Micros } from '../../units/time.js';
import type { EntryInfo } from '../entries.js';
import { cellFilter, type JobCells } from './job-cells.js';
import type { JobCounts } from './job-counts.js';
import type { JobStats } from './job-stats.js';
import type { PipelineStats } from './pipeline-stats.js';
import { ownedScopes, withCost } from './owned-scopes.js';
import type { Owned } from '../owners/owners.js';
import type { Labels } from '../question.js';
import type { JobScope } from './job-scope-schema.js';
import type { RunResult } from '../run-result.js';
import type { JobScopeKind, ScopeSamples } from '../samples/run-samples.js';
import type { Sample } from '../samples/sample.js';

/** The jobs of one scope, and the durations of its pipelines. */
export interface LiveScope {
  readonly scope: JobScopeKind;
  readonly name: string;
  readonly instance: string | undefined;
  readonly stats: JobStats | JobCounts;
  readonly durations: Sample | undefined;
}

/** What the jobs were counted into. */
export interface JobSources {
  readonly fleet: FleetSpec;
  /** Entries that a job may have waited for. */
  readonly entries: readonly EntryInfo[];
  readonly cells: JobCells;
  readonly owned: Owned;
  readonly pipelines: PipelineStats;
  /** Durations whose shares are figures. */
  readonly borders: readonly Micros[];
}

/** Returns the jobs of all and of each part, over a period of `length`, and the samples behind them. */
export function jobScopes(
  sources: JobSources,
  length: Micros,
): { readonly scopes: RunResult['jobs']; readonly live: readonly LiveScope[] } {
  const { fleet, borders, entries, cells: all, owned, pipelines } = sources;
  const live: LiveScope[] = [];
  /** Scopes of the same jobs have the same form, but for the name. */
  const forms = new Map<JobStats, JobScope>();
  // A manager's jobs and entries are not looked for among everybody's, manager by manager.
  const cellsOf = all.listsByManager();
  const entriesByManager = fleet.managers.map((): EntryInfo[] => []);
  for (const entry of entries) entriesByManager[entry.manager]!.push(entry);
  const scope = (kind: JobScopeKind, name: string, labels: Labels, own = entries, cells = all.list()): JobScope => {
    const stats = all.merged(cellFilter(labels, fleet, own), cells);
    const has = (workload: WorkloadIndex): boolean => kind === 'all' || (labels.workload ?? []).includes(workload);
    const durations = pipelines.isEmpty ? undefined : pipelines.durations(has);
    live.push({ scope: kind, name, instance: undefined, stats, durations });
    let form = forms.get(stats);
    if (form === undefined) forms.set(stats, (form = stats.scope(name, length, { borders, cells: true })));
    return form.name === name ? form : { ...form, name };
  };
  const { paid } = owned;
  const ofOwners = ownedScopes(owned, fleet, length, borders);
  const scopes = {
    all: scope('all', 'all', {}),
    workloads: fleet.workloads.map(({ name }, workload) =>
      withCost(scope('workload', name, { workload: [workload] }), paid.workloads[workload]!),
    ),
    instances: fleet.instances.map(({ name }, instance) => scope('instance', name, { instance: [instance] })),
    ...ofOwners.scopes,
    runners: fleet.runners.map(({ name }, runner) => scope('runner', name, { runner: [runner] })),
    groups: fleet.groups.map((name, group) => scope('group', name, { group: [group] })),
    managers: fleet.managers.map(({ name }, manager) =>
      scope('manager', name, { manager: [manager] }, entriesByManager[manager], cellsOf[manager]),
    ),
  };
  return { scopes, live: [...live, ...ofOwners.live] };
}

/** Returns the samples behind scopes; those of the same jobs share theirs. */
export function scopeSamples(scopes: readonly LiveScope[]): ScopeSamples[] {
  const known = new Map<LiveScope['stats'], Pick<ScopeSamples, 'times' | 'waits'>>();
  return scopes.map(({ stats, durations, ...scope }) => {
    let columns = known.get(stats);
    if (columns === undefined) known.set(stats, (columns = stats.columns()));
    return { ...scope, ...columns, durations: durations?.columns() };
  });
}
