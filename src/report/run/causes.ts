/** What held jobs, as reports tell it. */
import type { WaitCause } from '../../record/wait-causes.js';
import { shareText } from '../frame/numbers.js';
import type { ColourName } from '../frame/palette.js';
import { apiReaders, hasInstances, hasRoom, ofAutoscaler, setting, type Own } from './own-settings.js';

/** How one cause is told. */
interface Cause {
  /** As they stand behind a number of seconds. */
  readonly words: string;
  readonly colour: ColourName;
  /** What bears on it in a group, most direct first. */
  readonly bearing: (own: Own) => readonly string[];
}

/** The least check_interval that a manager takes, seconds. */
const LEAST_CHECK_INTERVAL = 1;
/** From this share on, what stands under a limit is mostly what is being removed: a higher one would fill the same way. */
const FULL_OF_REMOVALS = 0.5;

/** Every cause, from the bottom of a stack to its top: what is always there comes first. */
export const CAUSES: Readonly<Record<WaitCause, Cause>> = {
  next_poll: {
    words: 'next poll',
    colour: 'idle',
    bearing: (own) => [
      ...setting('checkInterval', own, ({ checkInterval }) => checkInterval[1] > LEAST_CHECK_INTERVAL),
      ...setting('requestConcurrency', own),
      'the number of managers',
    ],
  },
  request_slot: {
    words: 'request slots taken',
    colour: 'removing',
    bearing: (own) => [...setting('requestConcurrency', own), ...ofAutoscaler(own, 'reservation_throttling'), "GitLab's request latency"],
  },
  boot: {
    words: 'boot in progress',
    colour: 'creating',
    bearing: (own) => [
      ...setting('idleCount', own, hasRoom),
      ...setting('idleSlots', own, hasInstances),
      ...setting('limit', own, (one) => !hasRoom(one)),
      'how long machines boot',
    ],
  },
  growth_rate: {
    words: 'growth slot',
    colour: 'acquired',
    bearing: (own) => [
      ...setting('maxGrowthRate', own),
      ...ofAutoscaler(own, 'scale_throttle', 'whether ready commands succeed'),
      'how long machines boot',
    ],
  },
  concurrent: {
    words: 'all workers busy',
    colour: 'used',
    bearing: (own) => [...setting('concurrent', own), 'the number of managers'],
  },
  limit: {
    words: 'manager at its limit',
    colour: 'unattended',
    bearing: (own) =>
      own.removing >= FULL_OF_REMOVALS
        ? [`how long removals take and whether they succeed (of what stood under the limit ${shareText(own.removing)} was being removed)`]
        : [...setting('limit', own), ...setting('maxInstances', own), 'the number of managers'],
  },
  quota: {
    words: "cloud's quota full",
    colour: 'line5',
    bearing: () => ["the cloud's quota", 'other zones'],
  },
  api_limit: {
    words: "cloud's API refuses",
    colour: 'line4',
    bearing: (own) => [
      "the rate limit of the cloud's API",
      ...apiReaders(own),
      ...setting('maxBuilds', own),
      ...setting('maxUseCount', own),
    ],
  },
  paused: {
    words: 'runner paused or stopped',
    colour: 'hosts',
    bearing: () => ['when registrations are unpaused and processes started'],
  },
  outage: {
    words: 'outage',
    colour: 'fail',
    bearing: () => ['a standby elsewhere', 'how soon it takes over'],
  },
  no_runner: {
    words: 'no runner may take it',
    colour: 'ink',
    bearing: () => ['tags and run_untagged of the runners'],
  },
};
