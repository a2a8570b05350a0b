/** `runcast fit`: what may be typed. */
import { LOAD_KINDS } from '../../history/fit/load-kinds.js';
import { maxInputOf, fileOf, playOf, replicationsOf, seedOf, single } from '../words/arguments.js';
import { command } from '../command.js';
import { HISTORY, HISTORY_WORD, historyArgumentsOf } from '../words/history-options.js';
import { MAX_INPUT_OPTION, PLAY, SHARD } from '../words/options.js';

export const FIT = command({
  name: 'fit',
  describe: 'write the scenario of a job history: its load on your fleet or on the one that it shows, and play it beside the history',
  word: {
    ...HISTORY_WORD,
    config: {
      describe: 'config.toml of each runner manager; none: the fleet that the history shows',
      type: 'string',
      array: true,
      default: [] as string[],
    },
  } as const,
  options: {
    ...HISTORY,
    timezone: { ...HISTORY.timezone, describe: 'zone of its days, and of times that say none; default: UTC' },
    out: { alias: 'o', describe: 'the scenario to write', type: 'string', requiresArg: true },
    load: {
      describe:
        'what the load is made of: whole days drawn by chance, pipelines by kind, or pipelines by a smooth profile of the week (four weeks at least)',
      choices: LOAD_KINDS,
      default: 'days' as const,
    },
    absences: {
      describe: 'write times in which a runner was away as events of the scenario; default: as comments',
      type: 'boolean',
      default: false,
    },
    replications: { describe: 'runs of each load in the check, and of the scenario', type: 'string', default: '10', requiresArg: true },
    seed: { describe: 'seed of all draws, a number or a word', type: 'string', default: '1', requiresArg: true },
    'max-input': MAX_INPUT_OPTION,
    full: { describe: 'every number and warning, not the first of them', type: 'boolean', default: false },
    json: { describe: 'print what was fitted as one JSON document, nothing else', type: 'boolean', default: false },
    quiet: { alias: 'q', describe: 'no progress and no warnings', type: 'boolean', default: false },
    ...PLAY,
    ...SHARD,
    'no-color': { describe: 'no colours', type: 'boolean', default: false },
  } as const,
  examples: [
    'fit history.csv -o forecast.yaml',
    'fit jobs.json config.toml --timezone Europe/Berlin -o forecast.yaml',
    'run forecast.yaml --set replications=50',
  ],
  more: 'A history in other columns than those of a scenario is written beside it, as NAME.history.csv.',
  run: async (terminal, args) => {
    const { fit } = await import('./fit.js');
    return fit(terminal, {
      ...historyArgumentsOf(args),
      configs: args.config,
      out: fileOf(args.out),
      load: args.load,
      areAbsencesPlayed: args.absences,
      replications: replicationsOf(single('replications', args.replications)),
      seed: seedOf(single('seed', args.seed)),
      maxInput: maxInputOf(args['max-input']),
      isFull: args.full,
      json: args.json,
      quiet: args.quiet,
      ...playOf(args),
      noColour: args['no-color'],
    });
  },
});
