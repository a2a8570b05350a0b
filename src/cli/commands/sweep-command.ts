/** `runcast sweep`: what may be typed. */
import { fileOf, playOf, replicationsOf, scenarioArgumentsOf, seedOf, single } from '../words/arguments.js';
import { command } from '../command.js';
import { PLAY, SCENARIO_WORD, SHARD, SHARED, UNDER } from '../words/options.js';

export const SWEEP = command({
  name: 'sweep',
  describe: 'play many settings over the same draws: what each costs, and how long jobs wait',
  word: SCENARIO_WORD,
  options: {
    ...SHARED,
    set: { ...SHARED.set, describe: 'change a value of every point, the base included; may be repeated' },
    ...UNDER,
    vary: {
      describe: 'a setting and its values: IdleCount=10..60:10, IdleTime=600,1200; several are combined',
      type: 'string',
      array: true,
      nargs: 1,
    },
    point: {
      describe: "one point: 'IdleCount=20 IdleTime=600', or a CSV file of them; may be repeated",
      type: 'string',
      array: true,
      nargs: 1,
    },
    design: { describe: 'which combinations: all (grid), or some that fill the room evenly (sobol)', choices: ['grid', 'sobol'] as const },
    points: { describe: 'how many points of --design sobol', type: 'string', requiresArg: true },
    base: { describe: 'whether the scenario as it is is played beside the points', type: 'string', choices: ['yes', 'no'], default: 'yes' },
    of: { describe: 'figure that is weighed against the cost; default queueTime.p95', type: 'string', requiresArg: true },
    precision: {
      describe: 'say how many runs it takes until half an interval is so much of it, such as 2%',
      type: 'string',
      requiresArg: true,
    },
    seed: { describe: 'seed of all draws, a number or a word', type: 'string', default: '1', requiresArg: true },
    replications: { describe: 'runs of each point; default: what the scenario says, 5 where that is 1', type: 'string', requiresArg: true },
    json: { describe: 'print the result as one JSON document, nothing else', type: 'boolean', default: false },
    format: {
      describe: 'form of the answer; default: by the ending of -o, else text',
      choices: ['text', 'markdown', 'csv', 'html', 'json'] as const,
    },
    out: {
      alias: 'o',
      describe: 'file to write, .csv, .html, .md, .json or .txt, or a folder, which keeps the runs too unless --study does',
      type: 'string',
      requiresArg: true,
    },
    full: { describe: 'every point, however many there are', type: 'boolean', default: false },
    ...PLAY,
    ...SHARD,
    'no-color': { describe: 'no colours', type: 'boolean', default: false },
  } as const,
  examples: [
    'sweep s.yaml --vary IdleCount=10..60:10 --vary check_interval=1,3',
    'sweep s.yaml --vary IdleCount=10..60:5 -o sweep.html',
    'sweep s.yaml --vary IdleCount=10..80:5 --replications 10 -o sweeps/idle-count',
    "sweep s.yaml --point 'IdleCount=20 IdleTime=600' --point 'IdleCount=30 IdleTime=300'",
    'sweep s.yaml --vary IdleCount=0..100 --vary IdleTime=60..3600:60 --design sobol --points 32',
  ],
  more: 'Exit codes: 0 done, 1 unexpected error, 2 wrong usage or scenario, 3 every point hit a limit, 130 interrupted.',
  run: async (terminal, args) => {
    const { sweepCommand } = await import('./sweep.js');
    const one = (name: string, text: string | readonly string[] | undefined): string | undefined =>
      text === undefined ? undefined : single(name, text);
    return sweepCommand(terminal, {
      ...scenarioArgumentsOf(args),
      under: args.under ?? [],
      vary: args.vary ?? [],
      point: args.point ?? [],
      design: args.design,
      points: one('points', args.points),
      hasBase: args.base !== 'no',
      of: one('of', args.of),
      precision: one('precision', args.precision),
      seed: seedOf(single('seed', args.seed)),
      replications: args.replications === undefined ? undefined : replicationsOf(single('replications', args.replications)),
      format: args.json ? 'json' : args.format,
      out: fileOf(args.out),
      isFull: args.full,
      ...playOf(args),
      noColour: args['no-color'],
    });
  },
});
