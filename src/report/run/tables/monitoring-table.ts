/** The table of what Prometheus scrapes, and what it could not see. */
import type { RunResult } from '../../../results/run-result.js';
import { estimateMean } from '../../../stats/confidence.js';
import type { StudyResult } from '../../../study/study-result.js';
import { meansTable, ofFirst } from './means-table.js';
import { countWords, secondsText, things } from '../../frame/numbers.js';
import { notesOf, type Table } from '../../frame/table.js';

type Monitoring = NonNullable<RunResult['monitoring']>;
type Targets = Monitoring['targets'][number];

/** What could not be seen, in the first replication. */
function gapWords({ gaps = [], unseenSeconds }: Monitoring, which: string): string[] {
  return gaps.map(({ helper, kind, seconds }) => {
    const what = kind === 'prometheus' ? seenWords(seconds, unseenSeconds ?? seconds) : 'no machine was found through it';
    return `${helper} was down for ${secondsText(seconds)}${which}: ${what}.`;
  });
}

/** What was seen while one Prometheus was down. */
function seenWords(seconds: number, unseen: number): string {
  if (unseen === 0) return 'another saw what happened';
  return `nothing was seen and no rule looked${unseen === seconds ? '' : ` for ${secondsText(unseen)}, in which no other was up`}`;
}

/** Prometheus: what is scraped. */
export function monitoringTable({ runs }: StudyResult): Table {
  const all = runs.flatMap(({ monitoring }) => monitoring ?? []);
  const mean = (of: (one: (typeof all)[number]) => number): string => countWords(estimateMean(all.map(of)).mean);
  const [first] = all;
  const series = [`Series: ${mean((one) => one.series.average)} on average, at most ${mean((one) => one.series.peak)}`];
  if ((first?.federatedSeries.average ?? 0) > 0) series.push(`federated: ${mean((one) => one.federatedSeries.average)}`);
  if ((first?.samplesPerSecond ?? null) !== null)
    series.push(
      `${things(
        mean((one) => one.samplesPerSecond ?? 0),
        'sample',
      )} a second`,
    );
  return meansTable(
    { title: 'Prometheus targets', head: 'of' },
    runs.map(({ monitoring }) => monitoring?.targets ?? []),
    ({ of, cloud, foundBy }: Targets) => (cloud === undefined ? of : `${of} of ${cloud}, by ${foundBy ?? ''}`),
    [
      ['average', ({ average }) => average, countWords],
      ['peak', ({ peak }) => peak, countWords],
    ],
    notesOf('finding', first === undefined ? [] : [`${series.join('; ')}.`, ...gapWords(first, ofFirst(all.length))]),
  );
}
