/** Stages of pipelines, retries and pipelines of histories: what may be written, what is refused and how, what the engine gets. */
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { scenarioYaml } from '../../../src/scenario/canonical.js';
import { expectedJobs } from '../../../src/scenario/build/expected-jobs.js';
import { replay } from '../../../src/scenario/replay/replay.js';
import { readTrace } from '../../../src/trace/table.js';
import type { GeneratedArrivals, TraceArrivals } from '../../../src/fleet/arrivals.js';
import { HOUR, MINUTE, SECOND } from '../../../src/units/time.js';
import { errors, prepared, type Change } from '../../support/scenario-files.js';

const PIPELINES = 'pipelines: { rate: 40/h, jobs: { lognormal: { median: 2, p95: 10 } } }';
const DURATION = '    duration: { lognormal: { median: 3m, p95: 18m } }\n';

const STAGES = [
  '{ name: build, duration: 3m }',
  '{ name: test, jobs: { lognormal: { median: 4, p95: 20 } }, tags: [big, amd], failure: 2%, interruptible: true }',
  '{ name: lint, needs: [], duration: 40s, protected: true }',
  '{ name: deploy, needs: [test, lint], delay: 10m, allow_failure: true, duration: { exponential: { mean: 1m } } }',
];

/** The fixture with these stages, `more` beside them. */
const staged = (stages: readonly string[] = STAGES, more = ''): Change => ({
  swap: [[PIPELINES, `pipelines: { rate: 40/h, stages: [${stages.join(', ')}]${more} }`]],
});
const generated = (change: Change): GeneratedArrivals => {
  const { arrivals } = prepared(change).fleet.workloads.find(({ name }) => name === 'public')!;
  if (arrivals.kind !== 'generated') throw new Error('expected generated load');
  return arrivals;
};

describe('stages', () => {
  test('are built in their order, with what they need, the rest from the workload', () => {
    const { pipeline, classes } = generated(staged(STAGES, ', supersedes: 20%'));
    expect(pipeline?.supersedes).toBe(0.2);
    expect(pipeline?.stages.map(({ name, needs }) => [name, needs])).toEqual([
      ['build', []],
      ['test', [0]],
      ['lint', []],
      ['deploy', [1, 2]],
    ]);
    const [build, tests, lint, deploy] = pipeline!.stages;
    expect(build).toMatchObject({ jobs: { kind: 'constant', value: 1 }, delay: { value: 0 }, allowFailure: false, interruptible: false });
    expect(build?.classes).toEqual([
      { name: 'all', weight: 1, duration: { kind: 'constant', value: 3 * MINUTE }, tags: [], protected: false, failure: 0 },
    ]);
    expect(tests).toMatchObject({ interruptible: true, jobs: { kind: 'lognormal' } });
    expect(tests?.classes[0]).toMatchObject({ tags: ['amd', 'big'], failure: 0.02, duration: { kind: 'lognormal' } });
    expect(lint?.classes[0]).toMatchObject({ protected: true, duration: { value: 40 * SECOND } });
    expect(deploy).toMatchObject({ allowFailure: true, delay: { value: 10 * MINUTE } });
    expect(classes).toEqual(pipeline?.stages.flatMap((stage) => stage.classes));
  });

  test('take the classes of their workload, each class with what it says itself and else what the stage says', () => {
    const change: Change = {
      swap: [
        ...(staged(['{ name: build, tags: [big], failure: 5% }', '{ name: own, classes: { one: { duration: 9s } }, tags: [s] }']).swap ??
          []),
        [DURATION, '    classes: { a: { duration: 1m, weight: 3 }, b: { duration: 2m, tags: [x], failure: 0% } }\n'],
      ],
    };
    const [build, own] = generated(change).pipeline!.stages;
    expect(build?.classes.map(({ name, weight, tags, failure }) => [name, weight, tags, failure])).toEqual([
      ['a', 3, ['big'], 0.05],
      ['b', 1, ['x'], 0],
    ]);
    expect(own?.classes).toMatchObject([{ name: 'one', tags: ['s'], duration: { value: 9 * SECOND } }]);
  });

  test('need no duration of the workload where each has its own', () => {
    const change: Change = { swap: [...(staged(['{ name: a, duration: 1m }']).swap ?? []), [DURATION, '']] };
    expect(generated(change).pipeline?.stages).toHaveLength(1);
  });

  test('come at fixed intervals too', () => {
    const change: Change = { swap: [[PIPELINES, 'every: { interval: 1h, supersedes: 100%, stages: [{ name: a }, { name: b }] }']] };
    const { pattern, pipeline } = generated(change);
    expect(pattern).toMatchObject({ kind: 'deterministic', every: HOUR });
    expect(pipeline).toMatchObject({ supersedes: 1, stages: [{ needs: [] }, { needs: [0] }] });
  });

  test('are those of scheduled pipelines of the workload, too', () => {
    const schedules = '    schedules: { nightly: { at: 0 4 * * *, pipelines: 3 } }\n';
    const change: Change = {
      swap: [...(staged(['{ name: a, jobs: 2 }', '{ name: b, jobs: 0.25 }']).swap ?? []), [DURATION, DURATION + schedules]],
    };
    const arrivals = generated(change);
    // 40 pipelines an hour for a day and 3 more at night, of 2.25 jobs each.
    expect(expectedJobs(arrivals, 24 * HOUR)).toBeCloseTo((40 * 24 + 3) * 2.25, 6);
    const { scenario } = prepared(change);
    expect(scenario.workloads['public']?.schedules?.['nightly']).not.toHaveProperty('jobs');
    expect(scenario.workloads['public']?.pipelines).not.toHaveProperty('jobs');
  });

  test('stay what they are when the scenario is written and read again', () => {
    const change = staged(STAGES, ', supersedes: 20%');
    const first = prepared({ swap: [...(change.swap ?? []), [DURATION, `${DURATION}    retry: 2\n`]] });
    const text = scenarioYaml(first.scenario);
    const again = prepared({}, text);
    expect(scenarioYaml(again.scenario)).toBe(text);
    expect(again.defaults).toEqual([]);
    expect(again.fleet).toEqual(first.fleet);
  });

  test('leave no trace in a scenario that has none', () => {
    const { scenario, defaults } = prepared();
    expect(stringify(scenario)).not.toMatch(/supersedes|retry|transfers|helpers|monitoring|http_retries/u);
    expect(
      defaults.map(({ path }) => path).filter((path) => /supersedes|stages\[|retry|transfers|helpers|monitoring|http_retries/u.test(path)),
    ).toEqual([]);
    expect(prepared().fleet.workloads.map(({ retry }) => retry)).toEqual([
      { max: 0, when: [] },
      { max: 0, when: [] },
    ]);
  });

  const BAD: readonly (readonly [name: string, change: Change, at: RegExp, says: RegExp])[] = [
    [
      'jobs beside stages',
      staged(STAGES, ', jobs: 2'),
      /^s\.yaml:26:5 workloads\.public\.pipelines: /u,
      /either jobs \(all pending at once\) or stages, got both/u,
    ],
    [
      'supersedes without stages',
      { swap: [[PIPELINES, 'pipelines: { rate: 40/h, supersedes: 20% }']] },
      /^s\.yaml:26:5 workloads\.public\.pipelines: /u,
      /supersedes goes with stages; state stages, one is enough/u,
    ],
    ['no stage at all', staged([]), /^s\.yaml:26:\d+ workloads\.public\.pipelines\.stages: /u, /at least one stage/u],
    [
      'two of one name',
      staged(['{ name: a }', '{ name: a }']),
      /^s\.yaml:26:\d+ workloads\.public\.pipelines\.stages\[1\]\.name: /u,
      /two stages called 'a'.*rename/u,
    ],
    [
      'a need misspelt',
      staged(['{ name: build }', '{ name: test, needs: [buidl] }']),
      /stages\[1\]\.needs\[0\]: /u,
      /no stage 'buidl'; did you mean build\?/u,
    ],
    [
      'a need of itself',
      staged(['{ name: a, needs: [a] }']),
      /^s\.yaml:26:\d+ .*stages\[0\]\.needs\[0\]: /u,
      /'a' needs itself; .*leave it out/u,
    ],
    [
      'a need named twice',
      staged(['{ name: a }', '{ name: b, needs: [a, a] }']),
      /stages\[1\]\.needs\[1\]: /u,
      /'a' is named twice; expected each stage once/u,
    ],
    [
      'a need below',
      staged(['{ name: a, needs: [b] }', '{ name: b, needs: [] }']),
      /stages\[0\]\.needs\[0\]: /u,
      /'b' comes after 'a'; .*move 'b' up/u,
    ],
    [
      'a circle',
      staged(['{ name: a, needs: [c] }', '{ name: b, needs: [a] }', '{ name: c, needs: [b] }']),
      /stages\[0\]\.needs\[0\]: /u,
      /needs go in a circle: a -> c -> b -> a; .*leave one of them out/u,
    ],
    [
      'both duration and classes',
      staged(['{ name: a, duration: 1m, classes: { x: { duration: 1m } } }']),
      /stages\[0\]: /u,
      /either duration or classes .*, got both/u,
    ],
    [
      'no duration anywhere',
      { swap: [...(staged(['{ name: a }']).swap ?? []), [DURATION, '']] },
      /^s\.yaml:26:\d+ workloads\.public\.pipelines\.stages\[0\]: /u,
      /the stage 'a' has no duration, and neither has the workload; .*add duration: 3m/u,
    ],
    ['no jobs in any', staged(['{ name: a, jobs: 0 }']), /pipelines\.stages: /u, /no stage has jobs; expected at least one/u],
    [
      'jobs of a schedule beside them',
      { swap: [...(staged().swap ?? []), [DURATION, `${DURATION}    schedules: { nightly: { at: 0 4 * * *, jobs: 3 } }\n`]] },
      /schedules\.nightly\.jobs: /u,
      /have stages, those of its schedules too; leave jobs out/u,
    ],
    ['a misspelt key', staged(['{ name: a, interuptible: true }']), /stages\[0\]\.interuptible: /u, /did you mean interruptible\?/u],
    ['a delay without a unit', staged(['{ name: a, delay: 10 }']), /stages\[0\]\.delay: /u, /expected a duration with its unit/u],
    [
      'a share without a unit',
      staged(STAGES, ', supersedes: 0.2'),
      /pipelines\.supersedes: /u,
      /expected a share as a percentage .*got the number 0\.2/u,
    ],
  ];
  test.each(BAD)('are refused with %s', (_, change, at, says) => {
    const [first = ''] = errors(change);
    expect(first).toMatch(at);
    expect(first).toMatch(says);
    expect(errors(change)).toHaveLength(1);
  });
});

describe('retries', () => {
  const retrying = (retry: string): Change => ({ swap: [[DURATION, `${DURATION}    retry: ${retry}\n`]] });
  const built = (retry: string) => prepared(retrying(retry)).fleet.workloads.find(({ name }) => name === 'public')?.retry;

  test('come after the ends that are named, in one order', () => {
    expect(built('{ max: 2, when: [stuck, failed, stuck] }')).toEqual({ max: 2, when: ['failed', 'stuck'] });
    expect(built('1')).toEqual({ max: 1, when: ['failed', 'runner_system_failure', 'timed_out', 'stuck'] });
    expect(built('0')).toEqual({ max: 0, when: [] });
  });

  test('are for histories too', () => {
    const { fleet } = prepared({ swap: [['trace: history.csv', 'trace: history.csv\n    retry: { max: 1, when: [timed_out] }']] });
    expect(fleet.workloads[0]?.retry).toEqual({ max: 1, when: ['timed_out'] });
  });

  test.each([
    [
      '{ max: 2, when: [system_failure] }',
      /retry\.when\[0\]: .*expected one of failed, runner_system_failure, timed_out, stuck, got 'system_failure'/u,
    ],
    ['{ max: 2, when: [] }', /retry\.when: .*at least one of failed/u],
    ['{ when: [failed] }', /retry\.max: .*required key 'max' is missing/u],
    ['11', /retry: .*expected a whole number from 0 to 10, got the number 11/u],
    ['always', /retry: .*expected .*, got 'always'/u],
  ])('are refused as %s', (retry, says) => {
    expect(errors(retrying(retry))).toHaveLength(1);
    expect(errors(retrying(retry))[0]).toMatch(says);
  });
});

describe('pipelines of a history', () => {
  const columns = { pipeline: 'pipeline', queued_at: 'queued_at', duration: 'duration' };
  const ordinals = (rows: string, options: { growth?: { pipelines: number; spread: number }; loop?: boolean } = {}): number[] => {
    const table = readTrace(`pipeline,queued_at,duration\n${rows}`, columns, 'a');
    const result = replay(table, {
      ...{
        align: 'start',
        start: 0,
        horizon: 1_000 * SECOND,
        shift: 0,
        growth: { pipelines: 1, spread: 0 },
        loop: false,
        overhead: 0,
        bits: 0,
        tags: [],
      },
      ...options,
      projectOf: () => 0,
    });
    if ('problem' in result) throw new Error(result.problem);
    return [...result.arrivals.pipeline];
  };

  test('are numbered from 1 in the order of their first jobs; jobs without one have 0', () => {
    expect(ordinals('b,0,1\na,5,1\nb,6,1\n,7,1\na,8,1\n')).toEqual([1, 2, 1, 0, 2]);
    expect(ordinals('late,9,1\nearly,2,1\n')).toEqual([1, 2]);
  });

  test('are others in each copy and each round', () => {
    expect(ordinals('a,0,1\na,1,1\n', { growth: { pipelines: 2, spread: 0 } })).toEqual([1, 2, 1, 2]);
    expect(ordinals('a,0,1\na,400,1\n', { loop: true })).toEqual([1, 1, 2]);
  });

  test('are not there without such a column', () => {
    const arrivals = prepared().fleet.workloads[0]?.arrivals as TraceArrivals;
    expect(arrivals.pipeline).toHaveLength(0);
    const csv = 'pipeline,project,queued_at,duration\n7,alpha,0,60\n9,alpha,10,60\n7,alpha,20,60\n';
    const read = prepared({ files: { 'history.csv': csv } }).fleet.workloads[0]?.arrivals as TraceArrivals;
    expect([...read.pipeline]).toEqual([1, 2, 1]);
  });
});

describe('retries of requests', () => {
  const retried = (text: string): Change => ({ swap: [['request_latency: 200ms', `request_latency: 200ms, http_retries: ${text}`]] });

  test('belong to the instance', () => {
    expect(prepared().fleet.instances[0]?.httpRetries).toBeUndefined();
    expect(prepared(retried('4')).fleet.instances[0]?.httpRetries).toBe(4);
    expect(errors(retried('-1'))[0]).toMatch(/http_retries: .*expected a whole number from 0 to 100, got the number -1/u);
  });
});
