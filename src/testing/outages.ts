/** Outages at any time within a window, shrinking to the fewest, the first target, and the shortest that does it. */
import { array, constantFrom, record, type Arbitrary } from 'fast-check';
import type { FleetSpec } from '../fleet/fleet.js';
import type { PreparedScenario } from '../scenario/prepare.js';
import { OUTAGE_PARTS, parseTarget, TARGET_WORDS, type NamedTarget, type OutagePart } from '../study/outage/target.js';
import { durationText, parseDuration } from '../units/duration.js';
import { HOUR, MINUTE, type Micros } from '../units/time.js';
import { OutageTimes, type Stretch, type TimeSpace } from './outage-times.js';
import { Variation } from './variation.js';

/** Which outages there may be. Durations are texts such as `90m`. */
export interface OutageSpace {
  /** What may be hit, each as `runcast outage --target` takes it; default: every cloud, else every manager. It shrinks to the first. */
  readonly targets?: readonly string[];
  /** What of a cloud or zone is gone; default: both. It shrinks to the first. */
  readonly parts?: readonly OutagePart[];
  /** The window in which they lie, as times since the start; default: from the warm-up to the horizon. */
  readonly within?: readonly [from: string, to: string];
  /** How long one lasts, at least and at most; default: 5 minutes to 4 hours, the window at most. */
  readonly lasting?: readonly [least: string, most: string];
  /** Of what begins and lengths are multiples; default: 5 minutes. */
  readonly step?: string;
  /** Outages at most; default: 1. */
  readonly most?: number;
}

/**
 * Returns variations of an opened scenario with one outage more, or up to `most`, each whole within the window. What is found shrinks to few outages, to the first
 * target, to the shortest part of each that does it, and to its whole hour. It throws a `RangeError` where the space has no outage in it.
 */
export function outages({ fleet }: Pick<PreparedScenario, 'fleet'>, space: OutageSpace = {}): Arbitrary<Variation> {
  const { parts = ['both'], most = 1 } = space;
  const wrong = parts.find((part) => !OUTAGE_PARTS.includes(part));
  if (wrong !== undefined || parts.length === 0) throw new RangeError(`parts: expected some of ${OUTAGE_PARTS.join(', ')}`);
  if (!(most >= 1)) throw new RangeError(`most: expected a whole number from 1 on, got ${most}`);
  const targets = targetsOf(fleet, space.targets);
  const one = record({ target: constantFrom(...targets), part: constantFrom(...parts), time: new OutageTimes(timesOf(fleet, space)) });
  return array(one, { minLength: 1, maxLength: Math.floor(most) }).map(
    (found) => new Variation(found.map(setText), found.map(wordsOf).join(', ')),
  );
}

/** One outage. */
interface Outage {
  readonly target: NamedTarget;
  readonly part: OutagePart;
  readonly time: Stretch;
}

function setText({ target, part, time }: Outage): string {
  const of = isWhole(target, part) ? '' : `, of: ${part}`;
  const what = `${TARGET_WORDS[target.kind]}: ${yamlText(target.name)}${of}`;
  return `events[+]={at: ${durationText(time.at)}, for: ${durationText(time.length)}, outage: {${what}}}`;
}

function wordsOf({ target, part, time }: Outage): string {
  const of = isWhole(target, part) ? '' : ` (${part})`;
  return `${TARGET_WORDS[target.kind]}=${target.name}${of} gone at ${durationText(time.at)} for ${durationText(time.length)}`;
}

/** Only of clouds and zones can a part be gone. */
function isWhole({ kind }: NamedTarget, part: OutagePart): boolean {
  return part === 'both' || (kind !== 'cloud' && kind !== 'zone');
}

/** A name as a flow map of YAML takes it. */
function yamlText(name: string): string {
  return /^[A-Za-z][\w./-]*$/u.test(name) && !/^(true|false|null|yes|no|on|off)$/iu.test(name) ? name : JSON.stringify(name);
}

function targetsOf(fleet: FleetSpec, texts: readonly string[] | undefined): readonly NamedTarget[] {
  const found = (texts ?? defaultTargets(fleet)).map((text) => {
    const target = parseTarget(text, fleet);
    if (typeof target === 'string') throw new RangeError(`targets: ${target}`);
    return target;
  });
  if (found.length === 0) throw new RangeError('targets: expected at least one, such as cloud=gce');
  return found;
}

function defaultTargets({ clouds, managers }: FleetSpec): readonly string[] {
  return clouds.length > 0 ? clouds.map(({ name }) => `cloud=${name}`) : managers.map(({ name }) => `manager=${name}`);
}

function timesOf(fleet: FleetSpec, { within, lasting, step: stepText = '5m' }: OutageSpace): TimeSpace {
  const [from, to] = within === undefined ? [fleet.warmup, fleet.horizon] : within.map((text) => microsOf('within', text));
  if (!(from! >= 0 && to! > from! && to! <= fleet.horizon)) {
    throw new RangeError(`within: expected a window of the ${durationText(fleet.horizon)} that are played, its end behind its beginning`);
  }
  const room = to! - from!;
  const step = microsOf('step', stepText);
  if (step <= 0) throw new RangeError('step: expected a duration longer than 0s');
  const [least, most] =
    lasting === undefined
      ? [Math.min(Math.max(step, 5 * MINUTE), room), Math.min(4 * HOUR, room)]
      : lasting.map((text) => microsOf('lasting', text));
  if (!(least > 0 && most >= least && least <= room && Math.floor(most / step) >= Math.ceil(least / step))) {
    throw new RangeError(
      `lasting: expected two lengths with a multiple of ${durationText(step)} between them, the first at most ${durationText(room)}`,
    );
  }
  return { from: from!, to: to!, least: least, most: most, step };
}

function microsOf(name: string, text: string): Micros {
  const micros = parseDuration(text);
  if (micros === undefined) throw new RangeError(`${name}: expected a duration with its unit, such as 90m, got '${text}'`);
  return micros;
}
