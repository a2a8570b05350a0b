/** `runcast backtest`: known answers on a plain queue that was made without the simulator, its screen, its JSON, and bad input. */
import { beforeAll, describe, expect, test } from 'vitest';
import { backtestResultSchema, type BacktestResult } from '../../src/study/backtest/backtest-result.js';
import { bootingFleet, plainFleet, plainHistory, plainJobs } from '../support/backtests.js';
import { ensureBuilt, inPlace, type Workplace } from './process.js';

beforeAll(ensureBuilt);

const RUNNERS = 17;
const HOUR = 3600;
const jobs = plainJobs(3, RUNNERS, 0.95);
const history = plainHistory(jobs, RUNNERS);
/** Two of the runners are off from Tuesday 09:00 to Wednesday 06:00. */
const away = plainHistory(
  jobs,
  RUNNERS,
  [3, 4].map((runner) => ({ runner, from: 33 * HOUR, to: 54 * HOUR })),
);

/** Forty jobs, one every two minutes, whose machines were there a minute later. */
const bootedHistory = plainHistory(
  Array.from({ length: 40 }, (_, i) => ({ queued: 120 * i, lasts: 30 })),
  40,
).replace(/Z,(\S+)Z,(\S+)Z$/gmu, (_, start: string, end: string) => `Z,${later(start)},${later(end)}`);

function later(text: string): string {
  return new Date(Date.parse(`${text}Z`) + 60_000).toISOString();
}

async function backtested(place: Workplace, words: readonly string[]): Promise<{ exit: number | null; result: BacktestResult }> {
  const { exit, out, err } = await place.runcast(['backtest', 'fleet.yaml', ...words, '--json', '-q']);
  if (out === '') throw new Error(err);
  return { exit, result: backtestResultSchema.parse(JSON.parse(out)) };
}

describe('a backtest', () => {
  test('of the fleet that ran the history passes, and the plain queue gives the history itself', () =>
    inPlace({ ...plainFleet(RUNNERS), 'history.csv': history }, async (place) => {
      const { exit, result } = await backtested(place, ['--history', 'history.csv']);
      expect(exit).toBe(0);
      expect(result).toMatchObject({ verdict: 'pass', slots: RUNNERS, absences: [], leftOut: [], severalAtOnce: [] });
      expect(result.judged.jobs).toBe(jobs.length);
      for (const { figure, observed, ideal } of result.judged.figures) expect([figure, ideal]).toEqual([figure, observed]);
      const mean = result.judged.figures[0]!;
      expect(Math.abs(mean.error!)).toBeLessThan(0.02);
      expect(result.judged.hourlyCorrelation!).toBeGreaterThan(0.999);
      // A poll a second: half a second on average until a free runner has the job.
      expect(result.pickUp!.p50).toMatchObject({ observed: 0 });
      expect(result.pickUp!.p50.simulated).toBeLessThan(1);
      expect(result.running.peak).toEqual({ observed: RUNNERS, simulated: RUNNERS });
    }));

  test('of one runner too few fails, with more waiting than was observed', () =>
    inPlace({ ...plainFleet(RUNNERS - 1), 'history.csv': history }, async (place) => {
      const { exit, result } = await backtested(place, ['--history', 'history.csv']);
      expect(exit).toBe(99);
      const missed = result.tolerances.filter(({ isKept }) => !isKept).map(({ figure }) => figure);
      expect(missed).toEqual(expect.arrayContaining(['mean', 'p90', 'p95']));
      for (const figure of ['mean', 'p90', 'p95'] as const) {
        expect(result.tolerances.find((own) => own.figure === figure)!.error).toBeGreaterThan(0.2);
      }
    }));

  test('names runners that were away, and with their events pasted the day agrees', () =>
    inPlace({ ...plainFleet(RUNNERS), 'history.csv': away }, async (place) => {
      const before = await backtested(place, ['--history', 'history.csv']);
      expect(before.exit).toBe(99);
      expect(before.result.absences.map(({ runner, isAssumed }) => ({ runner, isAssumed }))).toEqual([
        { runner: 'r5', isAssumed: false },
        { runner: 'r4', isAssumed: false },
      ]);
      const tuesday = (result: BacktestResult): number => result.days.find(({ name }) => name === '2018-10-02 Tue')!.error!;
      expect(tuesday(before.result)).toBeLessThan(-0.3);
      const events = before.result.absences.map(({ event }) => `  - ${event!}`);
      place.write('fleet.yaml', `${plainFleet(RUNNERS)['fleet.yaml']!}events:\n${events.join('\n')}\n`);
      const after = await backtested(place, ['--history', 'history.csv']);
      expect(after.exit).toBe(0);
      expect(Math.abs(tuesday(after.result))).toBeLessThan(0.02);
    }));

  test('of waits that hold boots has them on both sides, and of several replications an interval', () =>
    inPlace({ ...bootingFleet(), 'history.csv': bootedHistory }, async (place) => {
      const figureOf = ({ judged }: BacktestResult): BacktestResult['judged']['figures'][number] => judged.figures[0]!;
      const queue = await backtested(place, ['--history', 'history.csv']);
      expect([queue.exit, queue.result.wait]).toEqual([99, 'queue']);
      expect(figureOf(queue.result).simulated).toBeLessThan(2);
      expect(figureOf(queue.result)).toMatchObject({ observed: 60, low: null, high: null });
      const both = await backtested(place, ['--history', 'history.csv', '--observed', 'queue+boot', '--replications', '2']);
      expect(both).toMatchObject({ exit: 0, result: { verdict: 'pass', wait: 'queue+boot', replications: 2 } });
      expect(both.result.rerun).toBe(
        'runcast backtest fleet.yaml --history history.csv --observed queue+boot --by tags --replications 2 --seed 1',
      );
      const { simulated, low, high } = figureOf(both.result);
      expect(Math.abs(simulated - 60)).toBeLessThan(3);
      expect(low!).toBeLessThan(simulated);
      expect(high!).toBeGreaterThan(simulated);
    }));

  test('says all of it on a screen of 80 columns, the command last', () =>
    inPlace({ ...plainFleet(RUNNERS), 'history.csv': away }, async (place) => {
      const { exit, out } = await place.runcast([
        'backtest',
        'fleet.yaml',
        '--history',
        'history.csv',
        '-q',
        '--by',
        'day,runner',
        '--warmup',
        '1d',
      ]);
      expect(exit).toBe(99);
      const lines = out.trimEnd().split('\n');
      expect(lines[0]).toMatch(/^✗ plain: the model does not reproduce this history: mean -\d/u);
      expect(lines.at(-1)).toBe('  runcast backtest fleet.yaml --history history.csv --by day,runner --warmup 86400s --seed 1');
      expect(Math.max(...lines.slice(0, -1).map((line) => line.length))).toBeLessThanOrEqual(80);
      expect(out).toContain('outage: { manager: r-5 } }');
      expect(out).toMatch(/by day +jobs +observed/u);
      expect(out).not.toContain('2018-10-01 Mon');
    }));

  test('writes a page with both charts, its figures and a row a job, hostile names being data', () =>
    inPlace({ ...plainFleet(RUNNERS), 'history.csv': away.replaceAll(',r5,', ',=1+<b>r5</b>,') }, async (place) => {
      const { exit, err } = await place.runcast([
        'backtest',
        'fleet.yaml',
        '--history',
        'history.csv',
        '--by',
        'runner',
        '-o',
        'out',
        '-q',
      ]);
      expect({ exit, err }).toEqual({ exit: 99, err: '' });
      for (const file of ['backtest-jobs.csv', 'backtest.csv', 'backtest.json', 'report.html', 'report.md'])
        expect(place.listing()).toContain(`out/${file}`);
      const page = place.read('out/report.html');
      expect(page.match(/<figure>/gu)).toHaveLength(2);
      expect(page).toContain('Quantiles against each other');
      expect(page).toContain('Waits over time');
      expect(page).toContain('outage: { manager: ');
      expect(page).not.toContain('<b>r5');
      expect(page).toContain('&lt;b&gt;r5');
      const rows = place.read('out/backtest-jobs.csv').trimEnd().split('\n');
      expect(rows).toHaveLength(jobs.length + 1);
      expect(rows.some((row) => row.includes(",'=1+<b>r5</b>,"))).toBe(true);
      const sum = (column: number): number => rows.slice(1).reduce((total, row) => total + Number(row.split(',')[column]), 0);
      const { judged } = backtestResultSchema.parse(JSON.parse(place.read('out/backtest.json')));
      expect(sum(5) / jobs.length).toBeCloseTo(judged.figures[0]!.observed, 6);
      expect(sum(6) / jobs.length).toBeCloseTo(judged.figures[0]!.simulated, 6);
      const figures = place.read('out/backtest.csv').trimEnd().split('\n');
      expect(figures).toHaveLength(1 + 9 * (1 + RUNNERS));
      const markdown = place.read('out/report.md');
      expect(markdown).toContain('\n```yaml\nevents:\n  - { at: ');
      expect(markdown).toContain(String.raw`\=1+\<b\>r5\</b\>`);
      const report = await place.runcast(['report', 'out/backtest.json', '-o', '-', '--format', 'markdown']);
      expect(report).toMatchObject({ exit: 0, out: markdown });
      expect((await place.runcast(['report', 'out/backtest.json', '-o', '-'])).out).toBe(page);
    }));

  test('its page explains no interval that no row has, and its hours are of the clock of the history', () =>
    inPlace({ ...plainFleet(RUNNERS), 'short.csv': bootedHistory, 'long.csv': history }, async (place) => {
      for (const file of ['short.csv', 'long.csv']) {
        await place.runcast(['backtest', 'fleet.yaml', '--history', file, '-o', file.slice(0, -4), '-q']);
        const page = place.read(`${file.slice(0, -4)}/report.html`);
        const { hours } = backtestResultSchema.parse(JSON.parse(place.read(`${file.slice(0, -4)}/backtest.json`)));
        expect(page.includes('In parentheses: '), file).toBe(/<span class="spread">\(/u.test(page));
        expect(page).toContain('>time (UTC)<');
        expect(page).not.toContain('simulated time');
        expect(page.includes('; an hour in which none came has 0')).toBe(hours.observed.includes(null));
      }
    }));

  test('keeps hostile names from the terminal', () =>
    inPlace({ ...plainFleet(RUNNERS), 'history.csv': away.replaceAll(',r5,', ',\u001b[31m\u202er5,') }, async (place) => {
      const { out } = await place.runcast(['backtest', 'fleet.yaml', '--history', 'history.csv', '-q', '--by', 'runner', '--full']);
      expect(out).toContain('outage: {');
      expect(out).not.toMatch(/[\u001b\u202e]/u);
    }));

  test.each([
    [['--history', 'gone.csv'], 'cannot read gone.csv'],
    [['--history', 'history.csv', '--tolerance', 'avg=5%'], "--tolerance: there is no figure 'avg'"],
    [['--history', 'history.csv', '--by', 'tag'], "there are no groups by 'tag'; did you mean tags?"],
    [['--history', 'history.csv', '--from', 'monday'], '--from monday: expected a date or an instant'],
    [['--history', 'history.csv', '--from', '2019-01-01'], 'no time is left to be judged'],
    [['--history', 'history.csv', '--warmup', '1'], '--warmup 1: expected a duration'],
    [['--history', 'other.csv'], 'no job of the history can be compared: 1 no runner of the scenario takes'],
  ])('%j is refused: %s', (words, message) =>
    inPlace(
      {
        ...plainFleet(1),
        'history.csv': plainHistory(plainJobs(1, 1, 0.2), 1),
        'other.csv': 'queued_at,started_at,finished_at,tags\n0,1,2,windows\n',
      },
      async (place) => {
        const { exit, out, err } = await place.runcast(['backtest', 'fleet.yaml', ...words, '-q']);
        expect({ exit, out }).toEqual({ exit: 2, out: '' });
        expect(err).toContain(message);
      },
    ),
  );
});
