/** What a queue calls its things on the server. */
import { CHANCE_VERSION } from '../../sim/random/index.js';

/** How every key begins. */
export const PREFIX = 'runcast';

/** Seconds after which what nobody touched is gone from the server: texts of fleets, and outcomes that nobody fetched. */
export const KEPT_SECONDS = 24 * 3600;

/** Milliseconds after which somebody who said nothing is taken to be gone. */
export const SILENCE_MS = 15_000;

/** How often somebody says that it is there. */
export const SIGN_OF_LIFE_MS = 3_000;

/** Returns the name of the queue of a version: those of others have queues of their own, so that no run is played by another version. */
export function queueName(runcast: string): string {
  return `${runcast}-${CHANCE_VERSION}`;
}

/** Who works, and who waits: hashes of the server, by id. */
export const WORKERS_KEY = `${PREFIX}:workers`;
export const STUDIES_KEY = `${PREFIX}:studies`;

/** Returns the key of the texts of a fleet. */
export function fleetKey(hash: string): string {
  return `${PREFIX}:fleet:${hash}`;
}

/** Returns the key of the outcome of a task. */
export function outcomeKey(task: string): string {
  return `${PREFIX}:outcome:${task}`;
}
