/** How many jobs wait over the measured period, as one line of characters with its days or its ends, and when most did. */
import type { StudyResult } from '../../../study/study-result.js';
import { countWords } from '../../frame/numbers.js';
import { spokenSeconds } from '../../frame/spoken.js';
import { instantWords, weekClock, weekInstant } from '../../frame/axes.js';
import type { RunStart } from '../../frame/local-clock.js';
import { highest, measured, sumSignals, thinned } from '../../frame/series.js';
import { levelsOf, sparkText } from '../../frame/spark.js';
import { DAY, SECOND } from '../../../units/time.js';
import { set, toned, type Line } from '../../frame/lines.js';
import { breakable } from '../../frame/width.js';

const HEAD = '  jobs waiting   ';
const DAY_SECONDS = DAY / SECOND;
const WEEK_SECONDS = 7 * DAY_SECONDS;
/** Columns of the name of a day, with a blank behind it. */
const DAY_NAME = 4;
/** Signs of a day, fewer than which say nothing. */
const LEAST_SIGNS = 2;

type Measured = ReturnType<typeof measured>;

/** Returns two lines; none without a timeline, or where no job ever waited. */
export function waitingLines(study: StudyResult, width: number, isPlain: boolean): Line[] {
  const { timeline, window } = study.first;
  const series = timeline === undefined ? undefined : sumSignals(timeline, ({ name }) => name === 'jobs_pending');
  if (series === undefined) return [];
  const { at, value } = highest(series, window.from);
  if (!(value > 0)) return [];
  const start = study.scenario;
  const room = width - HEAD.length;
  // What waits in the warm-up would set a scale that no figure has.
  const drawn = measured(series, window.from);
  const line = byDay(drawn, start, room, isPlain) ?? whole(drawn, start, room, isPlain);
  const bin = spokenSeconds(series.binSeconds);
  const instant = isLong(drawn) ? instantWords : weekInstant;
  const which = study.replications > 1 ? ' (first replication)' : '';
  const most = `most ${countWords(value)}, mean of ${bin} at ${instant(at, start)}${which}`;
  return [
    ...toned([`${HEAD}${line}`]),
    ...toned(set(breakable(most), { first: ' '.repeat(HEAD.length), later: ' '.repeat(HEAD.length), width })),
  ];
}

/** Whether a day of the week comes twice, so that its name does not say which it is. */
function isLong({ averages, binSeconds }: Measured): boolean {
  return averages.length * binSeconds > WEEK_SECONDS;
}

/** Days by their names, where there are two to as many of them as fit and they begin with a bin; an hour is as wide in each: `Mon ▁▂█▂ Tue ▁▂`. */
function byDay(series: Measured, start: RunStart, room: number, isPlain: boolean): string | undefined {
  const { averages, binSeconds, at } = series;
  const midnight = [at, 0].find((second) => weekClock(second, start)?.isMidnight === true);
  if (midnight === undefined || DAY_SECONDS % binSeconds !== 0) return undefined;
  const bins = DAY_SECONDS / binSeconds;
  const before = (at - midnight) / binSeconds;
  const days = Array.from({ length: Math.ceil((before + averages.length) / bins) }, (_, day) => day).filter(
    (day) => (day + 1) * bins > before,
  );
  if (days.length < 2) return undefined;
  // So many bins a sign that days are cut at their midnights.
  for (const each of divisorsOf(bins).filter((own) => bins / own >= LEAST_SIGNS)) {
    const parts = days.map((day) => {
      const ends = Array.from({ length: bins / each }, (_, sign) => day * bins + sign * each - before);
      return ends.map((from) => averages.slice(Math.max(0, from), Math.max(0, from + each))).filter((own) => own.length > 0);
    });
    const width = parts.reduce((sum, { length }) => sum + length + DAY_NAME + 1, -1);
    if (width > room) continue;
    const means = parts.map((part) => part.map((own) => own.reduce((sum, x) => sum + x, 0) / own.length));
    const most = Math.max(...means.flat());
    return (
      means
        // Its noon is of the day also where the clock was put back.
        .map(
          (part, i) =>
            `${weekClock(midnight + (days[i]! + 0.5) * DAY_SECONDS, start)?.weekday ?? ''} ${sparkText(levelsOf(part, most), isPlain)}`,
        )
        .join(' ')
    );
  }
  return undefined;
}

/** The period in one piece between its ends. */
function whole(series: Measured, start: RunStart, room: number, isPlain: boolean): string {
  const end = series.at + series.averages.length * series.binSeconds;
  const [from, to] = [series.at, end].map((at) => {
    const clock = weekClock(at, start);
    return clock === undefined ? spokenSeconds(at) : isLong(series) ? clock.dated : clock.text;
  });
  const { averages } = thinned(series, Math.max(8, room - from!.length - to!.length - 2));
  return `${from} ${sparkText(levelsOf(averages, Math.max(...averages)), isPlain)} ${to}`;
}

/** Numbers that divide `n`, ascending. */
function divisorsOf(n: number): number[] {
  return Array.from({ length: n }, (_, i) => i + 1).filter((own) => n % own === 0);
}
