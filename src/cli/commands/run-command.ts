/** `runcast run`: what may be typed. */
import { batchesArgument } from '../words/batches-argument.js';
import { adviseOf, pathOf, playOf, precisionOf, replicationsOf, scenarioArgumentsOf, seedOf, single, sizeOf } from '../words/arguments.js';
import { command } from '../command.js';
import { PLAY, SCENARIO_WORD, SHARD, SHARED, TEXT, UNDER } from '../words/options.js';

export const RUN = command({
  name: 'run',
  describe: 'simulate a scenario and say how long jobs wait and what it costs',
  word: SCENARIO_WORD,
  options: {
    ...SHARED,
    ...UNDER,
    seed: { describe: 'seed of all draws, a number or a word', type: 'string', default: '1', requiresArg: true },
    replications: { describe: 'run so many replications, whatever the scenario says', type: 'string', requiresArg: true },
    precision: {
      describe: 'run as many replications as it takes until half of the interval of --of is at most this share of it, such as 2%',
      type: 'string',
      requiresArg: true,
    },
    of: { describe: 'figure that --precision is of, as in replications.csv; default: queueTime.p95', type: 'string', requiresArg: true },
    most: { describe: 'replications that --precision may take; default: 100', type: 'string', requiresArg: true },
    batches: {
      describe:
        'one long run instead of replications: its measured period in so many batches, from which intervals come; the warm-up is detected unless stated',
      type: 'string',
      requiresArg: true,
    },
    out: {
      alias: 'o',
      describe:
        'write report.html, report.md, summary.json, jobs.csv, machines.csv, timeline.csv, projects.csv, scenario.yaml and, of pipelines, pipelines.csv into this folder; one that runcast wrote is replaced',
      type: 'string',
      requiresArg: true,
    },
    rows: { describe: 'replications whose rows are written; all adds a column', choices: ['first', 'all'], default: 'first' },
    redact: { describe: 'write scenario.yaml without tokens and other secrets; it runs all the same', type: 'boolean', default: false },
    json: { describe: 'print the answer as JSON, nothing else; --json full: the whole result', type: 'string' },
    'no-pair': {
      describe: 'do not run scenarios with outages a second time without them; the comparison takes as long again',
      type: 'boolean',
      default: false,
    },
    advise: { describe: 'also try changes of settings, over the same jobs, and say what each gains', type: 'boolean', default: false },
    'advise-runs': { describe: 'runs that --advise may take beside those of the study; default: 60', type: 'string', requiresArg: true },
    'strict-verdict': { describe: 'exit 98 when a threshold is undecided', type: 'boolean', default: false },
    ...PLAY,
    ...SHARD,
    ...TEXT,
  } as const,
  examples: [
    'run s.yaml --seed 7 --out out/',
    'run s.yaml --set IdleCount=8 --set srm.limit=100',
    `run s.yaml --threshold 'queue_time p(95) < 1m'`,
    `run s.yaml --set 'instances["gitlab.com"].request_latency=1s'`,
    "run s.yaml --under 'cloud=gce Mon 14:00 2h'",
    'run s.yaml --advise',
    'run s.yaml --set horizon=30d --batches 20',
    'run s.yaml --json -q > result.json',
  ],
  more: 'Exit codes: 0 done, 1 unexpected error, 2 wrong usage or scenario, 3 a limit was hit, 98 undecided (--strict-verdict), 99 a threshold failed, 130 interrupted.',
  run: async (terminal, args) => {
    const { run } = await import('./run.js');
    return run(terminal, {
      ...scenarioArgumentsOf(args),
      under: args.under ?? [],
      seed: seedOf(single('seed', args.seed)),
      replications: args.replications === undefined ? undefined : replicationsOf(single('replications', args.replications)),
      precision: precisionOf(args.precision, args.of, args.most),
      batches: batchesArgument(args.batches, args),
      out: args.out === undefined ? undefined : pathOf(single('out', args.out)),
      rows: args.rows,
      redact: args.redact,
      json: args.json === undefined ? undefined : sizeOf(single('json', args.json)),
      advise: adviseOf(args.advise, args['advise-runs']),
      strictVerdict: args['strict-verdict'],
      pair: !args['no-pair'],
      ...playOf(args),
      full: args.full,
      show: args.show,
      noColour: args['no-color'],
    });
  },
});
