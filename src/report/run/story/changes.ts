/** What happened to the fleet beside its outages, as a story. */
import { NOTE_CLASSES, type ChangeKind } from '../../../record/note.js';
import { instantWords } from '../../frame/axes.js';
import type { RunStart } from '../../frame/local-clock.js';
import { cleanText, wholeText } from '../../frame/numbers.js';
import type { StoryText } from './stories.js';
import type { RunResult } from '../../../results/run-result.js';
import type { Story } from '../../../results/outages/story-schema.js';

/** Events listed beside them. */
const LISTED = 30;

const EVENT_WORDS: Readonly<Record<ChangeKind, string>> = {
  noticed: 'noticed',
  failed_over: 'failed over',
  failing_back: 'failing back',
  failed_back: 'failed back',
  upgrade_begins: 'upgrade begins',
  manager_stopping: 'stops taking jobs',
  manager_stopped: 'stopped',
  manager_started: 'started',
  upgrade_ends: 'upgrade ends',
  config_in_force: 'new configuration in force',
};

/** What happened beside the outages. */
export function eventsStory(notes: NonNullable<RunResult['notes']>, story: readonly Story[], start: RunStart): StoryText | undefined {
  const toldBy = new Set(story.flatMap(({ failovers }) => failovers.map(({ name }) => name)));
  const left = notes.filter(({ kind, subject }) => NOTE_CLASSES[kind] !== 'failover' || !toldBy.has(subject));
  if (left.length === 0) return undefined;
  const more = left.length - LISTED;
  return {
    title: 'Changes to the fleet',
    lines: left.slice(0, LISTED).map(({ at, kind, subject }) => ({
      at: instantWords(at, start),
      words: `${cleanText(subject)}: ${EVENT_WORDS[kind]}`,
    })),
    sentences: more > 0 ? [`And ${wholeText(more)} more.`] : [],
  };
}
