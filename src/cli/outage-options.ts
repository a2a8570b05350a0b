/** The options of `runcast outage`. */
import { API_STATES, OUTAGE_PARTS } from '../study/outage/target.js';

/** As yargs takes them. */
export const OUTAGE = {
  target: {
    describe: 'what is out: cloud=, zone=, instance=, manager= or helper= with its name',
    type: 'string',
    demandOption: true,
    requiresArg: true,
  },
  of: {
    describe: 'of a cloud or zone: its API, its machines (running jobs die), both and the hosts in it (default), or room for more machines',
    choices: OUTAGE_PARTS,
  },
  api: { describe: 'how its API is down (default: fails)', choices: API_STATES },
  every: { describe: 'time between two starts; it divides a day', type: 'string', default: '4h', requiresArg: true },
  for: {
    describe: 'lengths, separated by commas, a map each; default: half and 90% of the durations end within',
    type: 'string',
    requiresArg: true,
  },
  room: { describe: 'time after the outage in which recovery is looked for; default 6h', type: 'string', requiresArg: true },
  slo: {
    describe: 'when a job is late, and the share that is not to be; default: the first threshold on queue_time, else 1m:95%',
    type: 'string',
    requiresArg: true,
  },
  years: { describe: 'draw outages over so many years; 0: none', type: 'string', default: '1', requiresArg: true },
  between: {
    describe: 'time between drawn outages: a mean (exponential), or a distribution; default 90d',
    type: 'string',
    requiresArg: true,
  },
  duration: {
    describe: 'duration of drawn outages; default {lognormal: {median: 139m, sigma: 1.23}}',
    type: 'string',
    requiresArg: true,
  },
  seed: { describe: 'seed of all draws, a number or a word', type: 'string', default: '1', requiresArg: true },
  replications: { describe: 'runs a start, whatever the scenario says', type: 'string', default: '1', requiresArg: true },
  'no-week': {
    describe: 'only starts that the scenario itself holds; else a shorter one is played for a week',
    type: 'boolean',
    default: false,
  },
  out: {
    alias: 'o',
    describe: 'write outage.html, outage.csv and outage.json into this folder; one that runcast wrote is replaced',
    type: 'string',
    requiresArg: true,
  },
  json: { describe: 'print the result as one JSON document, nothing else', type: 'boolean', default: false },
  'no-color': { describe: 'no colours', type: 'boolean', default: false },
} as const;
