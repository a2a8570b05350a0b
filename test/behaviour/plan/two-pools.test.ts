/** A plan of the periods of two pools: one after the other, each beside the other, in one answer. */
import { expect, test } from 'vitest';
import { noteWords } from '../../../src/report/plan/findings.js';
import { prepareScenario } from '../../../src/scenario/prepare.js';
import { requestedPlan } from '../../../src/study/method/requested-plan.js';
import type { PlanResult } from '../../../src/study/plan/plan-result.js';
import { runStudySync } from '../../../src/study/runner.js';

const entry = (name: string): string => `concurrent = 100
check_interval = 1
[[runners]]
  name = "${name}"
  token = "${name}"
  executor = "docker+machine"
  limit = 60
  request_concurrency = 10
  [runners.machine]
    IdleCount = 12
    IdleTime = 60
    MaxBuilds = 1
    MachineDriver = "google"
    MachineName = "m-%s"
    MachineOptions = ["google-zone=z", "google-machine-type=n"]
`;

const rates = (from: number, to: number): string =>
  Array.from({ length: 168 }, (_, hour) => (hour % 24 >= from && hour % 24 < to ? 30 : 2)).join(', ');

const TEXT = `name: Two pools
start: 2018-10-08T00:00:00Z
horizon: 1d
warmup: 1h
replications: 1
instances: { gitlab.com: { long_polling: off, request_latency: 1ms } }
runners: { early: { token: early, tags: [early] }, late: { token: late, tags: [late] } }
clouds:
  gce:
    driver: google
    zones: { z: { boot_time: { exponential: { mean: 600s } } } }
    machine_types: { n: 0.05 USD/h }
managers: { a: { config: early.toml }, b: { config: late.toml } }
workloads:
  first: { tags: [early], pipelines: { rate: { per_hour_of_week: [${rates(4, 10)}] }, jobs: 1 }, duration: 20s }
  second: { tags: [late], pipelines: { rate: { per_hour_of_week: [${rates(14, 20)}] }, jobs: 1 }, duration: 20s }
thresholds: { queue_time: ["share_below(2m) > 80%"] }
`;

/** The one of two pools that can have no periods: its sections are in two time zones. */
const ABROAD = `
    [[runners.machine.autoscaling]]
      Periods = ["* * 3-9 * * * *"]
      IdleCount = 20
      Timezone = "Europe/Berlin"
    [[runners.machine.autoscaling]]
      Periods = ["* * 18-20 * * * *"]
      IdleCount = 15
      Timezone = "America/New_York"
`;

function planned(configOf: (name: string) => string, mostRuns: number): PlanResult {
  const base = prepareScenario(TEXT, 's.yaml', (name) => configOf(name.replace('.toml', '')), { hash: (own) => own });
  if ('issues' in base) throw new Error(base.issues.map(({ message }) => message).join('\n'));
  const none = { waitingPrice: undefined, confidence: undefined, indifference: undefined };
  const request = { file: 's.yaml', seed: 1, vary: [], under: [], periods: 2, replications: 1, runcast: '', rerun: '' };
  const method = requestedPlan(base, { ...request, ...none, mostRuns });
  if ('problem' in method) throw new Error(method.problem);
  return runStudySync(method);
}

test('one that can have none is varied as it is written, and every report says why', () => {
  const result = planned((name) => `${entry(name)}${name === 'late' ? ABROAD : ''}`, 10);
  const names = result.variables.map(({ name }) => name);
  expect(names.filter((name) => name.startsWith('a: IdleCount, ')).length).toBeGreaterThan(0);
  expect(names.filter((name) => name.startsWith('b: '))).toStrictEqual([
    'b: IdleCount, daily 03-10 Europe/Berlin',
    'b: IdleCount, daily 18-21 America/New_York',
    'b: IdleCount, other times',
  ]);
  const why = 'periods of b, entry late: none were made, and its levels vary as they are written: its sections are in several time zones';
  expect(noteWords({ ...result, patches: [], unplaced: [] }).join('\n')).toContain(why);
}, 60_000);

test('both have periods, of the hours of their own load', () => {
  const { variables, tried, used, warnings } = planned(entry, 16);
  const names = variables.map(({ name }) => name);
  const of = (group: string): string[] => names.filter((name) => name.startsWith(`${group}: IdleCount`));
  expect(of('a').join()).toMatch(/0[34]-(09|10)/u);
  expect(of('b').join()).toMatch(/1[34]-(19|20)/u);
  expect(of('a').length + of('b').length).toBe(names.length);
  const set = tried.find((own) => own.set.length > 0)!.set.filter((text) => text.includes('.machine.autoscaling=['));
  expect(set.map((text) => text.slice(0, 13))).toStrictEqual(['managers["a"]', 'managers["b"]']);
  // Runs of both schedules are counted beside those of the settings.
  expect(used.runs).toBeGreaterThan(tried.reduce((sum, { runs }) => sum + runs, 0) + 2);
  expect(warnings.filter((text) => text.startsWith('periods of ')).map((text) => text.split(':')[0])).toStrictEqual([
    'periods of a, entry early',
    'periods of b, entry late',
  ]);
}, 60_000);
