/** What held jobs, as reports tell it. */
import type { WaitCause } from '../../record/wait-causes.js';
import { shareText } from '../frame/numbers.js';
import type { ColourName } from '../frame/palette.js';
import { isFullOfRemovals, leversOf, type Own } from '../../study/advise/levers.js';
import { apiReaders, ofAutoscaler, settingWords } from './own-settings.js';

/** How one cause is told. */
interface Cause {
  /** As they stand behind a number of seconds. */
  readonly words: string;
  readonly colour: ColourName;
  /** What bears on it in a group beside its settings, and before them where that is more direct. */
  readonly before?: (own: Own) => readonly string[];
  readonly besides?: (own: Own) => readonly string[];
}

/** Every cause, from the bottom of a stack to its top: what is always there comes first. */
export const CAUSES: Readonly<Record<WaitCause, Cause>> = {
  next_poll: {
    words: 'next poll',
    colour: 'idle',
    besides: () => ['the number of managers'],
  },
  request_slot: {
    words: 'request slots taken',
    colour: 'removing',
    besides: (own) => [...ofAutoscaler(own, 'reservation_throttling'), "GitLab's request latency"],
  },
  boot: {
    words: 'boot in progress',
    colour: 'creating',
    besides: () => ['how long machines boot'],
  },
  growth_rate: {
    words: 'growth slot',
    colour: 'acquired',
    besides: (own) => [...ofAutoscaler(own, 'scale_throttle', 'whether ready commands succeed'), 'how long machines boot'],
  },
  concurrent: {
    words: 'all workers busy',
    colour: 'used',
    besides: () => ['the number of managers'],
  },
  limit: {
    words: 'manager at its limit',
    colour: 'unattended',
    besides: (own) =>
      isFullOfRemovals(own)
        ? [`how long removals take and whether they succeed (of what stood under the limit ${shareText(own.removing)} was being removed)`]
        : ['the number of managers'],
  },
  quota: {
    words: "cloud's quota full",
    colour: 'line5',
    besides: () => ["the cloud's quota", 'other zones'],
  },
  api_limit: {
    words: "cloud's API refuses",
    colour: 'line4',
    before: (own) => ["the rate limit of the cloud's API", ...apiReaders(own)],
  },
  paused: {
    words: 'runner paused or stopped',
    colour: 'hosts',
    besides: () => ['when registrations are unpaused and processes started'],
  },
  outage: {
    words: 'outage',
    colour: 'fail',
    besides: () => ['a standby elsewhere', 'how soon it takes over'],
  },
  no_runner: {
    words: 'no runner may take it',
    colour: 'ink',
    besides: () => ['tags and run_untagged of the runners'],
  },
};

/** Returns what bears on a cause in a group, most direct first. */
export function bearingOn(cause: WaitCause, own: Own): string[] {
  const { before, besides } = CAUSES[cause];
  return [...(before?.(own) ?? []), ...leversOf(cause, own).flatMap((lever) => settingWords(lever, own)), ...(besides?.(own) ?? [])];
}
