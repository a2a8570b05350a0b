/** Sentences at their borders: what is just enough to be told, what just is not, and what is said where there is nothing. */
import type { Figure } from '../../../src/study/figures.js';
import { describe, expect, test } from 'vitest';
import { alarms } from '../../../src/report/run/alarms.js';
import { eventLines } from '../../../src/report/run/story/event-lines.js';
import { inWords } from '../../../src/report/run/in-words.js';
import { countText, numberText, secondsText, shareText, things, wholeText } from '../../../src/report/frame/numbers.js';
import { pairedTable } from '../../../src/report/run/tables/paired-table.js';
import { rangeText } from '../../../src/report/frame/range-words.js';
import { removingShare } from '../../../src/report/run/removing-share.js';
import { shortTable } from '../../../src/report/run/tables/short-table.js';
import { boundNotes, cell, endsText, figureText, intervalText, row, type Table } from '../../../src/report/frame/table.js';
import { costTable } from '../../../src/report/run/tables/cost-table.js';
import { fleetTable } from '../../../src/report/run/tables/fleet-table.js';
import { idleName } from '../../../src/report/run/tables/parts.js';
import { jobTable } from '../../../src/report/run/tables/job-table.js';
import { waitTable } from '../../../src/report/run/tables/wait-table.js';
import { partsInWords } from '../../../src/report/run/wait-words.js';
import type { StudyResult } from '../../../src/study/study-result.js';
import { aFigure, lookupOf, said } from './figures.js';

describe('numbers', () => {
  test('less than nought has its sign, and none where it rounds to nought', () => {
    expect([0.4, 0.6, -0.4, -0.6].map(wholeText)).toEqual(['0', '1', '0', '-1']);
  });

  test('what is no number: endless upward, nothing otherwise', () => {
    expect([Infinity, -Infinity, NaN].map(numberText)).toEqual(['endless', '-', '-']);
  });

  test('a thousandth is read, less is said to be less', () => {
    expect([0.001, 0.00099, -0.00099, 999.4, 999.5].map(numberText)).toEqual(['0.001', '<0.001', '-<0.001', '999', '1,000']);
    expect([0.0005, 0.00049].map(secondsText)).toEqual(['500us', '<1ms']);
  });

  test('a share between 99.9 and 100 % is cut, not rounded', () => {
    expect([0.999, 0.99949, 0.99994, 0.99995].map(shareText)).toEqual(['99.9%', '99.94%', '99.99%', '>99.99%']);
    expect([1.5, 2].map(shareText)).toEqual(['150%', '200%']);
  });

  test('least and most are told where they are written differently', () => {
    expect(rangeText([7, 7.0001], numberText)).toBe('7');
    expect(rangeText([9, 5, 7], numberText)).toBe('7 (5 … 9)');
    expect(rangeText([9, 5], numberText, 6)).toBe('6 (5 … 9)');
  });
});

describe('cells', () => {
  test('what is not known is a dash, also where the figure is there without a value', () => {
    expect(cell(undefined)).toEqual({ text: '-', spread: '' });
    expect(cell(aFigure(null))).toEqual({ text: '-', spread: '' });
  });

  test('units', () => {
    const text = (unit: Parameters<typeof aFigure>[1]): string => cell(aFigure(1.5, unit)).text;
    expect((['s', 'share', 'USD', 'USD per month', 'count', 'per hour'] as const).map((unit) => text({ unit }))).toEqual([
      '1.5s',
      '150%',
      '1.5 USD',
      '1.5 USD',
      '1.5',
      '1.5/h',
    ]);
    // From a hundred on the fraction of a count says nothing.
    expect([99.94, 100, 123.4, 2000].map((x) => cell(aFigure(x)).text)).toEqual(['99.9', '100', '123', '2,000']);
  });

  test('an interval of two unequal sides shows the wider one, an open one its low end', () => {
    const of = (over: Partial<ReturnType<typeof aFigure>>): readonly string[] => {
      const figure = aFigure(10, { unit: 's', ...over });
      return [cell(figure).spread, intervalText(figure, secondsText)];
    };
    expect(of({ low: 8, high: 15 })).toEqual(['± 5s', ' (8s … 15s)']);
    expect(of({ low: 4, high: 15 })).toEqual(['± 6s', ' (4s … 15s)']);
    expect(of({ low: 8, high: null })).toEqual(['from 8s', ' (8s or more)']);
    expect(of({ low: 8, high: 12, halfWidth: 2 })).toEqual(['± 2s', ' ± 2s']);
    expect(of({})).toEqual(['', '']);
  });

  test('signs of bounds are explained only where one stands', () => {
    const [plain, least, most] = [aFigure(1), aFigure(2, { atLeast: true }), aFigure(3, { atMost: true })];
    const signs = (...rows: readonly (readonly Figure[])[]): string[] =>
      boundNotes(rows.map((figures) => row('', figures))).map(({ kind, text }) => `${kind} ${text.slice(0, 2)}`);
    expect(signs([plain, plain])).toEqual([]);
    expect(signs([plain, least], [plain])).toEqual(['sign >=']);
    expect(signs([most], [least])).toEqual(['sign >=', 'sign <=']);
    expect(signs([aFigure(null, { atLeast: true })])).toEqual([]);
  });
});

describe('words that go with numbers', () => {
  test('one of a thing has no s, whatever it was before it was written', () => {
    expect(['1', '0', '0.5', '2', '1.01'].map((number) => things(number, 'job'))).toEqual([
      '1 job',
      '0 jobs',
      '0.5 jobs',
      '2 jobs',
      '1.01 jobs',
    ]);
    expect([countText(1, 'job'), countText(0, 'job'), countText(1000, 'job'), countText(1.2, 'job')]).toEqual([
      '1 job',
      '0 jobs',
      '1,000 jobs',
      '1 job',
    ]);
  });

  test('an interval of unequal sides is told by its ends where there is room, by its wider side in a column', () => {
    const sided = aFigure(9, { unit: 's', low: 8, high: 20 });
    expect([cell(sided).spread, endsText(sided), figureText(sided)]).toEqual(['± 11s', '8s … 20s', '9s (8s … 20s)']);
    const even = aFigure(9, { unit: 's', low: 8, high: 10, halfWidth: 1 });
    expect([cell(even).spread, endsText(even), figureText(even)]).toEqual(['± 1s', '± 1s', '9s ± 1s']);
    // Ends that are written alike say nothing; one that is open is told as such.
    const narrow = aFigure(35, { unit: 's', low: 34.99, high: 35.04 });
    expect([endsText(narrow), figureText(narrow)]).toEqual(['± 40ms', '35s ± 40ms']);
    const open = aFigure(9, { unit: 's', low: 8, high: null, atLeast: true });
    expect([endsText(open), figureText(open)]).toEqual(['from 8s', '>= 9s from 8s']);
    expect([endsText(aFigure(9)), figureText(aFigure(9)), endsText(undefined), figureText(undefined)]).toEqual(['', '9', '', '-']);
  });
});

describe('parts of a time', () => {
  test('a hundredth is named, less is left out; the largest comes first', () => {
    const parts = (...seconds: number[]): string => partsInWords(seconds.map((own, i) => ({ words: 'abc'[i]!, seconds: own })));
    expect(parts(1, 99)).toBe('1m 39s b, 1s a');
    expect(parts(0.99, 99.01, 0)).toBe('1m 39s b');
    expect(parts(0, 0)).toBe('');
  });
});

describe('the answer in sentences', () => {
  const jobs = {
    jobs: 1200,
    'queueTime.p50': aFigure(2, { unit: 's' }),
    'queueTime.p95': aFigure(9, { unit: 's', low: 8, high: 10, halfWidth: 1 }),
  };
  const waits = 'Of 1,200 jobs 95% were handed out within 9s ± 1s, half within 2s.';

  test('without jobs there is none', () => {
    expect(inWords(lookupOf({ ...jobs, jobs: 0 }))).toBe('');
  });

  test('the cost is told where there is any, one dollar too; idle machines where some were', () => {
    expect(inWords(lookupOf(jobs))).toBe(waits);
    expect(inWords(lookupOf({ ...jobs, 'cost.total': 0 }))).toBe(waits);
    const cost = { ...jobs, 'cost.total': aFigure(1, { unit: 'USD' }), 'cost.perMonth': aFigure(365, { unit: 'USD per month' }) };
    expect(inWords(lookupOf(cost))).toBe(`${waits} The fleet costs 365 USD a month.`);
    expect(inWords(lookupOf({ ...cost, 'cost.idle': 0.25 }))).toBe(
      `${waits} The fleet costs 365 USD a month, of which idle machines are 25%.`,
    );
  });
});

describe('why jobs waited', () => {
  const of = (study: object, figures: Parameters<typeof lookupOf>[0]): ReturnType<typeof waitTable> =>
    waitTable({ first: { jobs: { workloads: [], instances: [], groups: [], ...study } } } as unknown as StudyResult, lookupOf(figures));
  const seconds = (x: number): ReturnType<typeof aFigure> => aFigure(x, { unit: 's' });

  test('a cause with half a percent of the mean, or of a quantile, has a row; with less it is named', () => {
    const table = of({}, { 'waits.mean.boot': seconds(199), 'waits.mean.limit': seconds(1), 'waits.mean.outage': seconds(0.9) });
    // 0.9 and 1 of 200.9: the first is less than half a percent, the second is not quite it either.
    expect(table.rows.map(({ name }) => name)).toEqual(['boot in progress']);
    expect(said(table)).toContain('Less than 0.5%: outage, manager at its limit.');
    const exact = of({}, { 'waits.mean.boot': seconds(199), 'waits.mean.limit': seconds(1) });
    expect(exact.rows.map(({ name, cells }) => [name, cells[1]])).toEqual([
      ['manager at its limit', '0.5%'],
      ['boot in progress', '99.5%'],
    ]);
    const tail = of({}, { 'waits.mean.boot': seconds(199), 'waits.mean.limit': seconds(0.1), 'waits.p99.limit': seconds(5) });
    expect(tail.rows.map(({ name }) => name)).toEqual(['manager at its limit', 'boot in progress']);
    expect(tail.notes).toEqual([]);
  });

  test('what a preparation is made of adds up to what it is said to take', () => {
    const table = of({}, { 'waits.mean.boot': seconds(1), 'preparationParts.boot': 30, 'preparationParts.stages': 10 });
    expect(said(table)).toEqual(['Preparation, 40s on average: 30s boot, 10s stages before the script.']);
  });

  test('an outage behind others is told from half a percent of the waiting on', () => {
    const told = (inOutage: number): readonly string[] =>
      said(of({}, { 'waits.mean.boot': seconds(100), 'queueTime.mean': 100, inOutage }));
    expect(told(0.5)).toEqual([
      'Of the waiting, 0.5% lay in an outage of a cloud, host or GitLab that these jobs would have been served from.',
    ]);
    expect(told(0.49)).toEqual([]);
  });

  test('jobs that were overtaken: the mean, and the most', () => {
    expect(said(of({}, { 'waits.mean.boot': seconds(1), 'overtaken.mean': 0.25, 'overtaken.max': 1 }))).toEqual([
      'A job was overtaken by 0.25 later ones of its class on average, by 1 job at most.',
    ]);
    expect(of({}, { 'waits.mean.boot': seconds(1), 'overtaken.mean': 0, 'overtaken.max': 0 }).notes).toEqual([]);
  });

  test('a wait of a second is worth a sentence, of each part where there are several', () => {
    const p95 = (scope: string, of: number): Record<string, ReturnType<typeof aFigure>> => ({
      [`${scope}queueTime.p95`]: seconds(of),
      [`${scope}waits.p95.boot`]: seconds(of),
    });
    const figures = {
      'waits.mean.boot': seconds(1),
      ...p95('', 1),
      ...p95('group a ', 8),
      ...p95('group b ', 0.99),
      ...p95('workload w ', 5),
    };
    // One workload is all jobs.
    expect(said(of({ groups: [{ name: 'a' }, { name: 'b' }], workloads: [{ name: 'w' }] }, figures))).toEqual([
      'Of all jobs: of 1s at p95, 1s boot in progress.',
      'Of group a: of 8s at p95, 8s boot in progress.',
    ]);
  });
});

describe('what is being removed', () => {
  const signal = (name: string, averages: readonly number[], labels: object): object => ({ name, averages, ...labels });
  const study = (signals: readonly object[]): StudyResult => ({ first: { timeline: { signals } } }) as unknown as StudyResult;
  const averages = { 'group g machines.all.average': 40, 'group g machines.removing.average': 10 };

  test('without a timeline it is what the averages say', () => {
    expect(removingShare({ first: {} } as StudyResult, lookupOf(averages), 'g')).toBe(0.25);
    expect(removingShare({ first: {} } as StudyResult, lookupOf({}), 'g')).toBe(0);
  });

  test('with one it is weighed by the jobs that a limit holds, of all workloads', () => {
    const signals = [
      signal('jobs_waiting', [0, 3, 0], { workload: 'a', cause: 'limit' }),
      signal('jobs_waiting', [1, 0], { workload: 'b', cause: 'limit' }),
      signal('jobs_waiting', [0, 0, 1000], { workload: 'b', cause: 'boot' }),
      signal('machines_all', [10, 10, 10], { group: 'g' }),
      signal('machines_removing', [0, 4, 10], { group: 'g' }),
      signal('machines_removing', [10, 10, 10], { group: 'other' }),
    ];
    // One job while none of ten is removed, three while four are: 12 of 40.
    expect(removingShare(study(signals), lookupOf(averages), 'g')).toBe(0.3);
  });
});

describe('the short table', () => {
  const rows = (figures: Parameters<typeof lookupOf>[0], replications = 1): ReturnType<typeof shortTable> =>
    shortTable({ replications } as StudyResult, lookupOf(figures), ['note']);

  test('has no machines of a fleet without, and no cost of what costs nothing', () => {
    const machines = { jobs: 4, 'machines.all.average': 0, 'cost.perMonth': 0, utilisation: aFigure(null) };
    expect(rows(machines).rows).toEqual([{ name: 'jobs', cells: ['4'], spread: [], bounds: [] }]);
    expect(rows({ ...machines, 'machines.all.peak': 1, 'cost.perMonth': 1 }).rows.map(({ name }) => name)).toEqual([
      'jobs',
      'machines on average',
      'machines at the peak',
      'cost a month of 730 h',
    ]);
  });

  test('has a second column for half-widths where there are replications', () => {
    expect(rows({ jobs: 4 }).columns).toEqual(['']);
    const two = rows({ jobs: aFigure(4, { low: 3, high: 5, halfWidth: 1, atMost: true }) }, 2);
    expect(two.columns).toEqual(['', '']);
    expect(two.rows[0]!.cells).toEqual(['<= 4', '± 1']);
    expect(two.notes).toHaveLength(2);
    expect(said(two)[1]).toBe('note');
  });
});

describe('tables of jobs, fleet and cost', () => {
  const study = (groups: readonly string[]): StudyResult =>
    ({
      first: {
        jobs: { all: { queueTime: { shareBelow: [{ seconds: 10 }, { seconds: 60 }] } } },
        pools: { groups: groups.map((name) => ({ name })) },
      },
    }) as unknown as StudyResult;

  test('without a job there are no times; with one there are', () => {
    expect(jobTable(study([]), lookupOf({ jobs: 0 })).rows).toEqual([]);
    const table = jobTable(
      study([]),
      lookupOf({
        jobs: 1,
        'queueTime.shareBelow(10s)': aFigure(0.5, { unit: 'share' }),
        'queueTime.shareBelow(60s)': aFigure(1, { unit: 'share' }),
        throughputPerHour: aFigure(7, { unit: 'per hour' }),
      }),
    );
    expect(table.rows).toHaveLength(4);
    expect(said(table)[0]).toBe('Handed out within 10s 50%, 1m 100%. Jobs that ended: 7/h.');
  });

  test('fixed hosts have their own columns; states without machines are told, unattended ones only where there were some', () => {
    expect(fleetTable(study(['a']), lookupOf({ 'machines.all.peak': 0 })).columns).toEqual(['workers', 'busy', 'peak', 'of']);
    const states = { 'machines.all.peak': 1, 'machines.creating.average': 1, 'machines.idle.average': 2, 'machines.acquired.average': 0 };
    const more = { 'machines.used.average': 4, 'machines.removing.average': 5 };
    const notes = (unattended: number): string | undefined =>
      said(fleetTable(study(['a']), lookupOf({ ...states, ...more, 'machines.unattended.average': unattended }))).find((note) =>
        note.startsWith('Machines'),
      );
    expect(notes(0)).toBe('Machines on average: 1 creating, 2 idle, 0 acquired, 4 used, 5 removing.');
    expect(notes(6)).toBe('Machines on average: 1 creating, 2 idle, 0 acquired, 4 used, 5 removing, 6 unattended.');
  });

  test('one group is all; several have a sum', () => {
    const names = (groups: readonly string[]): string[] => fleetTable(study(groups), lookupOf({})).rows.map(({ name }) => name);
    expect(names(['a'])).toEqual(['a']);
    expect(names(['a', 'b'])).toEqual(['a', 'b', 'all']);
  });

  test('what had no job is named with the machines that it held', () => {
    const figures = { 'group a machines.all.average': 0.5 };
    expect(idleName({ scope: 'group', name: 'a' }, lookupOf(figures))).toBe('a (0.5 machines on average)');
    expect(idleName({ scope: 'group', name: 'b' }, lookupOf(figures))).toBe('b');
  });

  test('parts that cost nothing have no row, and nothing at all has no table', () => {
    const usd = (x: number): ReturnType<typeof aFigure> => aFigure(x, { unit: 'USD' });
    const table = costTable(lookupOf({ 'cost.total': usd(1), 'cost.busy': usd(0.75), 'cost.idle': usd(0), 'cost.hosts': usd(0.25) }));
    expect(table.rows.map(({ name, cells }) => [name, ...cells])).toEqual([
      ['busy', '0.75 USD', '75%'],
      ['hosts', '0.25 USD', '25%'],
      ['total', '1 USD', '100%'],
    ]);
    expect(costTable(lookupOf({ 'cost.total': usd(0) })).rows).toEqual([]);
    expect(costTable(lookupOf({ 'cost.total': aFigure(null) })).rows).toEqual([]);
    expect(costTable(lookupOf({})).rows).toEqual([]);
  });
});

describe('with and without the outage', () => {
  const table = (extra: number, halfWidth: number | null, outages = 1): Table => {
    const figure = { figure: 'lostJobs', unit: 'count', with: 100.4, without: 100.4 - extra, extra, halfWidth };
    const first = { story: Array.from({ length: outages }, () => ({})) };
    return pairedTable({ first, paired: { slo: { seconds: 60, share: 0.95 }, figures: [figure] } } as unknown as StudyResult);
  };
  const paired = (extra: number, halfWidth: number | null): readonly string[] => {
    const [row] = table(extra, halfWidth).rows;
    return [...row!.cells, ...row!.spread];
  };

  test('one outage is the outage, several are the outages', () => {
    expect([1, 2].map((outages) => table(0, null, outages).title)).toEqual([
      'Against the same run without the outage',
      'Against the same run without the outages',
    ]);
    expect([1, 2].map((outages) => said(table(0, null, outages))[0])).toEqual([
      'Both runs have the same jobs and the same draws, as long as the outage does not reach them.',
      'Both runs have the same jobs and the same draws, as long as the outages do not reach them.',
    ]);
  });

  test('more has a plus, less a minus, and no difference neither; counts from a hundred on are whole', () => {
    expect(paired(2.25, 0.5)).toEqual(['100', '98.2', '+2.25', '', '', '± 0.5']);
    expect(paired(-100.4, null)).toEqual(['100', '201', '-100', '', '', '']);
    expect(paired(0, null)[2]).toBe('0');
  });
});

describe('alarms', () => {
  const run = (over: object): object => ({ outcome: 'done', jobs: 1, window: { from: 0, to: 3600 }, atEnd: { unmatched: 0 }, ...over });
  const of = (runs: readonly object[], over: object = {}): string[] =>
    alarms({ runs, unmatchedFails: true, ...over } as unknown as StudyResult);

  test('none where all is well, or where one run of several has jobs', () => {
    expect(of([run({})])).toEqual([]);
    expect(of([run({ jobs: 0 }), run({})])).toEqual([]);
    expect(of([run({ jobs: 0 }), run({ jobs: 0 })])).toHaveLength(1);
  });

  test('groups whose figures rest on a reconstruction are named', () => {
    expect(of([run({})], { approximate: ['a'] })).toEqual([
      "Approximate: a rests on a reconstruction of docker-autoscaler's scaling rule, not on its source.",
    ]);
    expect(of([run({})], { approximate: ['a', 'b'] })[0]).toContain('Approximate: a, b rest on a reconstruction');
  });

  test('a limit that ended a run: within the measured period, or before it began', () => {
    const cut = (to: number): string => of([run({}), run({ outcome: 'max_events', window: { from: 3600, to } })])[0]!;
    expect(cut(7200)).toBe(
      'Stopped at 2h by the limit on events: the fleet cannot keep up with the load, or the run is too long. Figures cover the part that was run.',
    );
    expect(cut(3600)).toContain('Stopped within the warm-up, before anything was measured, by the limit on events');
  });

  test('jobs without a taker are listed five at most, with what it means for the verdict', () => {
    const unmatched = (n: number, unmatchedFails: boolean): string => {
      const unmatchedBy = Array.from({ length: n }, (_, i) => ({ workload: 'w', project: `p${i}`, jobs: 1 }));
      return of([run({}), run({ atEnd: { unmatched: n, unmatchedBy } })], { unmatchedFails })[0]!;
    };
    const fails = 'This fails the run; change tags or runners, or set allow_unmatched_jobs: true.';
    expect(unmatched(1, true)).toBe(`1 job can be taken by no runner: 1 of workload w, project p0. ${fails}`);
    expect(unmatched(1, false)).toMatch(/project p0\. The scenario allows this\.$/u);
    expect(unmatched(5, true)).not.toContain('others');
    expect(unmatched(6, true)).toContain('project p4; and others. This');
    expect(unmatched(6, true)).not.toContain('p5');
  });
});

describe('events', () => {
  const lines = (...words: string[]): string[] =>
    eventLines(
      words.map((own, i) => ({ at: `1${i}:00`, words: own })),
      42,
    );

  test('two short ones share a line, a long one has its own and goes on below its words', () => {
    // Half of forty columns less two: 18, of which seven are the time.
    expect(lines('a', 'b', 'c')).toEqual([`  10:00  a${' '.repeat(12)}11:00  b`, '  12:00  c']);
    expect(lines('eleven here', 'eleven here')).toEqual([`  10:00  eleven here${' '.repeat(2)}11:00  eleven here`]);
    expect(lines('twelve heres', 'b')).toEqual(['  10:00  twelve heres', '  11:00  b']);
    expect(lines('a', 'one of which there is too much for a line', 'c')).toEqual([
      '  10:00  a',
      '  11:00  one of which there is too much',
      '         for a line',
      '  12:00  c',
    ]);
  });
});
