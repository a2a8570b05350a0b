/** The charts of a page about a history. */
import type { HistoryDescription } from '../../history/describe/description.js';
import type { Chart, LegendItem } from '../charts/chart.js';
import { heatChart, OPACITIES, type HeatMap } from '../charts/heat-chart.js';
import { timeChart, type Layer, type TimeChart } from '../charts/time-chart.js';
import { cleanText, countText, numberText } from '../frame/numbers.js';
import { spokenSeconds } from '../frame/spoken.js';
import { clockWords, shadeOf } from '../outage/heat-map.js';
import { WEEKDAYS } from '../../units/instant.js';

/** A chart with its drawing. */
export interface DrawnChart {
  readonly chart: Omit<Chart<unknown>, 'chart'>;
  readonly svg: string;
}

const HOURS = 24;
const MINUTES = 60;
const DAY_SECONDS = 86_400;
const HOUR_SECONDS = 3600;
/** Steps of a course that are drawn. */
const BINS = 300;

/** Returns the hours of the week; nothing for a clock of its own, or where nothing came. */
export async function weekChart({ load: { hourOfWeek }, timezone }: HistoryDescription): Promise<DrawnChart[]> {
  const highest = Math.max(0, ...(hourOfWeek ?? []).map((jobs) => jobs ?? 0));
  if (hourOfWeek === null || highest === 0) return [];
  const map: HeatMap = {
    blank: '',
    columns: Array.from({ length: HOURS }, (_, hour) => clockWords(hour * MINUTES)),
    xTitle: `hour of the day (${cleanText(timezone)})`,
    rows: WEEKDAYS.map((name, day) => ({
      name,
      cells: hourOfWeek
        .slice(HOURS * day, HOURS * (day + 1))
        .map((jobs) =>
          jobs === null
            ? undefined
            : { value: jobs, shade: shadeOf(jobs, highest), atLeast: false, text: `${numberText(jobs)} jobs an hour` },
        ),
    })),
    highest,
  };
  const most = hourOfWeek.indexOf(highest);
  const quarter = (part: number): string => numberText((highest * part) / 4);
  const chart = {
    id: 'week',
    title: 'Jobs an hour by hour of the week',
    description: `The busiest hour is ${WEEKDAYS[Math.floor(most / HOURS)]!} ${clockWords((most % HOURS) * MINUTES)} with ${numberText(highest)} jobs. Hours that the history does not hold are blank.`,
    isTabled: false,
    legend: [1, 2, 3, 4].map((part): LegendItem => ({
      name: `${part === 1 ? 'up to' : `${quarter(part - 1)} to`} ${quarter(part)}`,
      colour: 'line2',
      form: 'area',
      opacity: OPACITIES[part],
    })),
  };
  return [{ chart, svg: await heatChart(map, chart) }];
}

/** Returns how much came over time, and how many jobs ran and waited. */
export async function courseCharts(
  description: HistoryDescription,
): Promise<{ readonly came: DrawnChart[]; readonly atOnce: DrawnChart[] }> {
  const { course, running, waiting } = description;
  if (course === null) return { came: [], atOnce: [] };
  const { binSeconds, queued } = course;
  const unit = binSeconds >= DAY_SECONDS ? DAY_SECONDS : HOUR_SECONDS;
  const words = unit === DAY_SECONDS ? 'jobs a day' : 'jobs an hour';
  const rates = queued.map((jobs) => (jobs * unit) / binSeconds);
  const came = drawnCourse(description, {
    id: 'came',
    title: 'Jobs that came',
    description: `The most are ${countText(Math.max(...queued), 'job')} in ${spokenSeconds(binSeconds)}${binSeconds === unit ? '' : `: ${numberText(Math.max(...rates))} ${words}`}.`,
    quantity: words,
    layers: [{ name: words, colour: 'line1', series: { binSeconds, averages: rates } }],
  });
  if (running.max === 0) return { came: [await came], atOnce: [] };
  const atOnce = drawnCourse(description, {
    id: 'at-once',
    title: 'Jobs at once',
    description: `${numberText(running.mean)} ran on average and ${running.max} the most; ${numberText(waiting.mean)} waited and ${waiting.max} the most. Steps are means, so that peaks look lower.`,
    quantity: 'jobs',
    layers: [
      { name: 'running', colour: 'used', series: { binSeconds, averages: course.running } },
      { name: 'waiting', colour: 'line2', series: { binSeconds, averages: course.waiting } },
    ],
  });
  return { came: [await came], atOnce: [await atOnce] };
}

async function drawnCourse(
  { isClock, from, days }: HistoryDescription,
  {
    layers,
    quantity,
    ...words
  }: {
    readonly id: string;
    readonly title: string;
    readonly description: string;
    readonly quantity: string;
    readonly layers: readonly Layer[];
  },
): Promise<DrawnChart> {
  const drawn: TimeChart = {
    layers,
    quantity,
    from: 0,
    to: days * DAY_SECONDS,
    shades: [],
    scaledFrom: 0,
    start: isClock ? from : undefined,
    bins: BINS,
    clock: 'time',
  };
  const legend = layers.length < 2 ? [] : layers.map(({ name, colour }): LegendItem => ({ name, colour, form: 'area' }));
  return { chart: { ...words, isTabled: false, legend }, svg: await timeChart(drawn, words) };
}
