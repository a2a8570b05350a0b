/** The pictures of outages: what each shows, and in words what its marks are. */
import { TOLD, worstOf } from '../../../results/outages/story.js';
import type { Story, StoryCourse } from '../../../results/outages/story-schema.js';
import type { StudyResult } from '../../../study/study-result.js';
import type { RunStart } from '../../frame/local-clock.js';
import { shortInstant } from '../../frame/axes.js';
import type { Mark, OutageChart } from '../../charts/outage-chart.js';
import type { TimeChart } from '../../charts/time-chart.js';
import { cleanText, numberText, secondsText, things } from '../../frame/numbers.js';
import type { Chart } from '../../charts/chart.js';
import { LINES, type ColourName } from '../../frame/palette.js';
import { outageName } from './outage-name.js';

/** Turns of failovers that are marked. */
const TURNS = 3;
const WAITING: ColourName = 'line2';
const CLOUDS = LINES.filter((name) => name !== WAITING);

/** Returns the picture of each outage that is told, in the order of the stories; undefined where its course is not known. */
export function outagePictures({ first, scenario, replications }: StudyResult): (Chart<OutageChart> | undefined)[] {
  const { story = [] } = first;
  return worstOf(story, TOLD)
    .sort((a, b) => a - b)
    .map((index) => {
      const own = story[index]!;
      return own.course === undefined ? undefined : picture(own, own.course, `outage-${index}`, scenario, replications);
    });
}

function picture(own: Story, course: StoryCourse, id: string, start: RunStart, replications: number): Chart<OutageChart> {
  const { from, binSeconds, waiting, machines } = course;
  const to = from + waiting.length * binSeconds;
  const panel = (
    quantity: string,
    layers: readonly { name: string; averages: readonly number[] }[],
    colours: readonly ColourName[],
  ): TimeChart => ({
    layers: layers.map(({ name, averages }, i) => ({ name, colour: colours[i % colours.length]!, series: { binSeconds, averages } })),
    quantity,
    origin: from,
    from,
    to,
    shades: [[own.start, own.end ?? to, 'outage']],
    scaledFrom: from,
    start,
    bins: waiting.length,
  });
  const clouds = machines.map(({ cloud, averages }) => ({ name: cleanText(cloud), averages }));
  const ranges = clouds.map(({ name, averages }) => `${name} ${numberText(Math.min(...averages))} to ${numberText(Math.max(...averages))}`);
  const marks = marksOf(own, start).filter(({ at }) => at >= from && at <= to);
  const which = replications > 1 ? ', of the first replication' : '';
  return {
    id,
    title: `${outageName(own.outage)}: jobs waiting and machines over its course`,
    description: `Averages of ${secondsText(binSeconds)}${which}: up to ${things(numberText(Math.max(...waiting)), 'job')} waiting${ranges.length === 0 ? '' : `; ready machines, in use or not: ${ranges.join(', ')}`}.`,
    isTabled: false,
    legend: [
      { name: 'outage', colour: 'outage', form: 'area' },
      { name: 'jobs waiting', colour: WAITING, form: 'area' },
      ...clouds.map(({ name }, i) => ({ name: `machines of ${name}`, colour: CLOUDS[i % CLOUDS.length]!, form: 'area' as const })),
    ],
    chart: {
      panels: [
        panel('jobs waiting', [{ name: 'jobs waiting', averages: waiting }], [WAITING]),
        ...(clouds.length > 0 ? [panel('machines', clouds, CLOUDS)] : []),
      ],
      marks,
    },
  };
}

/** What several failovers did at one instant is one mark. */
function marksOf({ start: begin, failovers, recovered }: Story, start: RunStart): Mark[] {
  const found = failovers.slice(0, TURNS).flatMap(({ noticed, failedOver, failingBack, failedBack }) => [
    { at: noticed, what: 'noticed' },
    { at: failedOver, what: 'failed over' },
    { at: failingBack === failedBack ? null : failingBack, what: 'failing back' },
    { at: failedBack, what: 'failed back' },
  ]);
  const marks = [...found, { at: recovered, what: 'as before' }].flatMap(({ at, what }) =>
    at === null ? [] : [{ at, words: `${what} ${shortInstant(at, begin, start)}` }],
  );
  return marks.filter(({ at, words }, i) => marks.findIndex((other) => other.at === at && other.words === words) === i);
}
