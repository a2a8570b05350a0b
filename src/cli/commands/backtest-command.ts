/** `runcast backtest`: what may be typed. */
import { pathOf, playOf, replicationsOf, scenarioArgumentsOf, seedOf, single } from '../words/arguments.js';
import { backtestWords } from '../words/backtest-arguments.js';
import { command } from '../command.js';
import { HISTORY, historyArgumentsOf } from '../words/history-options.js';
import { PLAY, SCENARIO_WORD, SHARD, SHARED } from '../words/options.js';

const { threshold: _, scale: _scale, ...SCENARIO } = SHARED;
const { from: SOURCE, ...READING } = HISTORY;

export const BACKTEST = command({
  name: 'backtest',
  describe: 'replay a job history on the fleet of a scenario, and say how well the simulated waits agree with those that were observed',
  word: SCENARIO_WORD,
  options: {
    history: { describe: 'file of jobs, plain or gzipped, or - for standard input', type: 'string', requiresArg: true, demandOption: true },
    observed: {
      describe: 'what the history calls waiting: until a runner took the job, or until its machine was there too',
      choices: ['queue', 'queue+boot'] as const,
      default: 'queue' as const,
    },
    tolerance: {
      describe: 'how far figures may be off, as mean=15%,p90=20%,p95=20%,share10s=0.05 (which is the default); exit 99 beyond',
      type: 'string',
      requiresArg: true,
    },
    by: { describe: 'also tell groups, as tags,runner,hour,day; default: tags', type: 'string', requiresArg: true },
    from: { describe: 'judge jobs that came from here on, a date or an instant; all are played', type: 'string', requiresArg: true },
    to: { describe: 'judge jobs that came before this', type: 'string', requiresArg: true },
    warmup: {
      describe: 'do not judge jobs of so long a time from the start of the history, such as 1d',
      type: 'string',
      requiresArg: true,
    },
    resample: {
      describe: 'draw whole days of the history in the place of its replay, and say whether its waits are among what they let expect',
      choices: ['days'] as const,
    },
    test: {
      describe: 'forecast each day from this date on by the days before it, and score the forecasts',
      type: 'string',
      requiresArg: true,
    },
    train: { describe: 'learn from days from this date on; default: from the first', type: 'string', requiresArg: true },
    source: SOURCE,
    ...READING,
    ...SCENARIO,
    seed: { describe: 'seed of all draws, a number or a word', type: 'string', default: '1', requiresArg: true },
    replications: { describe: 'how many replays; default: what the scenario says; 20 of a forecast', type: 'string', requiresArg: true },
    out: {
      alias: 'o',
      describe:
        'write report.html, report.md, backtest.json, backtest.csv and backtest-jobs.csv (a row a job, both sides) into this folder; of a forecast report.html, report.md, forecast.json and forecast.csv',
      type: 'string',
      requiresArg: true,
    },
    json: { describe: 'print the result as one JSON document, nothing else', type: 'boolean', default: false },
    format: { describe: 'form of the answer: text, or markdown for a merge request', choices: ['text', 'markdown'], default: 'text' },
    full: { describe: 'every figure and every list whole', type: 'boolean', default: false },
    ...PLAY,
    ...SHARD,
    'no-color': { describe: 'no colours', type: 'boolean', default: false },
  } as const,
  examples: [
    'backtest fleet.yaml --history last-month.csv',
    'backtest fleet.yaml --history last-month.csv --by tags,day --warmup 1d',
    'backtest fleet.yaml --history last-month.csv --test 2018-10-15 --replications 50',
    'backtest fleet.yaml --history jobs.json.gz --observed queue+boot --tolerance mean=10%,p95=15%',
  ],
  more: 'Exit codes: 0 within the tolerances, 1 unexpected error, 2 wrong usage, scenario or history, 3 a limit was hit, 99 out of tolerance, 130 interrupted.',
  run: async (terminal, args) => {
    const { backtestCommand } = await import('./backtest.js');
    return backtestCommand(terminal, {
      ...scenarioArgumentsOf({ ...args, threshold: [] }),
      ...backtestWords(args),
      history: historyArgumentsOf({ ...args, history: single('history', args.history), from: args.source }),
      wait: args.observed,
      seed: seedOf(single('seed', args.seed)),
      replications: args.replications === undefined ? undefined : replicationsOf(single('replications', args.replications)),
      ...playOf(args),
      out: args.out === undefined ? undefined : pathOf(single('out', args.out)),
      json: args.json,
      format: args.format,
      isFull: args.full,
      noColour: args['no-color'],
    });
  },
});
