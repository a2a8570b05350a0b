/** What a page holds: its sections, its charts with their words, its tables, from results made by hand. */
import { describe, expect, test } from 'vitest';
import { costBars } from '../../../src/report/run/page/cost-bars.js';
import { machineCharts } from '../../../src/report/run/page/machine-charts.js';
import { queueLengthChart, waitingChart } from '../../../src/report/run/page/waiting-charts.js';
import { queueTimeChart } from '../../../src/report/run/page/queue-time-chart.js';
import type { PageModel } from '../../../src/report/run/page/model.js';
import { contents, placed, type PlacedTables } from '../../../src/report/run/page/sections.js';
import { cloudCost, cloudCostTable, type CloudCost } from '../../../src/report/run/tables/cloud-cost.js';
import { managerTable } from '../../../src/report/run/tables/manager-table.js';
import { shareTable } from '../../../src/report/run/tables/share-table.js';
import { notesOf, type Note, type Section, type Table } from '../../../src/report/frame/table.js';
import { Histogram } from '../../../src/stats/histogram.js';
import type { StudyResult } from '../../../src/study/study-result.js';
import { aFigure, lookupOf } from '../../support/figures.js';

const table = (section: Section, title: string, isFolded = false, notes: readonly Note[] = []): Table => ({
  section,
  isFolded,
  title,
  head: title.toLowerCase(),
  columns: [],
  rows: [],
  notes,
});

/** A page with nothing that need not be there. */
function aPage(tables: readonly Table[] = [], over: object = {}, summary: object = {}): PageModel {
  const bare = { stories: [], thresholds: [], advice: [], defaults: [], tables, ...summary };
  return {
    summary: bare,
    machines: [],
    warnings: [],
    shares: table('waiting', 'Handed out within'),
    tables,
    ...over,
  } as unknown as PageModel;
}

describe('contents', () => {
  const titles = (model: PageModel): string[] => contents(model).map(({ title }) => title);

  test('what every page has', () => {
    expect(titles(aPage())).toEqual(['How long jobs waited', 'Fleet', 'The scenario', 'The same again']);
  });

  test('and what is there only where there is something to say, in order', () => {
    const full = aPage(
      [table('why', 'Why jobs waited')],
      { cost: {}, machines: [{}], warnings: ['w'] },
      { stories: [{}], thresholds: [{}], advice: ['a'], defaults: [{}] },
    );
    expect(titles(full)).toEqual([
      'What happened',
      'Thresholds',
      'What held jobs, and what bears on it',
      'Cost',
      'How long jobs waited',
      'Why jobs waited',
      'Machines over time',
      'Fleet',
      'Warnings',
      'What is assumed',
      'The scenario',
      'The same again',
    ]);
    expect(contents(full).map(({ id }) => id)).toEqual([
      'happened',
      'thresholds',
      'advice',
      'cost',
      'waiting',
      'why',
      'machines',
      'fleet',
      'warnings',
      'assumed',
      'scenario',
      'again',
    ]);
  });

  test('a story is told by its table alone too', () => {
    expect(titles(aPage([table('happened', 'Outages')]))[0]).toBe('What happened');
    expect(titles(aPage([], {}, { stories: [{}] }))[0]).toBe('What happened');
  });
});

describe('where tables stand', () => {
  const SECTIONS = ['short', 'happened', 'cost', 'waiting', 'why', 'fleet'] as const;

  test('each in its section by what it says of itself, open or folded, in their order', () => {
    const twice = [1, 2].flatMap((n) =>
      SECTIONS.flatMap((section) => [table(section, `${section} ${n}`), table(section, `${section} folded ${n}`, true)]),
    );
    const own = placed(aPage(twice));
    const titles = (key: keyof PlacedTables): string[] => (own[key] as Table[]).map(({ title }) => title);
    expect([own.short?.title, own.shares.title, own.waits?.title]).toEqual(['short 1', 'Handed out within', 'why 1']);
    expect(titles('storyTables')).toEqual(['happened 1', 'happened 2']);
    expect([titles('jobTables'), titles('foldedJobTables')]).toEqual([
      ['waiting 1', 'waiting 2'],
      ['waiting folded 1', 'waiting folded 2'],
    ]);
    expect([titles('costTables'), titles('foldedCostTables')]).toEqual([
      ['cost 1', 'cost 2'],
      ['cost folded 1', 'cost folded 2'],
    ]);
    expect([titles('fleetTables'), titles('foldedFleetTables')]).toEqual([
      ['fleet 1', 'fleet 2'],
      ['fleet folded 1', 'fleet folded 2'],
    ]);
    const none = placed(aPage());
    expect([none.short, none.waits, none.waitNotes, none.foldedCostTables]).toEqual([undefined, undefined, [], []]);
  });

  test('details of why jobs waited are folded, other notes stand open', () => {
    const notes = [...notesOf('left_out', ['a']), ...notesOf('detail', ['b', 'c']), ...notesOf('finding', ['d', 'e'])];
    const { waits, waitNotes } = placed(aPage([table('why', 'Why jobs waited', false, notes)]));
    expect(waits!.notes.map(({ text }) => text)).toEqual(['a', 'd', 'e']);
    expect(waitNotes.map(({ text }) => text)).toEqual(['b', 'c']);
  });

  test('cost by cloud where there is more than one line beside the sum', () => {
    const cost = (lines: number): unknown[][] => {
      const cloudCost: CloudCost = {
        columns: ['busy'],
        lines: Array.from({ length: lines }, (_, i) => ({ name: `${i}`, parts: {}, cells: [] })),
      };
      return cloudCostTable(cloudCost).map(({ section, isFolded, title, rows, isSum }) => [section, isFolded, title, rows.length, isSum]);
    };
    expect(cost(2)).toEqual([]);
    expect(cost(3)).toEqual([['cost', true, 'Cost by cloud', 3, true]]);
    expect(cloudCostTable(undefined)).toEqual([]);
  });
});

describe('charts', () => {
  const signal = (name: string, averages: readonly number[], labels: object = {}): object => ({ name, averages, ...labels });
  const study = (signals: readonly object[] | undefined, over: object = {}, first: object = {}): StudyResult =>
    ({
      first: {
        timeline: signals === undefined ? undefined : { binSeconds: 600, signals },
        window: { from: 600, to: 3600 },
        jobs: { workloads: [] },
        pools: { groups: [] },
        ...first,
      },
      scenario: {},
      thresholds: [],
      distributions: [],
      replications: 1,
      ...over,
    }) as unknown as StudyResult;
  const workloads = (...jobs: number[]): object => ({ jobs: { workloads: jobs.map((own, i) => ({ name: `w${i}`, jobs: own })) } });
  const histogram = (name: string, seconds: number): object => {
    const own = new Histogram();
    own.add(seconds * 1e6);
    return { scope: 'workload', name, cells: own.filled() };
  };

  test('queue time: as many of the busiest as there are colours, in their order, the others counted', () => {
    const jobs = [1, 9, 5, 8, 3, 7, 4, 6, 5, 5];
    const distributions = jobs.map((_, i) => histogram(`w${i}`, i + 1));
    const of = (count: number): string[] => {
      const chart = queueTimeChart(study(undefined, { distributions }, workloads(...jobs.slice(0, count))), lookupOf({}), [[1], [2]])!;
      return [...chart.legend.map(({ name }) => name), chart.description.replace(/^.*-\.(?: |$)/u, '')];
    };
    // Six colours. Of the three with five jobs the last is left out.
    expect(of(10)).toEqual(['w1', 'w2', 'w3', 'w5', 'w7', 'w8', 'The other 4 workloads are in the table only.']);
    expect(of(3)).toEqual(['w0', 'w1', 'w2', '']);
  });

  test('queue time: what it says, its aims, and none without a histogram', () => {
    const thresholds = [
      { metric: 'queue_time', stat: { kind: 'quantile', level: 0.95 }, operator: '<', limit: 60 },
      { metric: 'queue_time', stat: { kind: 'share_below', seconds: 10 }, operator: '>', limit: 0.9 },
      { metric: 'queue_time', stat: { kind: 'max' }, operator: '<', limit: 1800 },
      { metric: 'sojourn', stat: { kind: 'quantile', level: 0.95 }, operator: '<', limit: 3600 },
      { metric: 'queue_time', stat: { kind: 'quantile', level: 0.5 }, operator: '>', limit: 1 },
      { metric: 'queue_time', stat: { kind: 'share_below', seconds: 5 }, operator: '<', limit: 0.1 },
    ];
    const figures = Object.fromEntries(
      ['p50', 'p95', 'p99', 'max'].map((stat, i) => [`workload w0 queueTime.${stat}`, aFigure(i + 1, { unit: 's' })]),
    );
    const own = study(undefined, { thresholds, distributions: [histogram('w0', 2)] }, workloads(1));
    const chart = queueTimeChart(own, lookupOf(figures), [[7]])!;
    expect(chart.description).toBe('w0: half within 1s, 95% within 2s, 99% within 3s, the longest 4s.');
    expect(chart.chart.aims).toEqual([
      { seconds: 60, share: 0.95 },
      { seconds: 10, share: 0.9 },
    ]);
    expect(chart.legend).toEqual([
      { name: 'w0', colour: 'line1', form: 'line', dash: [7] },
      { name: 'threshold: the line of its jobs must pass above', colour: 'ink', form: 'mark' },
    ]);
    expect(chart.isTabled).toBe(true);
    expect(queueTimeChart(study(undefined, {}, workloads(1)), lookupOf({}), [])).toBeUndefined();
  });

  test('jobs waiting, by workload: the peak of the measured period, and a warm-up that is cut', () => {
    const signals = [
      signal('jobs_pending', [100, 1, 2, 1], { workload: 'w0' }),
      signal('jobs_pending', [0, 1, 2, 0], { workload: 'w1' }),
      signal('machines_all', [50, 50, 50, 50]),
    ];
    const chart = queueLengthChart(study(signals, {}, workloads(1, 1)))!;
    expect(chart.title).toBe('Jobs waiting, by workload');
    expect(chart.description).toBe('The highest average of 10m is 4, from 20m after the start. The warm-up reaches 100 and is cut off.');
    expect(chart.legend.map(({ name }) => name)).toEqual(['w0', 'w1']);
    expect(chart.chart).toMatchObject({ from: 0, to: 3600, shades: [[0, 600, 'shade']], scaledFrom: 600, line: undefined });
    const one = queueLengthChart(
      study(signals.slice(1), { scenario: { start: '2018-10-08T00:00:00Z' } }, { ...workloads(1, 1), window: { from: 0, to: 3600 } }),
    )!;
    expect([one.title, one.description, one.legend]).toEqual([
      'Jobs waiting',
      'The highest average of 10m is 2, from Mon 8 Oct 00:20 UTC.',
      [],
    ]);
    expect(one.chart.shades).toEqual([]);
    const quiet = queueLengthChart(study([signal('jobs_pending', [0, 0], { workload: 'w0' })], {}, workloads(1)))!;
    expect(quiet.description).toBe('None in any 10m of the measured period.');
    expect(queueLengthChart(study(undefined, {}, workloads(1)))).toBeUndefined();
    expect(queueLengthChart(study(signals.slice(2), {}, workloads(1)))).toBeUndefined();
  });

  test('as many workloads as there are colours, of more the last colour is of all others', () => {
    const names = (count: number): string[] => {
      const signals = Array.from({ length: count }, (_, i) => signal('jobs_pending', [1], { workload: `w${i}` }));
      const chart = queueLengthChart(study(signals, {}, workloads(...signals.map(() => 1))))!;
      return chart.chart.layers.map(({ name, series }) => `${name} ${series.averages[0]}`);
    };
    const colours = names(50).length;
    expect(names(colours)).toEqual(Array.from({ length: colours }, (_, i) => `w${i} 1`));
    expect(names(colours + 1)).toEqual([...Array.from({ length: colours - 1 }, (_, i) => `w${i} 1`), 'other workloads 2']);
  });

  test('machines: of all groups, then of each with machines and jobs, smaller and without a legend', () => {
    const states = (group: string, idle: number): object[] => [
      signal('machines_idle', [idle, idle], { group }),
      signal('machines_used', [1, 2], { group }),
      signal('machines_all', [idle + 1, idle + 2], { group }),
      signal('idle_target', [idle, idle], { group }),
    ];
    const average = (of: string, all: number): Record<string, number> => ({
      [`${of}machines.all.peak`]: all,
      [`${of}machines.all.average`]: all,
      [`${of}machines.idle.average`]: 1,
      [`${of}machines.used.average`]: 2,
    });
    const groups = { pools: { groups: [{ name: 'a' }, { name: 'b' }, { name: 'hosts' }] } };
    const figures = { ...average('', 9), ...average('group a ', 4), ...average('group b ', 5), 'group a jobs': 1, 'group b jobs': 1 };
    const charts = machineCharts(
      study([...states('a', 3), ...states('b', 5)], {}, { ...groups, window: { from: 0, to: 1200 } }),
      lookupOf(figures),
    );
    expect(charts.map(({ id, title, chart }) => [id, title, chart.isSmall])).toEqual([
      ['machines-0', 'All machines by state', false],
      ['machines-1', 'a', true],
      ['machines-2', 'b', true],
    ]);
    expect(charts[0]!.chart.layers.map(({ name, series }) => [name, ...series.averages]).sort()).toEqual([
      ['idle', 8, 8],
      ['used', 2, 4],
    ]);
    expect(charts[1]!.chart.line).toEqual({ name: 'idle target', series: { binSeconds: 600, averages: [3, 3] } });
    expect(charts[2]!.description).toMatch(
      /^On average 5 machines: .*1 idle.*The highest average of 10m is 7, from 10m after the start\. Peak at any instant: 5\.$/u,
    );
    expect(charts[0]!.description).not.toContain('unattended');
    expect(charts.map(({ legend }) => legend.length)).toEqual([3, 0, 0]);
    const idle = machineCharts(
      study(states('a', 3), {}, { ...groups, window: { from: 0, to: 1200 } }),
      lookupOf({ ...figures, 'group b jobs': 0 }),
    );
    expect(idle.map(({ title }) => title)).toEqual(['All machines by state', 'a']);
    expect(idle[0]!.description).toMatch(/Peak at any instant: 9\. Without a job: b \(5 machines on average\)\.$/u);
    const several = machineCharts(study(states('a', 3), { replications: 3 }, groups), lookupOf(figures));
    expect(several[2]!.description).toContain('Peak at any instant, the largest of 3 replications: 5.');
    const single = machineCharts(study(states('a', 3), {}, { pools: { groups: [{ name: 'a' }] } }), lookupOf(figures));
    expect(single.map(({ title }) => title)).toEqual(['Machines by state']);
    expect(machineCharts(study(states('a', 3), {}, groups), lookupOf({}))).toEqual([]);
    const unattended = machineCharts(
      study(states('a', 3), {}, groups),
      lookupOf({ ...figures, 'machines.unattended.peak': 1, 'machines.unattended.average': 1 }),
    );
    expect(unattended[0]!.description).toContain('1 unattended');
  });

  test('jobs waiting by cause, none where nothing was ever held', () => {
    const own = [signal('jobs_waiting', [0, 3, 1], { cause: 'boot' }), signal('jobs_waiting', [9, 0, 1], { cause: 'limit' })];
    const chart = waitingChart(study(own))!;
    expect(chart.description).toBe('The highest average of 10m is 3, from 10m after the start. The warm-up reaches 9 and is cut off.');
    expect(chart.legend.map(({ name }) => name).sort()).toEqual(['boot in progress', 'manager at its limit']);
    expect(waitingChart(study([]))).toBeUndefined();
  });

  test('cost: parts that cost something with their shares, the sum in words only', () => {
    const line = (name: string, parts: Readonly<Record<string, number>>, sum: string): object => ({ name, parts, cells: [sum] });
    const bars = costBars({
      columns: [],
      lines: [line('gce', { busy: 3, idle: 0 }, ''), line('hosts', { hosts: 1 }, ''), line('all', { busy: 3, idle: 0, hosts: 1 }, '4 USD')],
    } as never)!;
    expect(bars.description).toBe('In all 4 USD: busy 3 USD (75%), hosts 1 USD (25%).');
    expect(bars.legend.map(({ name }) => name)).toEqual(['busy', 'hosts']);
    expect(bars.chart.map(({ name }) => name)).toEqual(['gce', 'hosts']);
    expect(costBars(undefined)).toBeUndefined();
  });
});

describe('tables of the page', () => {
  const first = (over: object): StudyResult =>
    ({
      first: {
        jobs: { all: { queueTime: { shareBelow: [{ seconds: 10 }] } }, workloads: [], managers: [], ...over },
        pools: { clouds: [] },
        ...over,
      },
    }) as unknown as StudyResult;

  test('shares: of one workload that alone, of several all jobs too', () => {
    const rows = (...names: string[]): string[] =>
      shareTable(first({ workloads: names.map((name) => ({ name })) }), lookupOf({})).rows.map(({ name }) => name);
    expect(rows('a')).toEqual(['a']);
    expect(rows('a', 'b')).toEqual(['a', 'b', 'all jobs']);
    expect(shareTable(first({}), lookupOf({})).columns).toEqual(['jobs', '< 10s']);
  });

  test('managers: no columns of machines or money where there are none', () => {
    const columns = (figures: Readonly<Record<string, number>>): readonly string[] =>
      managerTable(first({ managers: [{ name: 'm' }] }), lookupOf(figures)).columns;
    const always = ['jobs', 'queue p95', 'workers'];
    const machines = ['machines', 'peak', 'created', 'failed', 'idle eff.'];
    expect(columns({})).toEqual(always);
    expect(columns({ 'machines.all.peak': 1 })).toEqual([...always, ...machines]);
    expect(columns({ 'cost.total': 1 })).toEqual([...always, 'cost a month']);
    expect(columns({ 'machines.all.peak': 1, 'cost.total': 1 })).toEqual([...always, ...machines, 'cost a month']);
  });

  test('cost by cloud: hosts of managers apart from those that stand with a cloud, the sum last', () => {
    const clouds = first({ pools: { clouds: [{ name: 'gce' }, { name: 'do' }] }, clouds: [] });
    const usd = (x: number): ReturnType<typeof aFigure> => aFigure(x, { unit: 'USD' });
    const figures = {
      'cost.total': usd(10),
      'cost.busy': usd(1),
      'cost.idle': usd(4),
      'cost.hosts': usd(5),
      'cloud gce cost.total': usd(7),
      'cloud gce cost.busy': usd(1),
      'cloud gce cost.idle': usd(4),
      'cloud gce cost.hosts': usd(2),
      'cloud do cost.total': usd(0),
    };
    const cost = cloudCost(clouds, lookupOf(figures))!;
    expect(cost.columns).toEqual(['busy', 'idle', 'hosts', 'total']);
    expect(cost.lines.map(({ name, cells }) => [name, ...cells])).toEqual([
      ['gce', '1 USD', '4 USD', '2 USD', '7 USD'],
      ['hosts', '-', '-', '3 USD', '3 USD'],
      ['all', '1 USD', '4 USD', '5 USD', '10 USD'],
    ]);
    // A cloud that costs little has its line too.
    const both = cloudCost(clouds, lookupOf({ ...figures, 'cloud do cost.total': usd(0.4), 'cloud do cost.busy': usd(0.4) }))!;
    expect(both.lines.map(({ name, cells }) => [name, cells[0]])).toContainEqual(['do', '0.4 USD']);
    const little = cloudCost(clouds, lookupOf({ ...figures, 'cost.hosts': usd(2.5) }))!;
    expect(little.lines[1]!.cells.at(-1)).toBe('0.5 USD');
    const none = cloudCost(clouds, lookupOf({ ...figures, 'cost.hosts': usd(2 + 1e-10) }))!;
    expect(none.lines.map(({ name }) => name)).toEqual(['gce', 'all']);
    expect(cloudCost(clouds, lookupOf({ 'cost.total': usd(0) }))).toBeUndefined();
    expect(cloudCost(clouds, lookupOf({ 'cost.total': usd(1) }))?.lines).toHaveLength(1);
  });
});
