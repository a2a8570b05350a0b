/** The figures of the one screen: how long jobs wait, what it costs, what stands. */
import type { StudyResult } from '../../../study/study-result.js';
import { countWords } from '../../frame/numbers.js';
import { roundShare, spoken, spokenEnds, spokenSeconds, spokenShare } from '../../frame/spoken.js';
import { COST_PARTS, type FigureKey } from '../../../study/figures/figure-key.js';
import type { Lookup } from '../../../study/figures/figure-lookup.js';
import { outagesBesideCost } from '../outages-in-cost.js';
import { neverMade } from '../never-made.js';
import { set, toned, type Line } from '../../frame/lines.js';

/** Columns of the words in front. */
const NAME = 14;
/** Borders of which the first is shown that more than half of the jobs keep to, seconds. */
const BORDERS = [10, 30, 60, 120, 300] as const;

/** Returns the figures, one subject a line; a line that is too long goes on below its figures. */
export function figureLines(study: StudyResult, lookup: Lookup, width: number): Line[] {
  const of = (figure: FigureKey): ReturnType<Lookup> => lookup('all', 'all', figure);
  const subjects: (readonly [string, readonly string[]])[] = [
    ['queue time', waits(of)],
    ['preparation', preparation(of)],
    ['pipelines', pipelines(of)],
    ['cost', cost(of, study)],
    ['machines', machines(of)],
  ];
  return subjects.flatMap(([name, pieces]) =>
    pieces.length === 0 ? [] : toned(set(pieces, { first: `  ${name}`.padEnd(NAME), later: ' '.repeat(NAME), width })),
  );
}

type Of = (figure: FigureKey) => ReturnType<Lookup>;

/** A figure with its interval. */
function both(figure: ReturnType<Lookup>): string {
  return [spoken(figure), spokenEnds(figure)].filter((text) => text !== '').join(' ');
}

/** Pieces that stand apart where they share a line. */
function apart(pieces: readonly string[]): string[] {
  return pieces.map((piece, i) => (i < pieces.length - 1 ? `${piece} ` : piece));
}

function waits(of: Of): string[] {
  if ((of('jobs')?.estimate ?? 0) === 0) return [];
  const within = BORDERS.find((seconds) => (of(`queueTime.shareBelow(${seconds}s)`)?.estimate ?? 0) > 0.5) ?? BORDERS.at(-1)!;
  const share = of(`queueTime.shareBelow(${within}s)`)?.estimate;
  return apart([
    `p50 ${spoken(of('queueTime.p50'))}`,
    `p95 ${both(of('queueTime.p95'))}`,
    `p99 ${spoken(of('queueTime.p99'))}`,
    ...(share === undefined || share === null ? [] : [`${spokenShare(share)} within ${spokenSeconds(within)}`]),
  ]);
}

/** Said only where it is long enough to matter to whoever waits. */
function preparation(of: Of): string[] {
  const [wait, p95] = [of('queueTime.p95')?.estimate ?? 0, of('preparation.p95')?.estimate ?? 0];
  return p95 > wait && p95 > 10 ? apart([`p50 ${spoken(of('preparation.p50'))}`, `p95 ${both(of('preparation.p95'))}`]) : [];
}

function pipelines(of: Of): string[] {
  if ((of('pipelines')?.estimate ?? 0) === 0) return [];
  return apart([`p50 ${spoken(of('pipelineDuration.p50'))}`, `p95 ${both(of('pipelineDuration.p95'))}`]);
}

function cost(of: Of, study: StudyResult): string[] {
  const month = of('cost.perMonth');
  const total = of('cost.total')?.estimate ?? 0;
  if (total === 0) return [];
  const parts = COST_PARTS.filter((part) => part !== 'total')
    .map((part) => ({ part, share: (of(`cost.${part}`)?.estimate ?? 0) / total }))
    .filter(({ share }) => share > 0)
    .sort((a, b) => b.share - a.share)
    .slice(0, 2)
    .map(({ part, share }) => `${part} ${roundShare(share)}`);
  const [ends, outages] = [spokenEnds(month), outagesBesideCost(study)];
  const whole = [`${spoken(month)} a month`, ...(ends === '' ? [] : [ends])];
  const before =
    outages === '' ? [...whole.slice(0, -1), `${whole.at(-1)!};`] : [...whole.slice(0, -1), `${whole.at(-1)!},`, `${outages};`];
  return [...before, parts.join(', ')];
}

function machines(of: Of): string[] {
  const busy = of('utilisation')?.estimate;
  const workers = busy === undefined || busy === null ? [] : [`${roundShare(busy)} of workers busy`];
  if ((of('machines.all.peak')?.estimate ?? 0) === 0) return workers;
  const failed = neverMade(of);
  return [
    `${spoken(of('machines.all.average'))} on average,`,
    `${spoken(of('machines.all.peak'))} at the peak;`,
    ...(failed === undefined ? [] : [`${countWords(failed)} could not be created;`]),
    ...workers,
  ];
}
