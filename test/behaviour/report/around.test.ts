/** Tables of what is around a fleet, the lines over time, what is assumed, and the head of the summary, from results made by hand. */
import { terminalReport } from '../../../src/report/run/terminal.js';
import { describe, expect, test } from 'vitest';
import { assumedLines } from '../../../src/report/run/assumed.js';
import { defaultLines } from '../../../src/report/run/default-lines.js';
import { foundText, reportModel, type ReportModel } from '../../../src/report/run/model.js';
import { pageModel } from '../../../src/report/run/page/model.js';
import { levelsOf } from '../../../src/report/frame/spark.js';
import { sparklines } from '../../../src/report/run/sparkline.js';
import { cloudTables } from '../../../src/report/run/tables/cloud-tables.js';
import { gitLabTable } from '../../../src/report/run/tables/gitlab-table.js';
import { monitoringTable } from '../../../src/report/run/tables/monitoring-table.js';
import { pipelineTable } from '../../../src/report/run/tables/pipeline-table.js';
import { trafficTable } from '../../../src/report/run/tables/traffic-table.js';
import type { Table } from '../../../src/report/frame/table.js';
import { Collector } from '../../../src/results/collector.js';
import type { RunResult } from '../../../src/results/run-result.js';
import { summarise, type StudyFacts } from '../../../src/study/study.js';
import type { JudgedThreshold, StudyResult } from '../../../src/study/study-result.js';
import { aJob, aPendingJob, anEnd, options } from '../../support/records.js';
import { lookupOf, said } from '../../support/figures.js';

const runs = (...own: readonly object[]): StudyResult => ({ runs: own }) as unknown as StudyResult;
const cells = ({ columns, rows }: Table): unknown[] => [columns, ...rows.map(({ name, cells: own, spread }) => [name, ...own, ...spread])];

describe('pipelines', () => {
  const table = (names: readonly string[], figures: Readonly<Record<string, number>>): Table =>
    pipelineTable({ first: { jobs: { workloads: names.map((name) => ({ name })) } } } as unknown as StudyResult, lookupOf(figures));

  test('of each workload where several have some, and of all', () => {
    const names = (figures: Readonly<Record<string, number>>): string[] => table(['a', 'b'], figures).rows.map(({ name }) => name);
    expect(names({ pipelines: 0 })).toEqual([]);
    expect(names({ pipelines: 1, 'workload a pipelines': 1 })).toEqual(['all pipelines']);
    expect(names({ pipelines: 2, 'workload a pipelines': 1, 'workload b pipelines': 1 })).toEqual(['a', 'b', 'all pipelines']);
  });

  test('what was cancelled is told where some was', () => {
    expect(table([], { pipelines: 1, 'pipelineStatuses.cancelled': 0 }).notes).toHaveLength(1);
    const cancelled = (n: number): string => said(table([], { pipelines: 1, 'pipelineStatuses.cancelled': n }))[1]!;
    expect([cancelled(1), cancelled(1.5)]).toEqual(['1 was cancelled and is left out.', '1.5 were cancelled and are left out.']);
  });
});

describe('means over replications', () => {
  const traffic = (transfers: number, over: object = {}): object => ({
    helper: 'mirror',
    cloud: 'gce',
    transfers,
    refused: 0,
    gibOut: 0,
    gibIn: 0,
    cost: 0,
    ...over,
  });

  test('what a run has not got is nought there; columns of nothing are left out', () => {
    const own = trafficTable(
      runs(
        { traffic: [traffic(10, { gibOut: 1 })] },
        { traffic: [traffic(20, { gibOut: 1 }), traffic(4, { helper: 'GitLab', cloud: '' })] },
      ),
    );
    // Student's t of one degree of freedom is 12.706: over 10 and 20 it is 5 times that, over 0 and 4 twice.
    expect(cells(own)).toEqual([
      ['transfers', 'GiB to'],
      ['mirror and gce', '15', '1', '± 63.5', '± 0'],
      ['GitLab', '2', '-', '± 25.4', ''],
    ]);
    expect(trafficTable(runs({}, {})).rows).toEqual([]);
    expect(trafficTable(runs({ traffic: [traffic(0)] })).rows).toEqual([]);
  });

  test('of one replication there are no half-widths; counts from a hundred on are whole', () => {
    expect(
      cells(
        gitLabTable(runs({ gitlab: [{ instance: 'g', requestsPerSecond: 2.5, statusUpdatesPerSecond: 0, traceUpdatesPerSecond: 0 }] })),
      ),
    ).toEqual([['job requests'], ['g', '2.5', '']]);
    expect(trafficTable(runs({ traffic: [traffic(99)] }, { traffic: [traffic(99.5)] })).rows[0]!.cells).toEqual(['99.3']);
    expect(trafficTable(runs({ traffic: [traffic(100)] }, { traffic: [traffic(100.5)] })).rows[0]!.cells).toEqual(['100']);
  });
});

describe('clouds', () => {
  const cloud = (over: object): object => ({
    cloud: 'gce',
    calls: 0,
    refusedCalls: 0,
    refusedByQuota: 0,
    failedByOutage: 0,
    died: 0,
    preempted: 0,
    orphaned: 0,
    zeroRecords: 0,
    hangingRemoved: 0,
    zeroRemoved: 0,
    ...over,
  });

  test('columns are explained where they are shown, with a capital first', () => {
    const [api, troubles] = cloudTables(runs({ clouds: [cloud({ calls: 9, refusedByQuota: 2, orphans: { average: 0.5, peak: 3 } })] })) as [
      Table,
      Table,
    ];
    expect(cells(api)).toEqual([
      ['calls', 'over quota'],
      ['gce', '9', '2', '', ''],
    ]);
    expect(said(api)).toEqual(['Calls: of commands and passes; over quota: creates refused.']);
    expect(cells(troubles)).toEqual([
      ['stand', 'peak'],
      ['gce', '0.5', '3', '', ''],
    ]);
    expect(said(troubles)).toEqual(['Stand: how many of them on average.']);
  });

  test('machines that stand, of the first replication, with what the account may have', () => {
    const notes = (machines: object, over: object, more: readonly object[] = []): readonly string[] =>
      said(cloudTables(runs({ clouds: [cloud({ died: 1, machines, ...over })] }, ...more))[1]!);
    expect(notes({ average: 2.5, peak: 9 }, {})[0]).toBe('gce: 2.5 machines on average, 9 at the peak, orphans included.');
    expect(notes({ average: 2.5, peak: 9, peakAtMost: true }, { machinesQuota: 1500 }, [{}])[0]).toBe(
      'gce: 2.5 machines on average, at most 9 at the peak, orphans included, of 1,500 that the account may have (first replication).',
    );
  });
});

describe('monitoring', () => {
  const level = (average: number, peak: number): object => ({ average, peak });
  const monitoring = (over: object = {}): object => ({
    targets: [
      { of: 'machines', cloud: 'gce', foundBy: 'consul', ...level(3, 5) },
      { of: 'managers', ...level(2, 2) },
    ],
    series: level(100.4, 200),
    federatedSeries: level(0, 0),
    samplesPerSecond: null,
    ...over,
  });

  test('targets, series, and what of them is stated', () => {
    const own = monitoringTable(runs({ monitoring: monitoring() }));
    expect(cells(own)).toEqual([
      ['average', 'peak'],
      ['machines of gce, by consul', '3', '5', '', ''],
      ['managers', '2', '2', '', ''],
    ]);
    expect(said(own)).toEqual(['Series: 100 on average, at most 200.']);
    const more = monitoringTable(runs({ monitoring: monitoring({ federatedSeries: level(1, 2), samplesPerSecond: 6.5 }) }));
    expect(said(more)).toEqual(['Series: 100 on average, at most 200; federated: 1; 6.5 samples a second.']);
    expect(monitoringTable(runs({})).notes).toEqual([]);
  });

  test('what could not be seen, of the first replication', () => {
    const gaps = [
      { helper: 'prometheus', kind: 'prometheus', seconds: 60 },
      { helper: 'consul', kind: 'consul', seconds: 120 },
    ];
    expect(said(monitoringTable(runs({ monitoring: monitoring({ gaps }) }))).slice(1)).toEqual([
      'prometheus was down for 1m: nothing was seen and no rule looked.',
      'consul was down for 2m: no machine was found through it.',
    ]);
    const unseen = (unseenSeconds: number): string | undefined =>
      said(monitoringTable(runs({ monitoring: monitoring({ gaps, unseenSeconds }) })))[1];
    expect([60, 20, 0].map(unseen)).toEqual([
      'prometheus was down for 1m: nothing was seen and no rule looked.',
      'prometheus was down for 1m: nothing was seen and no rule looked for 20s, in which no other was up.',
      'prometheus was down for 1m: another saw what happened.',
    ]);
    const two = runs({ monitoring: monitoring({ gaps }) }, { monitoring: monitoring() });
    expect(said(monitoringTable(two))[1]).toBe('prometheus was down for 1m (first replication): nothing was seen and no rule looked.');
  });
});

describe('over time', () => {
  const study = (signals: readonly object[], replications = 1): StudyResult =>
    ({ replications, first: { timeline: { binSeconds: 60, signals }, window: { from: 0, to: 240 } } }) as unknown as StudyResult;

  test('what waits, works and stands, each from eight levels; the column is said', () => {
    const own = sparklines(
      study(
        [
          { name: 'jobs_pending', averages: [0, 2, 4, 8] },
          { name: 'workers_busy', averages: [1, 0, 0, 0] },
          { name: 'machines_idle', averages: [9, 9, 9, 9] },
        ],
        2,
      ),
    );
    expect(own).toEqual({
      title: 'Over time (a column is the average of 1m, first replication)',
      lines: [
        { name: 'jobs waiting', levels: [0, 2, 4, 7], note: 'to 8' },
        { name: 'workers busy', levels: [7, 0, 0, 0], note: 'to 1' },
      ],
    });
    expect(sparklines(study([{ name: 'jobs_pending', averages: [0, 0] }]))).toBeUndefined();
    expect(sparklines({ replications: 1, first: {} } as StudyResult)).toBeUndefined();
    expect(levelsOf([0, 0.99, 1, 7, 7.99, 8], 8)).toEqual([0, 0, 1, 7, 7, 7]);
  });

  test('48 columns at most', () => {
    const line = (bins: number): number =>
      sparklines(study([{ name: 'jobs_pending', averages: Array.from({ length: bins }, () => 1) }]))!.lines[0]!.levels.length;
    expect([line(48), line(49), line(96), line(97)]).toEqual([48, 25, 48, 33]);
  });
});

describe('what is assumed', () => {
  test('stands by the thing that it belongs to, a dot within brackets being part of a name', () => {
    const lines = defaultLines([
      { path: 'timezone', value: 'UTC' },
      { path: 'managers["a.b"].replicas', value: '1' },
      { path: 'managers["a.b"].running', value: 'true', note: 'a default' },
      { path: 'clouds["x.y"]', value: '3' },
    ]);
    expect(lines).toEqual([
      { thing: 'scenario', values: ['timezone UTC', 'clouds["x.y"] 3'] },
      { thing: 'managers["a.b"]', values: ['replicas 1', 'running true (a default)'] },
    ]);
    expect(assumedLines(lines, 80)).toEqual([
      { text: 'Assumed, because the scenario does not say', tone: 'heading' },
      { text: '  scenario: timezone UTC, clouds["x.y"] 3', tone: 'quiet' },
      { text: '  managers["a.b"]: replicas 1, running true (a default)', tone: 'quiet' },
    ]);
    expect(assumedLines([], 80)).toEqual([]);
  });
});

describe('the head of the summary', () => {
  function study(over: Partial<StudyResult> = {}, facts: Partial<StudyFacts> = {}, ...results: readonly Partial<RunResult>[]): StudyResult {
    const all = results.length === 0 ? [{}] : results;
    const made = all.map((own, replication) => {
      const collector = new Collector(options());
      collector.job(aJob(4000, 1));
      collector.job(aPendingJob(5000));
      return { ...collector.finish(anEnd({ replication })), ...own };
    });
    const scenario = { name: 'x', file: 'x\u0007.yaml', hash: 'f'.repeat(64) };
    const rest = {
      runcast: '0.1.0',
      scenario,
      seed: 1,
      rerun: 'run x',
      defaults: [],
      warnings: [],
      thresholds: [],
      allowUnmatchedJobs: false,
    };
    const samples = { scopes: [], questions: [] };
    return {
      ...summarise(
        { ...rest, ...facts },
        made.map((result) => ({ result, samples })),
      ),
      ...over,
    };
  }
  const verdicts = (...own: JudgedThreshold['verdict'][]): JudgedThreshold[] =>
    own.map((verdict) => ({
      subject: 'cost',
      condition: 'a < 1',
      metric: 'cost',
      labels: {},
      stat: { kind: 'avg' },
      operator: '<',
      verdict,
      unit: 'USD',
      limit: 1,
      estimate: 2,
      low: null,
      high: null,
      halfWidth: null,
      spread: null,
    }));

  test('the headline counts thresholds', () => {
    const headline = (over: Partial<StudyResult>): string => reportModel(study(over)).headline;
    expect(headline({ thresholds: verdicts('pass') })).toBe('1 of 1 threshold met');
    expect(headline({ thresholds: verdicts('pass', 'fail', 'fail', 'inconclusive') })).toBe('1 of 4 thresholds met, 2 missed, 1 undecided');
    expect(headline({ thresholds: [], verdict: 'fail' })).toBe('jobs were met that no runner may take');
    expect(headline({ thresholds: [], verdict: null })).toBe('no thresholds are set');
  });

  test('what was found of a threshold, and why the verdict is what it is', () => {
    const model = (over: Partial<JudgedThreshold>): ReportModel =>
      reportModel(study({ thresholds: [{ ...verdicts('pass')[0]!, ...over }] }));
    const found = (over: Partial<JudgedThreshold>): string => foundText(model(over).thresholds[0]!);
    expect(found({})).toBe('2 USD');
    expect(found({ atLeast: true, low: 1, high: 3, halfWidth: 1 })).toBe('>= 2 USD ± 1 USD');
    expect(found({ reason: 'why' })).toBe('2 USD (why)');
    expect(found({ estimate: null })).toBe('nothing');
    expect(found({ estimate: null, reason: 'there was nothing' })).toBe('there was nothing');
    expect(found({ unit: 'share', estimate: 0.5 })).toBe('50%');
    const told = (over: Partial<JudgedThreshold>): string => /cost: a < 1, (.*)/u.exec(terminalReport(model(over), { width: 120 }))![1]!;
    expect(told({ reason: 'why' })).toBe('found 2 USD (why)');
    expect(told({ estimate: null })).toBe('found nothing');
    expect(told({ estimate: null, reason: 'there was nothing' })).toBe('there was nothing');
  });

  test('the basis: period, replications, and whether anything was random', () => {
    const basis = (over: Partial<StudyResult>): string => reportModel(study(over)).basis;
    expect(basis({ isRandom: true })).toBe('Jobs queued from 1h to 3h of simulated time; 1 replication.');
    const runs = study({}).runs.map((run) => ({ ...run, draws: 0 }));
    expect(basis({ isRandom: false, runs })).toContain('; replayed, nothing random: every replication is the same.');
    expect(basis({ isRandom: true, replications: 3 })).toContain('; 3 replications, means (quantiles:');
  });

  test('jobs at the end, of the first of several replications', () => {
    const [short] = reportModel(study()).tables;
    expect(said(short!).slice(-2)).toEqual([
      'At the end: 1 job pending, 0 running.',
      '1 of 2 jobs was not handed out; each counts with its wait so far, and a figure that rests on such a wait is marked >=.',
    ]);
    expect(said(reportModel(study({}, {}, {}, {})).tables[0]!).join(' ')).toContain('At the end of the first replication: 1 job pending');
  });

  test('no tables where nothing was measured in any run', () => {
    const nothing = { window: { from: 10, to: 10 } };
    expect(reportModel(study({}, {}, nothing, nothing)).tables).toEqual([]);
    const some = study({}, {}, nothing, { window: { from: 10, to: 11 } });
    expect(reportModel(some).tables.length).toBeGreaterThan(0);
  });

  test('the page says what its charts are of, and has the scenario line by line', () => {
    const timeline = { binSeconds: 600, signals: [] };
    const page = (over: Partial<StudyResult>, ...own: Partial<RunResult>[]): ReturnType<typeof pageModel> =>
      pageModel(study(over, {}, ...own));
    expect(page({}).chartBasis).toBe('');
    expect(page({}, { timeline }).chartBasis).toBe('Averages of 10m or a multiple; the warm-up is shaded and not measured.');
    expect(page({}, { timeline }, {}).chartBasis).toBe(
      'Averages of 10m or a multiple, of the first replication; the warm-up is shaded and not measured.',
    );
    const scenario = { ...study().scenario, text: 'a:\n\tb: \u00071' };
    expect(page({ scenario }).scenario.text).toBe('a:\n  b: ?1');
    expect([page({}).scenario.file, page({}).scenario.text]).toEqual(['x?.yaml', undefined]);
    expect(
      page({})
        .tables.filter(({ section, isFolded }) => section === 'fleet' && isFolded)
        .map(({ title }) => title),
    ).toEqual(['Managers']);
  });
});
