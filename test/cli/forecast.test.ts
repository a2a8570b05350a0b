/** `runcast backtest --resample` and `--test`: what days of a history let expect, as a process. */
import { beforeAll, describe, expect, test } from 'vitest';
import { forecastResultSchema, type ForecastResult } from '../../src/study/backtest/forecast-result.js';
import { plainFleet, plainHistory, plainJobs } from '../support/backtests.js';
import { ensureBuilt, inPlace, type Workplace } from './process.js';

beforeAll(ensureBuilt);

const RUNNERS = 3;
const history = plainHistory(plainJobs(9, RUNNERS, 0.8), RUNNERS);
const files = { ...plainFleet(RUNNERS), 'history.csv': history };

async function forecast(place: Workplace, words: readonly string[]): Promise<{ exit: number | null; result: ForecastResult }> {
  const { exit, out } = await place.runcast([
    'backtest',
    'fleet.yaml',
    '--history',
    'history.csv',
    '--replications',
    '4',
    '--json',
    '-q',
    ...words,
  ]);
  return { exit, result: forecastResultSchema.parse(JSON.parse(out)) };
}

describe('a forecast from a history', () => {
  test('of its own days holds what came on the fleet that ran it, and not on one that is too small', () =>
    inPlace(files, async (place) => {
      const { exit, result } = await forecast(place, ['--resample', 'days']);
      expect(exit).toBe(0);
      expect(result).toMatchObject({ kind: 'in_sample', verdict: 'pass', scores: [], skipped: [] });
      const [mean] = result.spans[0]!.figures;
      expect(mean).toMatchObject({ figure: 'mean', isWithin: true });
      expect(mean!.p5).toBeLessThan(mean!.p95);
      place.write('fleet.yaml', plainFleet(RUNNERS - 1)['fleet.yaml']!);
      const small = await forecast(place, ['--resample', 'days']);
      expect(small.exit).toBe(99);
      expect(small.result.spans[0]!.figures[0]!.error).toBeGreaterThan(0.3);
    }));

  test('day by day learns from the days before alone, and is scored', () =>
    inPlace(files, async (place) => {
      const { result } = await forecast(place, ['--test', '2018-10-04']);
      expect(result.kind).toBe('rolling');
      expect(result.spans.map(({ name }) => name)).toEqual([
        '2018-10-04 Thu',
        '2018-10-05 Fri',
        '2018-10-07 Sun',
        '2018-10-08 Mon',
        '2018-10-09 Tue',
      ]);
      // No weekend was there before the first.
      expect(result.skipped).toMatchObject([{ name: '2018-10-06 Sat' }]);
      const rows = history.trimEnd().split('\n').slice(1);
      const before = (day: string): number => rows.filter((row) => row.split(',')[7]! < `${day}T00:00:00Z`).length;
      expect(result.spans.map(({ trainedOn }) => trainedOn)).toEqual(['04', '05', '07', '08', '09'].map((day) => before(`2018-10-${day}`)));
      const [mean] = result.scores;
      expect(mean).toMatchObject({ figure: 'mean' });
      expect(mean!.pinball).toBeGreaterThan(0);
      expect(mean!.plain).toBeGreaterThan(0);
      const later = await forecast(place, ['--train', '2018-10-03', '--test', '2018-10-08']);
      expect(later.result.spans[0]!.trainedOn).toBe(before('2018-10-08') - before('2018-10-03'));
    }));

  test('is said on a screen of 80 columns, the command last', () =>
    inPlace(files, async (place) => {
      const { out } = await place.runcast([
        'backtest',
        'fleet.yaml',
        '--history',
        'history.csv',
        '--test',
        '2018-10-08',
        '--replications',
        '3',
        '-q',
      ]);
      const lines = out.trimEnd().split('\n');
      expect(lines.at(-1)).toBe('  runcast backtest fleet.yaml --history history.csv --test 2018-10-08 --replications 3 --seed 1');
      expect(Math.max(...lines.slice(0, -1).map((line) => line.length))).toBeLessThanOrEqual(80);
      expect(out).toContain('pinball loss');
    }));

  test('is written as a page, Markdown, a table and JSON, which report draws again', () =>
    inPlace(files, async (place) => {
      const words = ['backtest', 'fleet.yaml', '--history', 'history.csv', '--test', '2018-10-08', '--replications', '2', '-q'];
      const { out, err } = await place.runcast([...words, '-o', 'out']);
      expect(err).toBe('');
      for (const file of ['forecast.csv', 'forecast.json', 'report.html', 'report.md']) expect(place.listing()).toContain(`out/${file}`);
      expect(forecastResultSchema.parse(JSON.parse(place.read('out/forecast.json'))).spans).toHaveLength(2);
      expect(place.read('out/report.html')).toContain('>10-09<');
      const again = await place.runcast(['report', 'out/forecast.json']);
      expect(again).toMatchObject({ exit: 0, out, err: '' });
      await place.runcast(['report', 'out/forecast.json', '-o', 'again.html', '-q']);
      expect(place.read('again.html')).toBe(place.read('out/report.html'));
      const markdown = await place.runcast([...words, '--format', 'markdown']);
      expect(markdown.out).toBe(place.read('out/report.md'));
    }));

  test.each([
    [['--train', '2018-10-02'], 'give --test DATE too'],
    [['--test', '2018-10-02', '--by', 'tags'], '--by is for a replay; leave it out beside --test'],
    [['--resample', 'days', '--observed', 'queue+boot'], '--observed queue+boot is for a replay'],
    [['--test', '2018-10-02', '--train', '2018-10-03'], '--train 2018-10-03 is not before --test'],
    [['--test', '2019-01-01'], 'no day of the history can be forecast: check --test'],
  ])('%j is refused: %s', (words, message) =>
    inPlace(files, async (place) => {
      const { exit, out, err } = await place.runcast(['backtest', 'fleet.yaml', '--history', 'history.csv', '-q', ...words]);
      expect({ exit, out }).toEqual({ exit: 2, out: '' });
      expect(err).toContain(message);
    }),
  );
});
