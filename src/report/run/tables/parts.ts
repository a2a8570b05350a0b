/** Parts of the jobs: those with a row of their own, and those without a job, which a sentence tells. */
import { cleanText, things } from '../../frame/numbers.js';
import { cell } from '../../frame/table.js';
import type { ScopeKind } from '../../../study/figures/figure-key.js';
import type { Lookup } from '../../../study/figures/figure-lookup.js';
import type { StudyResult } from '../../../study/study-result.js';

/** A part of the jobs. */
export interface Part {
  readonly scope: ScopeKind;
  readonly name: string;
}

/** Returns workloads, instances and groups, of each kind only where there is more than one. */
export function severalParts({ first }: StudyResult): Part[] {
  const { workloads, instances, groups } = first.jobs;
  const kinds = [
    ['workload', workloads],
    ['instance', instances],
    ['group', groups],
  ] as const;
  return kinds.flatMap(([scope, list]) => (list.length > 1 ? list.map(({ name }) => ({ scope, name })) : []));
}

/** Returns the parts with jobs and those without, which one line tells; where no part has any, they all count as having some. */
export function byJobs<P extends Part>(parts: readonly P[], lookup: Lookup): readonly [busy: readonly P[], idle: readonly P[]] {
  const busy = parts.filter(({ scope, name }) => lookup(scope, name, 'jobs')?.estimate !== 0);
  return busy.length === 0 ? [parts, []] : [busy, parts.filter((part) => !busy.includes(part))];
}

/** Returns the line about what had no job; none where all had. */
export function idleTexts(names: readonly string[]): string[] {
  return names.length === 0 ? [] : [`Without a job: ${names.join(', ')}.`];
}

/** Returns the name of a part without jobs and the machines that it held all the same. */
export function idleName({ scope, name }: Part, lookup: Lookup): string {
  const machines = lookup(scope, name, 'machines.all.average');
  return (machines?.estimate ?? 0) === 0 ? cleanText(name) : `${cleanText(name)} (${things(cell(machines).text, 'machine')} on average)`;
}
