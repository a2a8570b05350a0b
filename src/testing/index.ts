/**
 * The entry `runcast/testing`: arbitraries of fast-check for what may happen to a fleet, and matchers for what must hold of it. Each arbitrary gives variations of
 * the user's own scenario as texts of `--set`, so that what is found can be typed into the command line; each shrinks to the least that does it.
 * `fast-check` is a peer of this entry, `vitest` one of `runcast/testing/vitest` alone.
 */
export { outages, type OutageSpace } from './outages.js';
export { loads, type LoadSpace } from './loads.js';
export { settings, type SettingSpace, type SettingRange } from './settings.js';
export { Variation } from './variation.js';
export { matchers, type Matched, type ThresholdMatchers } from './matchers.js';
