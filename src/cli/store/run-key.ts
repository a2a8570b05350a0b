/** The name of a run in a store: a hash of everything that its outcome depends on. */
import { createHash, type Hash } from 'node:crypto';
import type { FleetSpec } from '../../fleet/fleet.js';
import { compareNames } from '../../scenario/order.js';
import { CHANCE_VERSION } from '../../sim/random/index.js';
import type { Point } from '../../study/point.js';
import { plainDigest } from './plain-text.js';

const sha256 = (): Hash => createHash('sha256');

/** Hashes of what was seen before: variants of a fleet share the long arrays of a replayed history. */
const fleets = new WeakMap<object, string>();
const arrays = new WeakMap<object, string>();

/**
 * Returns the hash of a fleet: of the complete scenario with its files, as far as they decide a run. Name, thresholds and number of replications of a
 * scenario are no part of it, so that a study with more of them finds what it has; nor are the tokens of runners, which only tell one entry from another.
 */
export function fleetHash(fleet: FleetSpec): string {
  return remembered(fleets, fleet, () => hashOf(withoutTokens(fleet)));
}

/**
 * Returns the key of a run, 64 hexadecimal digits: of its fleet, what its point changes of it, its draws, what it is asked, and the versions of runcast and of
 * chance. Whether its rows are written changes nothing of its outcome, and so nothing here.
 */
export function runKey(runcast: string, fleet: string, { patch, draws, figures, ledger, traced, comparedWaits }: Point): string {
  return hashOf({
    runcast,
    chance: CHANCE_VERSION,
    fleet,
    ...(ordered({ patch, draws, figures, ledger, traced, comparedWaits }) as object),
  });
}

/** Returns the data with its keys in order, and without those that say nothing: a point that went over a wire is the same point. */
function ordered(data: unknown): unknown {
  if (Array.isArray(data)) return data.map(ordered);
  if (data === null || typeof data !== 'object') return data;
  const entries = Object.entries(data).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => compareNames(a, b)).map(([key, value]) => [key, ordered(value)]));
}

/** Returns the fleet with its tokens numbered in the order in which they are met. */
function withoutTokens(fleet: FleetSpec): unknown {
  const numbers = new Map<string, number>();
  const numberOf = (token: string): number => {
    const number = numbers.get(token) ?? numbers.size;
    numbers.set(token, number);
    return number;
  };
  const managers = fleet.managers.map((manager) => ({
    ...manager,
    configs: manager.configs.map((config) => ({
      ...config,
      entries: config.entries.map((entry) => ({ ...entry, token: numberOf(entry.token) })),
    })),
  }));
  return { ...fleet, managers };
}

function hashOf(data: unknown): string {
  const text = plainDigest(data, (array, bytes) => remembered(arrays, array, () => sha256().update(bytes()).digest('hex')));
  return sha256().update(text).digest('hex');
}

function remembered(known: WeakMap<object, string>, what: object, make: () => string): string {
  const hash = known.get(what) ?? make();
  known.set(what, hash);
  return hash;
}
