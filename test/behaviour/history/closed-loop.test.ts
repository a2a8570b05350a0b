/** A known scenario leaves a history behind; what is fitted to that is the scenario, and simulated it gives the history back. */
import seedrandom from 'seedrandom';
import { describe, expect, test } from 'vitest';
import type { Estimate } from '../../../src/history/fit/estimate.js';
import { fitHistory, type HistoryFit } from '../../../src/history/fit/fit.js';
import type { LoadKind } from '../../../src/history/fit/load-kinds.js';
import { fittedScenario } from '../../../src/history/forecast/scenario.js';
import { offsetsOf } from '../../../src/scenario/periods/zone.js';
import type { PreparedScenario } from '../../../src/scenario/prepare.js';
import { sortedQuantile } from '../../../src/stats/quantiles.js';
import { comparedJobs } from '../../../src/study/fit/compared-jobs.js';
import { simulate } from '../../../src/study/simulate.js';
import { DAY, SECOND } from '../../../src/units/time.js';
import { generatedHistory } from '../../support/generated-history.js';
import { historyIn } from '../../support/history.js';
import { prepared } from '../../support/scenario-files.js';

const SLOTS = 4;

/** Pipelines of a first job and two to five others, some seconds to minutes later, of two kinds of jobs, on one host. */
function truth(variation: number): string {
  return `name: truth
start: 2018-10-01T00:00:00Z
horizon: 29d
instances:
  ci: { request_latency: 0s, update_latency: 0s, final_update_latency: 0s, long_poll_wake: job, fair_usage: false }
runners:
  host: { tags: [docker, tiny], run_untagged: false }
managers:
  host:
    config:
      file: host.toml
      text: |
        concurrent = ${SLOTS}
        check_interval = 1
        [[runners]]
          name = "host"
          url = "https://ci.example/"
          executor = "shell"
          request_concurrency = ${SLOTS}
    entries: { "0": host }
workloads:
  web:
    start: 0s
    stages: { prepare: 0s, prepare_script: 0s, get_sources: 0s, cleanup: 0s }
    pipelines:
      rate: 6/h
      daily_variation: { cv: ${variation} }
      stages:
        - { name: first }
        - { name: others, needs: [], jobs: { discrete: [{ value: 2, weight: 1 }, { value: 5, weight: 1 }] }, delay: { lognormal: { mean: 120s, cv: 0.8 } } }
    classes:
      build: { weight: 3, duration: { lognormal: { mean: 240s, cv: 0.8 } }, tags: [docker], failure: 10% }
      test: { weight: 1, duration: { lognormal: { mean: 120s, cv: 0.5 } }, tags: [tiny] }
`;
}

/** The fit of what a fleet leaves behind. */
function fitted({ fleet }: PreparedScenario, load: LoadKind, seed: number): { readonly fit: HistoryFit; readonly text: string } {
  const text = generatedHistory(fleet, seed, (manager) => manager);
  const fit = fitHistory(historyIn(text), { load, hasOwnWaits: true, timezone: 'UTC', offsetsOf: offsetsOf('UTC') });
  return { fit, text };
}

/** The scenario of a fit. */
function scenarioOf(fit: HistoryFit, text: string): PreparedScenario {
  const { yaml, issues } = fittedScenario(fit, {
    name: 'loop',
    history: 'loop.csv',
    tagSeparator: undefined,
    configs: [],
    isGitlab: false,
    absences: [],
    areAbsencesPlayed: false,
    replications: 1,
  });
  expect(issues).toEqual([]);
  return prepared({ files: { 'loop.csv': text } }, yaml);
}

function near({ value, se }: Estimate, expected: number | Estimate, by = 4): void {
  const other = typeof expected === 'number' ? { value: expected, se: 0 } : expected;
  expect(Math.abs(value - other.value)).toBeLessThan(by * Math.hypot(se!, other.se!) + 1e-9);
}

/** Means of what matters of the waits, over a few replications, in seconds. */
function waitsOf({ fleet }: PreparedScenario, count: number): { readonly mean: number; readonly p95: number } {
  const runs = Array.from({ length: count }, (_, replication) => simulate(fleet, { seed: 5, replication }).jobs.all.startDelay);
  const average = (of: (own: (typeof runs)[number]) => number | null): number =>
    runs.reduce((sum, own) => sum + (of(own) ?? NaN), 0) / runs.length;
  return { mean: average(({ mean }) => mean.value), p95: average(({ p95 }) => p95.value) };
}

/** Runs of a fitted scenario that are taken together, each as long as the history: of drawn days more, for theirs is all the error. */
const RUNS = { generator: 4, days: 8 };
const DRAWS = 200;

/** Standard errors of the logarithms of the history's mean and p95 wait, by drawing its days again (a bootstrap of whole days, for the waits of a day hang together). */
function spreadOf(text: string): { readonly mean: number; readonly p95: number } {
  const { jobs, from } = historyIn(text);
  const days = new Map<number, number[]>();
  for (const { queued, started } of jobs) {
    if (started === undefined) continue;
    const day = Math.floor((queued - from) / DAY);
    days.set(day, [...(days.get(day) ?? []), (started - queued) / SECOND]);
  }
  const [all, random] = [[...days.values()], seedrandom('days')];
  const drawn = Array.from({ length: DRAWS }, () => {
    const waits = Float64Array.from(all.flatMap(() => all[Math.floor(random() * all.length)]!)).sort();
    return { mean: Math.log(waits.reduce((sum, wait) => sum + wait, 0) / waits.length), p95: Math.log(sortedQuantile(waits, 0.95)) };
  });
  const sd = (of: (own: (typeof drawn)[number]) => number): number => {
    const mean = drawn.reduce((sum, own) => sum + of(own), 0) / DRAWS;
    return Math.sqrt(drawn.reduce((sum, own) => sum + (of(own) - mean) ** 2, 0) / (DRAWS - 1));
  };
  return { mean: sd(({ mean }) => mean), p95: sd(({ p95 }) => p95) };
}

/**
 * Expects the waits of a load to be those of the history within three standard errors of their ratio. Of a generator the history is one sample of what it draws, and
 * the runs are several; days are drawn from the history itself, so that only the runs are samples.
 */
function expectWaits(again: PreparedScenario, { days }: HistoryFit, text: string, load: keyof typeof RUNS): void {
  const { observed } = comparedJobs(historyIn(text), () => 0, days!, again.fleet);
  const [found, spread] = [waitsOf(again, RUNS[load]), spreadOf(text)];
  const samples = (load === 'generator' ? 1 : 0) + 1 / RUNS[load];
  for (const figure of ['mean', 'p95'] as const) {
    const off = Math.abs(Math.log(found[figure] / observed![figure]));
    expect([figure, off < 3 * spread[figure] * Math.sqrt(samples)]).toEqual([figure, true]);
  }
}

describe('whole days', () => {
  const { fit, text } = fitted(prepared({}, truth(0.3)), 'days', 1);
  const again = scenarioOf(fit, text);

  test('show the host', () => {
    expect(fit.fleet.hosts.map(({ tags, places, takesUntagged }) => [tags, places, takesUntagged])).toEqual([
      [['docker', 'tiny'], SLOTS, false],
    ]);
    expect(fit.fleet.pools).toEqual([]);
  });

  test('give back the waits', () => {
    expectWaits(again, fit, text, 'days');
  });

  test('are fitted again to the same numbers', () => {
    const second = fitted(again, 'days', 2).fit;
    near(second.duration!.mean, fit.duration!.mean);
    near(second.duration!.cv, fit.duration!.cv);
    for (const [i, own] of fit.days!.classes.entries()) {
      near(second.days!.classes[i]!.jobs, own.jobs);
      near(second.days!.classes[i]!.jobHours, own.jobHours);
    }
  });
});

describe('pipelines', () => {
  const { fit, text } = fitted(prepared({}, truth(0)), 'batches', 3);
  const again = scenarioOf(fit, text);

  test('are those of the scenario', () => {
    const [all] = fit.batches!.random;
    expect(fit.batches!.random).toHaveLength(1);
    near(all!.aDay, 144);
    near(all!.size, 4.5);
    const [build, tiny] = all!.kinds;
    near(build!.mean, 240);
    near(build!.cv, 0.8);
    near(build!.failed, 0.1);
    near(tiny!.mean, 120);
    near(tiny!.cv, 0.5);
    // The first job of a pipeline is the one that comes first.
    expect(Math.abs(all!.gap!.value - 120)).toBeLessThan(4 * all!.gap!.se!);
  });

  test('give back the waits', () => {
    expectWaits(again, fit, text, 'generator');
  });

  test('are fitted again to the same numbers', () => {
    const [all] = fitted(again, 'batches', 4).fit.batches!.random;
    const [was] = fit.batches!.random;
    near(all!.aDay, was!.aDay);
    near(all!.size, was!.size);
    near(all!.gap!, was!.gap!);
    near(all!.kinds[0]!.mean, was!.kinds[0]!.mean);
  });
});

test('a profile finds by how much days differ, and the scenario of it has such days', () => {
  const { fit, text } = fitted(prepared({}, truth(0.4)), 'profile', 6);
  near(fit.batches!.variation!, 0.4);
  const again = fitted(scenarioOf(fit, text), 'profile', 7).fit;
  near(again.batches!.variation!, fit.batches!.variation!);
});

describe('pipelines by the clock whose jobs come one after another', () => {
  const nightly = truth(0).replace(
    /^ {4}pipelines:\n {6}rate: .*\n {6}daily_variation.*$/mu,
    '    schedules: { nightly: { at: "15 2 * * *" } }\n    pipelines:\n      rate: 0/h',
  );
  const { fit, text } = fitted(prepared({}, nightly), 'batches', 8);

  test('are a schedule with the gaps of the history', () => {
    expect(fit.batches!.random).toEqual([]);
    const [own] = fit.batches!.clock;
    expect(own).toMatchObject({ time: { minute: 15, hour: 2 }, pipelines: 29 });
    // The stages of the truth draw them from a lognormal of mean 120 s.
    near(own!.gap!, 120);
  });

  test('come out of the scenario again, as many with such gaps', () => {
    const [was] = fit.batches!.clock;
    const [again] = fitted(scenarioOf(fit, text), 'batches', 9).fit.batches!.clock;
    // Days whose begin nobody saw are not fitted.
    expect(again).toMatchObject({ time: { minute: 15, hour: 2 }, pipelines: fit.days!.days });
    near(again!.gap!, was!.gap!);
    near(again!.size, was!.size);
  });
});
