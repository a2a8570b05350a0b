/** Advice that cannot be followed cannot be given, whatever the fleet: checked against the fleet itself, not against what the result says of it. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FleetSpec } from '../../src/fleet/fleet.js';
import type { ProcessConfig } from '../../src/fleet/config.js';
import { dockerMachineOf } from '../../src/fleet/executor.js';
import { advice, groupsHeld } from '../../src/report/run/advice.js';
import { figureLookup } from '../../src/study/figures/figure-lookup.js';
import type { RunResult } from '../../src/results/run-result.js';
import { play } from '../../src/study/simulate.js';
import type { StudyResult } from '../../src/study/study-result.js';
import { summarise } from '../../src/study/study.js';
import { SECOND } from '../../src/units/time.js';
import { anyFleet } from '../support/arbitraries.js';
import { anyTroubledFleet } from '../support/troubles.js';

function studyOf(fleet: FleetSpec): StudyResult {
  const facts = {
    runcast: '0.1.0',
    scenario: { name: 'x', file: 'x.yaml', hash: 'abcdef0123456789' },
    seed: 1,
    rerun: 'runcast run x.yaml',
    defaults: [],
    warnings: [],
    thresholds: [],
    allowUnmatchedJobs: true,
  };
  return summarise(facts, [play(fleet, { seed: 1, replication: 0, timeline: true })]);
}

type Entry = ProcessConfig['entries'][number];

/** Every configuration and every entry that some process of the group has at some time. */
function own(fleet: FleetSpec, group: string): { readonly configs: readonly ProcessConfig[]; readonly entries: readonly Entry[] } {
  const configs = fleet.managers.filter((manager) => fleet.groups[manager.group] === group).flatMap((manager) => manager.configs);
  return { configs, entries: configs.flatMap(({ entries }) => entries) };
}

/** The part of a group's machines that was being removed while a limit held jobs, by the averages of the timeline. */
function removedUnderLimit({ timeline }: RunResult, group: string): number {
  let [removing, all] = [0, 0];
  const signals = timeline!.signals;
  for (let bin = 0; signals.some(({ averages }) => bin < averages.length); bin++) {
    const at = (is: (signal: (typeof signals)[number]) => boolean): number =>
      signals.filter(is).reduce((sum, { averages }) => sum + (averages[bin] ?? 0), 0);
    const held = at(({ name, cause }) => name === 'jobs_waiting' && cause === 'limit');
    removing += held * at((signal) => signal.name === 'machines_removing' && signal.group === group);
    all += held * at((signal) => signal.name === 'machines_all' && signal.group === group);
  }
  return all > 0 ? removing / all : 0;
}

function isPossible(fleet: FleetSpec): void {
  const study = studyOf(fleet);
  const lookup = figureLookup(study);
  for (const { group, heldBy } of groupsHeld(study, lookup)) {
    const { configs, entries } = own(fleet, group);
    const idleOf = (entry: Entry): number => Math.max(-1, ...(dockerMachineOf(entry)?.timeline.map(({ idle }) => idle.idleCount) ?? []));
    const mean = lookup('group', group, 'queueTime.mean')!.estimate!;
    for (const [index, { cause, share, bearing }] of heldBy.entries()) {
      // As much of the wait as the figures say, the largest first.
      expect(share * mean).toBeCloseTo(lookup('group', group, `waits.mean.${cause}`)!.estimate!, 6);
      expect(share).toBeLessThanOrEqual(heldBy[index - 1]?.share ?? 1 + 1e-9);
      expect(bearing.length).toBeGreaterThan(0);
      for (const thing of bearing) {
        const key = /^(\w+) \(now /u.exec(thing)?.[1];
        if (key === 'check_interval') expect(configs.some(({ checkInterval }) => checkInterval > SECOND)).toBe(true);
        if (key === 'limit') {
          expect(entries.some(({ limit }) => limit > 0)).toBe(true);
          if (cause === 'limit') expect(removedUnderLimit(study.first, group)).toBeLessThan(0.5);
        }
        if (key === 'IdleCount') {
          // Some pool could keep more: one without a limit, or with one above its IdleCount.
          expect(entries.some((entry) => dockerMachineOf(entry) !== undefined && (entry.limit === 0 || idleOf(entry) < entry.limit))).toBe(
            true,
          );
        }
        if (key === 'MaxGrowthRate') expect(entries.some((entry) => (dockerMachineOf(entry)?.maxGrowthRate ?? 0) > 0)).toBe(true);
        if (key === 'MaxBuilds') expect(entries.some((entry) => (dockerMachineOf(entry)?.maxBuilds ?? 0) > 0)).toBe(true);
        if (key === 'request_concurrency') expect(entries.length).toBeGreaterThan(0);
      }
    }
  }
  // What a change would do is not known before it is run: nothing says which way to turn a setting, or that it helps.
  for (const sentence of advice(study, lookup)) expect(sentence).not.toMatch(/\b(?:raise|lower|increase|reduce|help|add|ask|give)\b/u);
}

test('no setting is named that the group has not got, or that cannot be otherwise', () => {
  fc.assert(fc.property(anyFleet(), isPossible), { numRuns: 60 });
});

test('not in troubles either: no limit that is full of what is being removed', () => {
  fc.assert(fc.property(anyTroubledFleet(), isPossible), { numRuns: 60 });
});
