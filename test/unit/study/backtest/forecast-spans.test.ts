/** Spans of a history that are forecast, and what each is drawn from: by hand on a job every hour around the end of summer time. */
import { describe, expect, test } from 'vitest';
import { offsetsOf } from '../../../../src/scenario/periods/zone.js';
import { LocalClock } from '../../../../src/scenario/periods/local-clock.js';
import { sha256 } from '../../../../src/scenario/load-files.js';
import { replayedScenario } from '../../../../src/study/backtest/replayed-scenario.js';
import { rollingSpans, wholeSpan, type SpanSource } from '../../../../src/study/backtest/forecast-spans.js';
import { parseInstant } from '../../../../src/units/instant.js';
import { DAY, HOUR } from '../../../../src/units/time.js';
import { plainFleet, replayOf } from '../../../support/backtests.js';
import { prepared } from '../../../support/scenario-files.js';

const BERLIN = 'Europe/Berlin';
/** Thursday to Tuesday in Berlin; on the Sunday an hour comes twice. */
const [FROM, TO] = [Date.UTC(2018, 9, 24, 22, 30), Date.UTC(2018, 9, 30, 23)];
const JOBS = Math.ceil((TO - FROM) / 3_600_000);

/** Each job waits as many seconds as the Berlin date of its day says. */
function source(isKept: (ms: number) => boolean = () => true, timezone = BERLIN): SpanSource {
  const rows = ['job,tags,runner,status,queued_at,started_at,finished_at'];
  const text = (ms: number): string => new Date(ms).toISOString();
  for (let ms = FROM; ms < TO; ms += 3_600_000) {
    const date = Number(new Date(ms).toLocaleDateString('sv-SE', { timeZone: BERLIN }).slice(8));
    if (isKept(ms)) rows.push(`${ms},docker,r1,success,${text(ms)},${text(ms + 1000 * date)},${text(ms + 60_000)}`);
  }
  const { 'fleet.yaml': scenario, ...files } = plainFleet(2);
  const { history } = replayOf(`${rows.join('\n')}\n`);
  const clock = new LocalClock(offsetsOf(timezone), history.from, history.to);
  const opened = prepared({ files }, scenario);
  const replayed = replayedScenario(opened, history, { hash: sha256, isOwnFile: () => false });
  if ('issues' in replayed) throw new Error(replayed.issues[0]!.message);
  return { opened, prepared: replayed.prepared, history, clock, timezone, isOwnFile: () => false, hash: sha256 };
}
const instant = (date: string): number => parseInstant(`${date}T22:00:00Z`)!;

describe('the whole days', () => {
  const { spans, skipped } = wholeSpan(source());
  const [span] = spans as [(typeof spans)[number]];

  test('are one span, drawn from all jobs, a day of which comes before and is not judged', () => {
    expect([spans.length, skipped]).toEqual([1, []]);
    expect(span).toMatchObject({ name: 'all', jobs: JOBS, trainedOn: JOBS, before: [] });
    // Six days and an hour more.
    expect(span.fleet.spec.horizon).toBe(DAY + 6 * DAY + HOUR);
    expect(span.fleet.spec.warmup).toBe(DAY);
    expect(span.observed).toMatchObject({ max: 30, p50: 28 });
  });

  test('are drawn by class: four weekdays and two days of a weekend', () => {
    const { arrivals } = span.fleet.spec.workloads[0]!;
    expect(arrivals.kind === 'resample' && arrivals.pools.map((pool) => pool.length)).toEqual([4, 2]);
  });

  test('are none of a history that holds none', () => {
    const noon = Date.UTC(2018, 9, 26, 12);
    expect(wholeSpan(source((ms) => Math.abs(ms - noon) < 5 * 3_600_000))).toEqual({
      spans: [],
      skipped: [{ name: 'all', why: 'the history holds no whole day' }],
    });
  });
});

describe('rolling spans', () => {
  test('are the days from the first that is asked for on, each from the days before it', () => {
    const { spans, skipped } = rollingSpans(source(), { train: -Infinity, test: instant('2018-10-27') });
    expect(skipped).toEqual([]);
    expect(spans.map(({ name, jobs, trainedOn }) => [name, jobs, trainedOn])).toEqual([
      ['2018-10-28 Sun', 25, 72],
      ['2018-10-29 Mon', 24, 97],
      ['2018-10-30 Tue', 24, 121],
    ]);
    expect(spans.map(({ fleet }) => (fleet.spec.horizon - fleet.spec.warmup) / HOUR)).toEqual([25, 24, 24]);
  });

  test('have what was observed on days of their kind before them', () => {
    const { spans } = rollingSpans(source(), { train: -Infinity, test: instant('2018-10-27') });
    expect(spans.map(({ before }) => before.map(({ mean }) => mean))).toEqual([[27], [25, 26], [25, 26, 29]]);
    const mean = spans.map(({ observed }) => observed.mean);
    expect(mean).toEqual([28, 29, 30]);
  });

  test('learn from no day before the first that they may', () => {
    const { spans } = rollingSpans(source(), { train: instant('2018-10-28'), test: instant('2018-10-28') + 1 });
    expect(spans.map(({ name }) => name)).toEqual(['2018-10-30 Tue']);
  });

  test('pass over days of which no forecast can be made, and say why', () => {
    // Nothing on Saturday; then Sunday has no whole day of its kind before it.
    const isSaturday = (ms: number): boolean => ms >= Date.UTC(2018, 9, 26, 22) && ms < Date.UTC(2018, 9, 27, 22);
    const { spans, skipped } = rollingSpans(
      source((ms) => !isSaturday(ms)),
      { train: -Infinity, test: -Infinity },
    );
    expect(skipped).toEqual([
      { name: '2018-10-25 Thu', why: 'no job came before it' },
      { name: '2018-10-27 Sat', why: 'no job of it has a known wait' },
      { name: '2018-10-28 Sun', why: expect.stringMatching(/^the history has no whole day of a weekend/u) as unknown },
    ]);
    expect(spans.map(({ name, before }) => [name, before.length])).toEqual([
      ['2018-10-26 Fri', 1],
      ['2018-10-29 Mon', 2],
      ['2018-10-30 Tue', 3],
    ]);
  });

  test('learn from a day whose night is still: the job that came next says that it is whole', () => {
    const isByDay = (ms: number): boolean => Math.abs((new Date(ms).getUTCHours() % 24) - 10) < 9;
    const { spans, skipped } = rollingSpans(source(isByDay), { train: -Infinity, test: instant('2018-10-26') });
    // Thursday and Tuesday, on which the history begins and ends, are not whole.
    expect(skipped.map(({ name }) => name)).toEqual(['2018-10-27 Sat']);
    expect(spans.map(({ name, trainedOn }) => [name, trainedOn])).toEqual([
      ['2018-10-28 Sun', 51],
      ['2018-10-29 Mon', 68],
    ]);
  });
});
