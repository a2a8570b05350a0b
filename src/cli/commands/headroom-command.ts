/** `runcast headroom`: what may be typed. */
import { fileOf, playOf, replicationsOf, scenarioArgumentsOf, seedOf, single } from '../words/arguments.js';
import { command } from '../command.js';
import { OUT_FILE, PLAY, SCENARIO_WORD, SHARED } from '../words/options.js';

export const HEADROOM = command({
  name: 'headroom',
  describe: 'say how much the load may grow until a threshold breaks',
  word: SCENARIO_WORD,
  options: {
    ...SHARED,
    of: {
      describe: 'also grow parts on their own: workload, group, or one of them such as group=srm; may be repeated',
      type: 'string',
      array: true,
      nargs: 1,
    },
    failure: {
      describe: 'ask again with this gone all the time, such as zone=us-east1-c or cloud=gce; may be repeated',
      type: 'string',
      array: true,
      nargs: 1,
    },
    growth: { describe: 'how fast the load grows, such as 3%/month or 40%/year: says when it breaks', type: 'string', requiresArg: true },
    seed: { describe: 'seed of all draws, a number or a word', type: 'string', default: '1', requiresArg: true },
    replications: { describe: 'runs of each load; default: what the scenario says, 5 where that is 1', type: 'string', requiresArg: true },
    json: { describe: 'print the result as one JSON document, nothing else', type: 'boolean', default: false },
    format: { describe: 'form of the answer: text, or markdown for a merge request', choices: ['text', 'markdown'], default: 'text' },
    out: OUT_FILE,
    ...PLAY,
    'no-color': { describe: 'no colours', type: 'boolean', default: false },
  } as const,
  examples: [
    'headroom s.yaml --growth 3%/month',
    'headroom s.yaml --of workload --failure zone=us-east1-c',
    `headroom s.yaml --threshold 'queue_time p(95) < 1m' --replications 10`,
    'headroom s.yaml --format markdown -o headroom.md',
  ],
  more: 'Exit codes: 0 done, 1 unexpected error, 2 wrong usage or scenario, 99 a threshold is missed at the load of today (with a --failure too), 130 interrupted.',
  run: async (terminal, args) => {
    const { headroomCommand } = await import('./headroom.js');
    return headroomCommand(terminal, {
      ...scenarioArgumentsOf(args),
      of: args.of ?? [],
      failure: args.failure ?? [],
      growth: args.growth === undefined ? undefined : single('growth', args.growth),
      seed: seedOf(single('seed', args.seed)),
      replications: args.replications === undefined ? undefined : replicationsOf(single('replications', args.replications)),
      json: args.json,
      ...playOf(args),
      format: args.format,
      out: fileOf(args.out),
      noColour: args['no-color'],
    });
  },
});
