/** `runcast plan`: what may be typed. */
import { pathOf, playOf, replicationsOf, scenarioArgumentsOf, seedOf, single } from '../words/arguments.js';
import { command } from '../command.js';
import { PLAY, SCENARIO_WORD, SHARED } from '../words/options.js';

export const PLAN = command({
  name: 'plan',
  describe: 'find the settings that meet the thresholds at the least cost, as a patch of config.toml',
  word: SCENARIO_WORD,
  options: {
    ...SHARED,
    vary: {
      describe:
        'what may vary, such as IdleCount=1..60 or IdleTime=5m,10m,30m; default: IdleCount by section, IdleTime, and the hours of sections over a week',
      type: 'string',
      array: true,
      nargs: 1,
    },
    under: {
      describe: "an outage under which the thresholds must hold too, such as 'cloud=gce Mon 14:00 3h'; may be repeated",
      type: 'string',
      array: true,
      nargs: 1,
    },
    periods: {
      describe:
        'find so many periods of the week at most, with an IdleCount each; default: 4 where the load changes over a week that is played',
      type: 'string',
      requiresArg: true,
    },
    'developer-time': {
      describe: "what an hour costs that work is held up, such as '60 USD/h'; default: nothing",
      type: 'string',
      requiresArg: true,
    },
    confidence: { describe: 'how sure the answer is to be; default 95%', type: 'string', requiresArg: true },
    indifference: {
      describe: 'least saving that anybody acts on, as a share of the cost; default 1%, at least 10 USD a month',
      type: 'string',
      requiresArg: true,
    },
    most: { describe: 'runs at most; default 400', type: 'string', requiresArg: true },
    seed: { describe: 'seed of all draws, a number or a word', type: 'string', default: '1', requiresArg: true },
    replications: {
      describe: 'runs of a setting before it is first judged; default: what the scenario says, at least 4',
      type: 'string',
      requiresArg: true,
    },
    apply: {
      describe: 'file to write the settings into, beside a backup: config.toml as it was read; may be repeated',
      type: 'string',
      array: true,
      nargs: 1,
    },
    out: {
      alias: 'o',
      describe: 'folder for the page, all settings tried as CSV, the patch and the result',
      type: 'string',
      requiresArg: true,
    },
    json: { describe: 'print the result as one JSON document, nothing else', type: 'boolean', default: false },
    format: { describe: 'form of the answer: text, or markdown for a merge request', choices: ['text', 'markdown'], default: 'text' },
    ...PLAY,
    'strict-verdict': { describe: 'exit 98 when it is undecided', type: 'boolean', default: false },
    'no-color': { describe: 'no colours', type: 'boolean', default: false },
  } as const,
  examples: [
    'plan s.yaml',
    'plan s.yaml --vary IdleCount=1..60 --vary IdleTime=5m,10m,30m --out plan',
    "plan s.yaml --vary IdleCount=1..60 --under 'cloud=gce Mon 14:00 1h' --threshold 'queue_time p(95) < 10s'",
    'plan s.yaml --periods 4 --set horizon=1w1h',
    'plan s.yaml --vary IdleCount=1..60 --apply config.toml',
  ],
  more: 'Exit codes: 0 met, 1 unexpected error, 2 wrong usage or scenario, 3 a limit was hit, 98 undecided (--strict-verdict), 99 nothing meets the thresholds, 130 interrupted.',
  run: async (terminal, args) => {
    const [{ planCommand }, words] = await Promise.all([import('./plan.js'), import('../words/plan-arguments.js')]);
    const one = (name: string, text: string | readonly string[] | undefined): string | undefined =>
      text === undefined ? undefined : single(name, text);
    return planCommand(terminal, {
      ...scenarioArgumentsOf(args),
      vary: args.vary ?? [],
      under: args.under ?? [],
      periods: words.periodsOf(one('periods', args.periods)),
      waitingPrice: words.waitingPriceOf(one('developer-time', args['developer-time'])),
      confidence: words.percentageOf('confidence', one('confidence', args.confidence), '95%'),
      indifference: words.percentageOf('indifference', one('indifference', args.indifference), '1%'),
      mostRuns: words.mostRunsOf(one('most', args.most)),
      seed: seedOf(single('seed', args.seed)),
      replications: args.replications === undefined ? undefined : replicationsOf(single('replications', args.replications)),
      apply: args.apply ?? [],
      out: args.out === undefined ? undefined : pathOf(single('out', args.out)),
      json: args.json,
      format: args.format,
      ...playOf(args),
      strictVerdict: args['strict-verdict'],
      noColour: args['no-color'],
    });
  },
});
