/** Outages as stories: what happened when, line by line, and what it did to jobs, in sentences; over all replications. */
import { shortInstant, spanWords } from '../../frame/axes.js';
import { countText, wholeText } from '../../frame/numbers.js';
import type { RunStart } from '../../frame/local-clock.js';
import { rangeText } from '../../frame/range-words.js';
import { eventsStory } from './changes.js';
import { eventsOf } from './events.js';
import { sentences, type Cost } from './sentences.js';
import { outageName } from './outage-name.js';
import { find, type Told } from './told.js';
import type { Story } from '../../../results/outages/story-schema.js';
import { TOLD, worstOf } from '../../../results/outages/story.js';
import { estimateMean } from '../../../stats/confidence.js';
import { pairedFigure } from '../../../study/figures/paired.js';
import type { StudyResult } from '../../../study/study-result.js';

/** A story: its lines in order of time, then sentences. */
export interface StoryText {
  readonly title: string;
  readonly lines: readonly { readonly at: string; readonly words: string }[];
  readonly sentences: readonly string[];
}

/** Returns the stories in order of time: of all replications where each has the outage, else of the first. */
export function storyTexts({ first, runs, scenario, paired }: StudyResult): StoryText[] {
  const { story: own = [], notes = [] } = first;
  const cost = own.length === 1 ? pairedFigure(paired, 'cost') : undefined;
  const told = worstOf(own, TOLD)
    .sort((a, b) => a - b)
    .map((index) => tell(everyOne(own[index]!, runs), scenario, cost));
  if (own.length > TOLD) {
    const last = told.at(-1)!;
    const others = own.length - TOLD;
    const left = `${countText(others, 'other outage')}${runs.length > 1 ? ' of the first replication' : ''} delayed fewer jobs and ${others === 1 ? 'is' : 'are'} in summary.json.`;
    told[told.length - 1] = { ...last, sentences: [...last.sentences, left] };
  }
  const others = eventsStory(notes, own, scenario);
  return others === undefined ? told : [...told, others];
}

function everyOne(first: Story, runs: StudyResult['runs']): Told {
  const others = runs.slice(1).map(({ story = [] }) => find(story, first));
  if (others.some((one) => one === undefined)) return { own: [first], isOfFirst: true };
  return { own: [first, ...others.filter((one) => one !== undefined)], isOfFirst: false };
}

function tell({ own, isOfFirst }: Told, start: RunStart, cost: Cost | undefined): StoryText {
  const [first] = own;
  const clock = (seconds: number): string => shortInstant(seconds, first.start, start);
  const basis = isOfFirst ? ' (first replication)' : own.length > 1 ? ` (mean of ${wholeText(own.length)} runs, least … most)` : '';
  return {
    title: `${outageName(first.outage)}, ${spanWords(first.start, first.end, start)}${basis}`,
    lines: eventsOf(own)
      .map((event, index) => ({ ...event, index, mean: estimateMean(event.at).mean }))
      .sort((a, b) => a.mean - b.mean || a.index - b.index)
      .map(({ at, mean, words }) => {
        const some = at.length < own.length ? ` (in ${wholeText(at.length)} of ${wholeText(own.length)})` : '';
        return { at: rangeText(at, clock, mean), words: `${words}${some}` };
      }),
    sentences: sentences(own, cost),
  };
}
