/** One sentence a group of managers: what holds its jobs most, and the setting that would relax it. */
import type { Settings } from '../results/surroundings-schema.js';
import type { StudyResult } from '../study/study-result.js';
import { WAIT_CAUSES, type WaitCause } from '../units/record.js';
import { cleanText, numberText, secondsText, shareText } from './numbers.js';
import { cell, type Lookup } from './table.js';

/** Nobody minds a queue time at p95 below this, seconds. */
const MATTERS = 5;
/** A second cause with this share of the queue time is named too. */
const ALSO = 0.25;

/** Returns the advice, group by group in the order of the report; empty where the result does not say why jobs waited. */
export function advice(study: StudyResult, lookup: Lookup): string[] {
  const { groups } = study.first.jobs;
  return groups.flatMap(({ name }): string[] => {
    const p95 = lookup('group', name, 'queueTime.p95');
    const waits = WAIT_CAUSES.map((cause) => ({ cause, seconds: lookup('group', name, `waits.mean.${cause}`)?.estimate ?? 0 }));
    const whole = waits.reduce((sum, { seconds }) => sum + seconds, 0);
    if (p95?.estimate === undefined || p95.estimate === null || whole === 0) return [];
    if (p95.estimate < MATTERS) return [`${cleanText(name)}: nothing binds; 95% of its jobs wait ${cell(p95).text} at most.`];
    const settings = (study.first.settings ?? []).filter(({ group }) => group === name);
    const [most, second] = waits.sort((a, b) => b.seconds - a.seconds);
    const words = ({ cause, seconds }: { cause: WaitCause; seconds: number }, of: string): string =>
      `${shareText(seconds / whole)}${of} is ${REASONS[cause](settings)}`;
    const more = second!.seconds >= ALSO * whole ? `; ${words(second!, '')}` : '';
    return [`${cleanText(name)}: ${words(most!, ' of the queue time of its jobs')}${more}.`];
  });
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

/** The key with what it is set to: `IdleCount (now 50 to 100)`. */
function now(settings: readonly Settings[], key: Key): string {
  const text = (value: number): string =>
    key === 'checkInterval' ? secondsText(value) : value === 0 && ENDLESS.includes(key) ? 'unset' : numberText(value);
  const known = settings.flatMap((one) => {
    const range = one[key];
    if (range === undefined) return [];
    const [least, most] = range;
    return [{ entry: one.entry, words: least === most ? text(least) : `${text(least)} to ${text(most)}` }];
  });
  const [first] = known;
  if (first === undefined) return KEYS[key];
  if (known.every(({ words }) => words === first.words)) return `${KEYS[key]} (now ${first.words})`;
  return `${KEYS[key]} (now ${known.map(({ entry, words }) => `${words} in ${cleanText(entry)}`).join(', ')})`;
}

const REASONS: Readonly<Record<WaitCause, (settings: readonly Settings[]) => string>> = {
  no_runner: () => 'that no runner may take them; give a runner their tags, or let one run untagged jobs',
  outage: () => 'an outage; a standby elsewhere, paused and warm or cold, and a rule that unpauses it, would take them',
  paused: () => 'a paused registration or a process that does not run; unpause it sooner, or start it',
  concurrent: (own) => `busy workers; raise ${now(own, 'concurrent')} or add managers`,
  limit: (own) => `the limit of its entries; raise ${now(own, 'limit')}, or add managers`,
  quota: () => "the cloud's quota; ask the cloud for more, or use another zone",
  api_limit: (own) =>
    `the rate limit of the cloud's API; ask for a higher one, poll less often (google-operation-backoff), or make fewer machines with a higher ${now(own, 'maxBuilds')}`,
  growth_rate: (own) => `the wait for a growth slot; raise ${now(own, 'maxGrowthRate')}`,
  boot: (own) => `booting of machines; raise ${now(own, 'idleCount')}, in the periods in which jobs wait`,
  request_slot: (own) => `taken request slots; raise ${now(own, 'requestConcurrency')}`,
  next_poll: (own) => `the wait for the next poll; lower ${now(own, 'checkInterval')}, or run more managers`,
};
