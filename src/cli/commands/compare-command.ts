/** `runcast compare`: what may be typed. */
import { differencePrecisionOf, fileOf, playOf, replicationsOf, scenarioArgumentsOf, seedOf, single } from '../words/arguments.js';
import { command } from '../command.js';
import { OUT_FILE, PLAY, SCENARIO_WORD, SHARD, SHARED, UNDER } from '../words/options.js';

export const COMPARE = command({
  name: 'compare',
  describe: 'say what other settings change, held against a base over the same draws',
  word: { ...SCENARIO_WORD, variant: { describe: 'scenario to hold against it; left out: the same with --set', type: 'string' } } as const,
  options: {
    ...SHARED,
    set: { ...SHARED.set, describe: 'change a value of the variant, as path=value; may be repeated' },
    vs: {
      describe: 'one more variant: a scenario, or --set path=value, which are then of this variant; may be repeated',
      type: 'string',
      array: true,
      nargs: 1,
    },
    'set-all': { describe: 'change a value of every side, the base included; may be repeated', type: 'string', array: true, nargs: 1 },
    ...UNDER,
    seed: { describe: 'seed of all draws, a number or a word', type: 'string', default: '1', requiresArg: true },
    replications: { describe: 'pairs of runs; default: what the base says, 5 where that is 1', type: 'string', requiresArg: true },
    precision: {
      describe:
        "play as many pairs as it takes until half of the interval of the difference in --of is at most this: 5% of the base, '20 USD' or 2s",
      type: 'string',
      requiresArg: true,
    },
    of: { describe: 'figure that --precision is of; default: queueTime.p95, of USD cost.perMonth', type: 'string', requiresArg: true },
    most: { describe: 'pairs that --precision may take; default: 100', type: 'string', requiresArg: true },
    json: { describe: 'print the result as one JSON document, nothing else', type: 'boolean', default: false },
    format: { describe: 'form of the answer: text, or markdown for a merge request', choices: ['text', 'markdown'], default: 'text' },
    out: OUT_FILE,
    ...PLAY,
    ...SHARD,
    'strict-verdict': { describe: 'exit 98 when a threshold of a variant is undecided', type: 'boolean', default: false },
    'no-color': { describe: 'no colours', type: 'boolean', default: false },
  } as const,
  examples: [
    'compare s.yaml --set IdleCount=20',
    'compare s.yaml --set IdleCount=20 --vs --set IdleCount=30 --vs other.yaml',
    'compare before.yaml after.yaml --set-all horizon=2d --replications 10',
    "compare s.yaml --set IdleCount=20 --precision '20 USD'",
    "compare s.yaml --set IdleCount=20 --under 'cloud=gce Mon 14:00 2h'",
    'compare s.yaml --set limit=50 --format markdown -o comparison.md',
  ],
  more: 'Exit codes: 0 done, 1 unexpected error, 2 wrong usage or scenario, 3 a limit was hit, 98 undecided (--strict-verdict), 99 a threshold of a variant failed, 130 interrupted.',
  run: async (terminal, args) => {
    const [{ compareCommand }, { variantOf }] = await Promise.all([import('./compare.js'), import('../words/variant-words.js')]);
    const { set, ...common } = scenarioArgumentsOf(args);
    const first = args.variant !== undefined || set.length > 0 ? [{ file: args.variant, set }] : [];
    return compareCommand(terminal, {
      ...common,
      set: args['set-all'] ?? [],
      under: args.under ?? [],
      variants: [...first, ...(args.vs ?? []).map(variantOf)],
      seed: seedOf(single('seed', args.seed)),
      replications: args.replications === undefined ? undefined : replicationsOf(single('replications', args.replications)),
      precision: differencePrecisionOf(args.precision, args.of, args.most),
      json: args.json,
      ...playOf(args),
      format: args.format,
      out: fileOf(args.out),
      strictVerdict: args['strict-verdict'],
      noColour: args['no-color'],
    });
  },
});
