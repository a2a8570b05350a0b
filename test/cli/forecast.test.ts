/** `runcast backtest --resample` and `--test`: what days of a history let expect, as a process. */
import { beforeAll, describe, expect, test } from 'vitest';
import { forecastResultSchema, type ForecastResult } from '../../src/study/backtest/forecast-result.js';
import { bootingFleet, plainFleet, plainHistory, plainJobs } from '../support/backtests.js';
import { ensureBuilt, inPlace, type Workplace } from './process.js';

beforeAll(ensureBuilt);

const RUNNERS = 3;
const history = plainHistory(plainJobs(9, RUNNERS, 0.8), RUNNERS);
const files = { ...plainFleet(RUNNERS), 'history.csv': history };

/** Tuesday and Wednesday: a job an hour whose machine was there a minute later; of some nobody had them before they were cancelled, and some no runner takes. */
function bootedDays(): string {
  const rows = Array.from({ length: 48 }, (_, hour) => {
    const at = (seconds: number): string => new Date(Date.UTC(2018, 9, 2, hour, 0, seconds)).toISOString();
    const isCancelled = hour % 6 === 1;
    const tags = hour % 6 === 2 ? 'elsewhere' : 'docker';
    return isCancelled ? `${hour},${tags},,canceled,${at(0)},,${at(900)}` : `${hour},${tags},r${hour},success,${at(0)},${at(60)},${at(90)}`;
  });
  return `job,tags,runner,status,queued_at,started_at,finished_at\n${rows.join('\n')}\n`;
}

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

  test('of waits that hold boots has them on both sides, and its runs are kept', () =>
    inPlace({ ...bootingFleet(), 'history.csv': bootedDays() }, async (place) => {
      const { result: queue } = await forecast(place, ['--resample', 'days']);
      expect(queue).toMatchObject({ wait: 'queue', verdict: 'fail' });
      const words = ['--resample', 'days', '--observed', 'queue+boot', '--study', 'runs'];
      const { exit, result } = await forecast(place, words);
      expect(result).toMatchObject({ wait: 'queue+boot', verdict: 'pass' });
      // Of a job in six the wait is not known, and one in six nobody takes.
      expect(result.spans[0]).toMatchObject({ jobs: 32, trainedOn: 48 });
      const [mean] = result.spans[0]!.figures;
      expect(mean!.observed).toBe(60);
      expect(Math.abs(mean!.mean - 60)).toBeLessThan(3);
      expect(result.rerun).toContain('--observed queue+boot --resample days');
      expect(await forecast(place, words)).toEqual({ exit, result });
      const { out, err } = await place.runcast(['backtest', 'fleet.yaml', '--history', 'history.csv', '--replications', '4', ...words]);
      expect(out).toContain('waits include boots');
      expect(err).toContain('4 of 4 runs were there already (runs)');
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
    [['--test', '2018-10-02', '--train', '2018-10-03'], '--train 2018-10-03 is not before --test'],
    [['--test', '2018-10-01'], '--test 2018-10-01 is not after the start of the history (2018-10-01T00:00:00Z); expected a later day'],
    [['--test', '2019-01-01'], 'no day of the history can be forecast: check --test'],
  ])('%j is refused: %s', (words, message) =>
    inPlace(files, async (place) => {
      const { exit, out, err } = await place.runcast(['backtest', 'fleet.yaml', '--history', 'history.csv', '-q', ...words]);
      expect({ exit, out }).toEqual({ exit: 2, out: '' });
      expect(err).toContain(message);
    }),
  );
});
