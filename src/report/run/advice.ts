/**
 * What held the jobs of each group, by its share of their waiting time, and the settings that bear on it. No promise: what a change would do is not
 * known before it is run. A setting is named only where the group has it, and can have another value that reaches the cause.
 */
import type { Settings } from '../../results/settings-schema.js';
import type { StudyResult } from '../../study/study-result.js';
import { WAIT_CAUSES, type WaitCause } from '../../record/wait-causes.js';
import { cleanText, numberText, shareText } from '../frame/numbers.js';
import { removingShare } from './removing-share.js';
import { cell } from '../frame/table.js';
import type { Lookup } from '../../study/figure-lookup.js';
import { CAUSE_WORDS } from './wait-words.js';

/** What stands above the sentences. */
export const ADVICE_TITLE = 'What held jobs, and what bears on it';

/** Nobody minds a queue time at p95 below this, seconds. */
const MATTERS = 5;
/** Causes with this share of the waiting time are named; the largest is, whatever its share. */
const NAMED = 0.2;
/** The least check_interval that a manager takes, seconds. */
const LEAST_CHECK_INTERVAL = 1;
/** From this share on, what stands under a limit is mostly what is being removed: a higher one would fill the same way. */
const FULL_OF_REMOVALS = 0.5;

/** One cause and what bears on it, most direct first. */
export interface HeldBy {
  readonly cause: WaitCause;
  /** Of the waiting time of the group's jobs, all replications. */
  readonly share: number;
  readonly bearing: readonly string[];
}

/** What held the jobs of a group. */
export interface GroupHeld {
  readonly group: string;
  readonly p95: NonNullable<ReturnType<Lookup>>;
  /** The largest first; empty where its jobs hardly wait. */
  readonly heldBy: readonly HeldBy[];
}

/** Returns what held the jobs of each group, in the order of the report; without groups that had no job, empty where the result does not say why jobs waited. */
export function groupsHeld(study: StudyResult, lookup: Lookup): GroupHeld[] {
  const { first } = study;
  return first.jobs.groups.flatMap(({ name }): GroupHeld[] => {
    const p95 = lookup('group', name, 'queueTime.p95');
    const waits = WAIT_CAUSES.map((cause) => ({ cause, seconds: lookup('group', name, `waits.mean.${cause}`)?.estimate ?? 0 }));
    const whole = waits.reduce((sum, { seconds }) => sum + seconds, 0);
    if (p95?.estimate === undefined || p95.estimate === null || whole === 0) return [];
    if (p95.estimate < MATTERS) return [{ group: name, p95, heldBy: [] }];
    const own = {
      settings: (first.settings ?? []).filter(({ group }) => group === name),
      removing: removingShare(study, lookup, name),
    };
    const heldBy = waits
      .sort((a, b) => b.seconds - a.seconds)
      .filter(({ seconds }, index) => index === 0 || seconds >= NAMED * whole)
      .map(({ cause, seconds }) => ({ cause, share: seconds / whole, bearing: BEARING[cause](own) }));
    return [{ group: name, p95, heldBy }];
  });
}

/** Returns a sentence a group: its causes with their shares, and behind each what bears on it. */
export function advice(study: StudyResult, lookup: Lookup): string[] {
  return groupsHeld(study, lookup).map(({ group, p95, heldBy }) => {
    const name = cleanText(group);
    if (heldBy.length === 0) return `${name}: nothing binds; 95% of its jobs wait ${cell(p95).text} at most.`;
    const causes = heldBy.map(({ cause, share, bearing }) => `${shareText(share)} ${CAUSE_WORDS[cause]}: ${bearing.join(', ')}`);
    return `${name}, queue time ${cell(p95).text} at p95: ${causes.join('; ')}.`;
  });
}

interface Own {
  readonly settings: readonly Settings[];
  /** Share of the machines under a limit that are being removed, while the limit holds jobs. */
  readonly removing: number;
}

type Key = Exclude<keyof Settings, 'group' | 'entry'>;

const KEYS: Readonly<Record<Key, string>> = {
  concurrent: 'concurrent',
  checkInterval: 'check_interval',
  limit: 'limit',
  requestConcurrency: 'request_concurrency',
  idleCount: 'IdleCount',
  maxGrowthRate: 'MaxGrowthRate',
  maxBuilds: 'MaxBuilds',
};
/** Settings whose nought means that there is none. */
const ENDLESS: readonly Key[] = ['limit', 'maxGrowthRate', 'maxBuilds'];

/** The setting with what it is now, such as `IdleCount (now 50 to 100)`; none where no entry that `reaches` the cause has it. */
function setting(key: Key, { settings }: Own, reaches: (own: Settings) => boolean = () => true): string[] {
  const known = settings.flatMap((one) => {
    const range = one[key];
    if (range === undefined || (ENDLESS.includes(key) && range[1] === 0) || !reaches(one)) return [];
    return [{ entry: one.entry, words: rangeWords(key, range) }];
  });
  const [first] = known;
  if (first === undefined) return [];
  if (known.every(({ words }) => words === first.words)) return [`${KEYS[key]} (now ${first.words})`];
  return [`${KEYS[key]} (now ${known.map(({ entry, words }) => `${words} in ${cleanText(entry)}`).join(', ')})`];
}

function rangeWords(key: Key, [least, most]: readonly [number, number]): string {
  const text = (value: number): string => (value === 0 && ENDLESS.includes(key) ? 'none' : numberText(value));
  return least === most ? text(least) : `${text(least)} to ${text(most)}`;
}

/** A pool that may hold no more idle machines than its limit cannot keep more of them by a higher IdleCount. */
function hasRoom({ idleCount, limit }: Settings): boolean {
  return limit[1] === 0 || (idleCount?.[1] ?? 0) < limit[1];
}

const BEARING: Readonly<Record<WaitCause, (own: Own) => readonly string[]>> = {
  no_runner: () => ['tags and run_untagged of the runners'],
  outage: () => ['a standby elsewhere', 'how soon it takes over'],
  paused: () => ['when registrations are unpaused and processes started'],
  concurrent: (own) => [...setting('concurrent', own), 'the number of managers'],
  limit: (own) =>
    own.removing >= FULL_OF_REMOVALS
      ? [`how long removals take and whether they succeed (of what stood under the limit ${shareText(own.removing)} was being removed)`]
      : [...setting('limit', own), 'the number of managers'],
  quota: () => ["the cloud's quota", 'other zones'],
  api_limit: (own) => ["the rate limit of the cloud's API", 'how often docker-machine polls it', ...setting('maxBuilds', own)],
  growth_rate: (own) => [...setting('maxGrowthRate', own), 'how long machines boot'],
  boot: (own) => [...setting('idleCount', own, hasRoom), ...setting('limit', own, (one) => !hasRoom(one)), 'how long machines boot'],
  request_slot: (own) => [...setting('requestConcurrency', own), "GitLab's request latency"],
  next_poll: (own) => [
    ...setting('checkInterval', own, ({ checkInterval }) => checkInterval[1] > LEAST_CHECK_INTERVAL),
    ...setting('requestConcurrency', own),
    'the number of managers',
  ],
};
