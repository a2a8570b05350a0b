/** How many jobs wait over the run, as one line of characters with its days or its ends, and when most did. */
import type { StudyResult } from '../../../study/study-result.js';
import { countWords } from '../../frame/numbers.js';
import { spokenSeconds } from '../../frame/spoken.js';
import { weekClock, weekInstant } from '../../frame/axes.js';
import { highest, sumSignals, thinned, type Series } from '../../frame/series.js';
import { levelsOf, sparkText } from '../../frame/spark.js';
import { DAY, SECOND } from '../../../units/time.js';
import { set, toned, type Line } from '../../frame/lines.js';
import { breakable } from '../../frame/width.js';

const HEAD = '  jobs waiting   ';
const DAY_SECONDS = DAY / SECOND;
/** Columns of a day with its name, fewer than which say nothing. */
const LEAST_DAY = 6;

/** Returns two lines; none without a timeline, or where no job ever waited. */
export function waitingLines(study: StudyResult, width: number, isPlain: boolean): Line[] {
  const { timeline, window } = study.first;
  const series = timeline === undefined ? undefined : sumSignals(timeline, ({ name }) => name === 'jobs_pending');
  if (series === undefined) return [];
  const { at, value } = highest(series, window.from);
  if (!(value > 0)) return [];
  const { start } = study.scenario;
  const room = width - HEAD.length;
  const line = byDay(series, start, room, isPlain) ?? whole(series, start, room, isPlain);
  const bin = spokenSeconds(series.binSeconds);
  const which = study.replications > 1 ? ' (first replication)' : '';
  const most = `most ${countWords(value)}, mean of ${bin} at ${weekInstant(at, start)}${which}`;
  return [
    ...toned([`${HEAD}${line}`]),
    ...toned(set(breakable(most), { first: ' '.repeat(HEAD.length), later: ' '.repeat(HEAD.length), width })),
  ];
}

/** Days by their names, where the run begins at midnight and has two to as many of them as fit: `Mon ▁▂█▂ Tue ▁▂▆▂`. */
function byDay(series: Series, start: string | undefined, room: number, isPlain: boolean): string | undefined {
  const days = Math.ceil((series.averages.length * series.binSeconds) / DAY_SECONDS);
  const each = Math.floor((room + 1) / days);
  const isWhole = weekClock(0, start)?.isMidnight === true && DAY_SECONDS % series.binSeconds === 0;
  if (!isWhole || days < 2 || each < LEAST_DAY + 1) return undefined;
  const bins = DAY_SECONDS / series.binSeconds;
  const parts = Array.from({ length: days }, (_, day) =>
    thinned({ ...series, averages: series.averages.slice(day * bins, (day + 1) * bins) }, each - 5),
  );
  const most = Math.max(...parts.flatMap(({ averages }) => averages));
  return parts
    .map(({ averages }, day) => `${weekClock(day * DAY_SECONDS, start)?.weekday ?? ''} ${sparkText(levelsOf(averages, most), isPlain)}`)
    .join(' ');
}

/** The run in one piece between its ends. */
function whole(series: Series, start: string | undefined, room: number, isPlain: boolean): string {
  const length = series.averages.length * series.binSeconds;
  const [from, to] = [0, length].map((at) => weekClock(at, start)?.text ?? spokenSeconds(at));
  const { averages } = thinned(series, Math.max(8, room - from!.length - to!.length - 2));
  return `${from} ${sparkText(levelsOf(averages, Math.max(...averages)), isPlain)} ${to}`;
}
