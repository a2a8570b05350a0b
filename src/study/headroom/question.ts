/** The question of `runcast headroom`: which parts of the load grow, with what gone, and how fast. */
import type { StudiedOutage } from '../fleet-patch.js';
import type { StudyQuestion } from '../study-question.js';
import { effectOf, parseTarget, TARGET_WORDS } from '../outage/target.js';
import type { FleetSpec } from '../../fleet/fleet.js';
import type { GrowthRate } from './forecast.js';
import type { LoadPart } from './parts.js';

/** What is gone from the first instant to the last. */
export interface Failure {
  /** As it was typed. */
  readonly label: string;
  readonly outage: StudiedOutage;
}

/** What is asked. */
export interface HeadroomQuestion {
  /** As for `runcast run`; its facts have at least one threshold. */
  readonly base: StudyQuestion;
  readonly parts: readonly LoadPart[];
  /** Each part is asked with each of these; undefined is nothing gone. At least one. */
  readonly failures: readonly (Failure | undefined)[];
  readonly growth: GrowthRate | undefined;
  /** Whether the scenario says when it begins: months then have names. */
  readonly hasStart: boolean;
}

/** Returns the failure in a text such as `zone=us-east1-c`, or a sentence that says why it is none. */
export function parseFailure(text: string, fleet: FleetSpec): Failure | string {
  const target = parseTarget(text, fleet);
  if (typeof target === 'string') return target;
  const { name, ...hit } = target;
  return {
    label: `${TARGET_WORDS[target.kind]}=${name}`,
    outage: { target: hit, effect: effectOf(target.kind), from: 0, to: fleet.horizon },
  };
}
