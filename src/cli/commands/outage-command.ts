/** `runcast outage`: what may be typed. */
import { API_STATES, OUTAGE_PARTS } from '../../study/outage/target.js';
import { pathOf, playOf, replicationsOf, scenarioArgumentsOf, seedOf, single } from '../words/arguments.js';
import { command } from '../command.js';
import { PLAY, SCENARIO_WORD, SHARD, SHARED } from '../words/options.js';

const OPTIONS = {
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

/** Options that the line which repeats a study names, in its order. */
const TYPED = ['target', 'of', 'api', 'every', 'for', 'room', 'slo', 'years', 'between', 'duration', 'seed', 'replications'] as const;

export const OUTAGE = command({
  name: 'outage',
  describe: 'sweep an outage over the week: when would it hurt most, and what of a year',
  word: SCENARIO_WORD,
  options: { ...OPTIONS, ...PLAY, ...SHARD, ...SHARED },
  examples: [
    'outage s.yaml --target cloud=gce',
    'outage s.yaml --target zone=us-east1-c --every 2h --for 30m,3h',
    'outage s.yaml --target instance=gitlab.com --years 20 --out out/',
  ],
  more: 'Outages of the scenario itself are taken out. Exit codes: 0 done, 1 unexpected error, 2 wrong usage or scenario, 3 a limit was hit, 130 interrupted.',
  run: async (terminal, args) => {
    const [{ outage }, { betweenOf, distributionOf, everyOf, lengthsOf, roomOf, sloArgument, yearsOf }] = await Promise.all([
      import('./outage.js'),
      import('../words/outage-arguments.js'),
    ]);
    const text = (name: keyof typeof OPTIONS): string | undefined => {
      const value = args[name];
      return typeof value === 'string' || Array.isArray(value) ? single(name, value as string | readonly string[]) : undefined;
    };
    const given = <T>(name: keyof typeof OPTIONS, read: (value: string) => T): T | undefined => {
      const value = text(name);
      return value === undefined ? undefined : read(value);
    };
    return outage(terminal, {
      ...scenarioArgumentsOf(args),
      target: single('target', args.target),
      week: !args['no-week'],
      of: args.of,
      api: args.api,
      every: everyOf(single('every', args.every)),
      lengths: given('for', lengthsOf),
      room: given('room', roomOf),
      slo: given('slo', sloArgument),
      years: yearsOf(single('years', args.years)),
      between: given('between', betweenOf),
      duration: given('duration', (value) => distributionOf('duration', value)),
      seed: seedOf(single('seed', args.seed)),
      replications: replicationsOf(single('replications', args.replications)),
      out: given('out', pathOf),
      json: args.json,
      ...playOf(args),
      noColour: args['no-color'],
      typed: TYPED.flatMap((name) => {
        const value = text(name);
        // What it is anyway need not be said, and may not beside a --set of it.
        return value === undefined || (name === 'replications' && value === OPTIONS.replications.default) ? [] : [[name, value] as const];
      }),
    });
  },
});
