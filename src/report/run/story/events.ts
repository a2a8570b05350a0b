/** What happened in an outage, each event with its instants over the replications. */
import { cleanText, countWords, numberText } from '../../frame/numbers.js';
import { rangeText } from '../../frame/range-words.js';
import type { Told } from './told.js';
import { estimateMean } from '../../../stats/confidence.js';

/** Failovers of one outage told one by one, and waves of jobs. */
export const TURNS = 3;

interface Event {
  /** One instant a replication that has it. */
  readonly at: readonly number[];
  readonly words: string;
}

export function eventsOf(own: Told['own']): Event[] {
  const events: Event[] = [];
  const add = (words: string, at: readonly (number | null | undefined)[]): void => {
    const known = at.flatMap((one) => one ?? []);
    if (known.length > 0) events.push({ at: known, words });
  };
  const names = [...new Set(own.flatMap(({ failovers }) => failovers.map(({ name }) => name)))].sort();
  const of = (name: string): string => (names.length > 1 ? `${cleanText(name)}: ` : '');
  for (const name of names) {
    for (let nth = 0; nth < TURNS; nth++) {
      const turns = own.map(({ failovers }) => failovers.filter((turn) => turn.name === name)[nth]);
      const by = turns.some((turn) => turn?.since !== undefined) ? 'rule ' : '';
      add(
        `noticed (${by}${cleanText(name)})`,
        turns.map((turn) => turn?.noticed),
      );
      add(
        `${of(name)}failed over`,
        turns.map((turn) => turn?.failedOver),
      );
      const backs = turns.flatMap((turn) => turn?.failingBack ?? []);
      const isWave = own.some(({ waves }) =>
        waves.some(({ from, failback, jobsDelayed }) => failback === name && backs.includes(from) && jobsDelayed > 0),
      );
      const isSlow = turns.some((turn) => turn !== undefined && turn.failingBack !== turn.failedBack);
      add(
        `${of(name)}${isSlow ? 'failing' : 'failed'} back${isWave ? '; another wave of late jobs' : ''}`,
        turns.map((turn) => turn?.failingBack),
      );
      if (isSlow)
        add(
          `${of(name)}failed back`,
          turns.map((turn) => turn?.failedBack),
        );
    }
  }
  for (let nth = 0; nth <= TURNS; nth++) {
    const waves = own.flatMap((one) => one.waves[nth] ?? []);
    if (waves.length === 0 || (nth > 0 && waves.every(({ jobsDelayed }) => jobsDelayed === 0))) continue;
    const least = waves.map(({ backlogPeak }) => backlogPeak);
    add(
      `${rangeText(least, countWords)} ${least.every((jobs) => jobs === 1) ? 'job waits' : 'jobs wait'}, the most${nth === 0 ? '' : ' of this wave'}`,
      waves.map(({ backlogPeakAt }) => backlogPeakAt),
    );
  }
  const usual = estimateMean(own.map(({ backlogBefore }) => backlogBefore)).mean;
  add(
    `the fleet is as before: ${numberText(usual)} ${usual === 1 ? 'job waits' : 'jobs wait'} on average`,
    own.map(({ recovered }) => recovered),
  );
  return events;
}
