/** What of the load may grow: all of it, one workload, or what one group of managers serves. */
import type { FleetSpec } from '../../fleet/fleet.js';
import { mayTake, type RunnerSpec } from '../../fleet/runner.js';
import { kindsOf } from '../../scenario/build/unmatched.js';
import { suggestion } from '../../scenario/text/issue.js';

/** What a part is a part by. */
export const PART_KINDS = ['workload', 'group'] as const;
export type PartKind = (typeof PART_KINDS)[number];

/** A part of the load. */
export interface LoadPart {
  readonly of: 'all' | PartKind;
  readonly name: string;
  /** Indices into the workloads of the fleet that grow with it; at least one. */
  readonly workloads: readonly number[];
}

/** Returns the whole load. */
export function wholeLoad({ workloads }: FleetSpec): LoadPart {
  return { of: 'all', name: 'all', workloads: workloads.map((_, index) => index) };
}

/**
 * Returns the parts that a text such as `workload`, `group` or `group=srm` names, or a sentence that says why there are none. A group grows with every
 * workload that has jobs which one of its registrations may take.
 */
export function partsOf(text: string, fleet: FleetSpec): readonly LoadPart[] | string {
  const [word = '', name, ...rest] = text.split('=').map((piece) => piece.trim());
  const of = PART_KINDS.find((kind) => kind === word);
  if (of === undefined || rest.length > 0) {
    const guess = suggestion(word, PART_KINDS);
    return `expected workload, group, or one of them such as group=srm, got '${text}'${guess === undefined ? '' : `; did you mean ${guess}?`}`;
  }
  const all =
    of === 'workload' ? fleet.workloads.map((workload, index) => ({ of, name: workload.name, workloads: [index] })) : groups(fleet);
  if (name === undefined) return all.filter(({ workloads }) => workloads.length > 0);
  const found = all.find((part) => part.name === name);
  if (found === undefined) {
    const names = all.map((part) => part.name);
    const guess = suggestion(name, names);
    return `there is no ${of} '${name}'; ${guess === undefined ? `known: ${names.join(', ')}` : `did you mean ${guess}?`}`;
  }
  return found.workloads.length > 0 ? [found] : `no workload has jobs that ${of} ${name} may take, so there is nothing to grow`;
}

function groups(fleet: FleetSpec): LoadPart[] {
  return fleet.groups.map((name, group) => {
    const own = new Set(
      fleet.managers
        .filter((manager) => manager.group === group)
        .flatMap(({ configs }) => configs.flatMap(({ entries }) => entries.map(({ runner }) => runner))),
    );
    const runners = fleet.runners.filter((_, index) => own.has(index));
    return { of: 'group', name, workloads: fleet.workloads.flatMap((workload, index) => (isServed(workload, runners) ? [index] : [])) };
  });
}

/** Whether one of these registrations may take some job of a workload. */
function isServed(workload: FleetSpec['workloads'][number], runners: readonly RunnerSpec[]): boolean {
  const own = runners.filter(({ instance }) => instance === workload.instance);
  const isBound = own.some(({ projects }) => projects !== undefined);
  for (const [kind] of kindsOf(workload, isBound)) if (own.some((runner) => mayTake(runner, kind))) return true;
  return false;
}
