/** Advice speaks of an executor in the words of its own settings. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { groupsHeld } from '../../../../src/report/run/advice.js';
import { formatIssue } from '../../../../src/scenario/text/issue.js';
import { prepareScenario } from '../../../../src/scenario/prepare.js';
import { figureLookup } from '../../../../src/study/figures/figure-lookup.js';
import { play } from '../../../../src/study/simulate.js';
import { summarise } from '../../../../src/study/study.js';

const read = (file: string): string => readFileSync(path.resolve(import.meta.dirname, '../../../../scenarios', file), 'utf8');

/** What is said to bear on the waits of a group of the scenario with both executors: the busiest six hours of its Monday. */
function bearing(group: string, ...set: string[]): Record<string, readonly string[]> {
  const name = 'migrate-to-autoscaler.yaml';
  const prepared = prepareScenario(read(name), name, read, { set: ['horizon=14h', 'warmup=8h', ...set], hash: String });
  if ('issues' in prepared) throw new Error(prepared.issues.map(formatIssue).join('\n'));
  const facts = {
    runcast: '0',
    scenario: { name, file: name, hash: '' },
    seed: 1,
    rerun: '',
    defaults: [],
    warnings: [],
    thresholds: [],
    allowUnmatchedJobs: false,
  };
  const study = summarise(facts, [play(prepared.fleet, { seed: 1, replication: 0, timeline: true })]);
  const held = groupsHeld(study, figureLookup(study)).find((own) => own.group === group)!;
  return Object.fromEntries(held.heldBy.map((own) => [own.cause, own.bearing]));
}

const IDLE = (slots: number): string[] => [`policy[0].idle_count=${slots}`, `policy[1].idle_count=${slots}`];

describe('of docker-autoscaler', () => {
  test('a boot is a matter of idle_count, over its policies', () => {
    expect(bearing('docker-autoscaler', 'policy[1].idle_count=4')['boot']).toEqual(['idle_count (now 4 to 6)', 'how long machines boot']);
  });

  test('instances that are all there are a matter of max_instances, and idle_count reaches no further', () => {
    const found = bearing('docker-autoscaler', 'max_instances=12', ...IDLE(12));
    expect(found['limit']).toEqual(['max_instances (now 12)', 'the number of managers']);
    for (const things of Object.values(found)) expect(things.join()).not.toContain('idle_count');
  });

  test('creations that are held back are a matter of the throttle and of ready commands', () => {
    const failing = ['instance_ready_command=cloud-init status', 'clouds.gce.zones.europe-west1-c.ready_failure=95%'];
    const found = bearing('docker-autoscaler', ...failing, 'horizon=9h', ...IDLE(2));
    expect(found['growth_rate']).toEqual(['scale_throttle', 'whether ready commands succeed', 'how long machines boot']);
  });
});

test('of docker+machine beside it nothing is said in the words of the other', () => {
  const found = bearing('docker-machine', 'IdleCount=4');
  expect(found['boot']).toEqual(['IdleCount (now 4)', 'how long machines boot']);
  expect(JSON.stringify(found)).not.toMatch(/idle_count|max_instances|reservation_throttling/u);
});
