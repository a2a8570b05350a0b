/** Options of commands that read a history, and what becomes of them. */
import { inputOf, single } from './arguments.js';
import type { HistoryArguments } from '../input/history-input.js';

/** The history itself. */
export const HISTORY_WORD = {
  history: { describe: 'file of jobs, plain or gzipped, or - for standard input', type: 'string', demandOption: true },
} as const;

/** How it is read. */
export const HISTORY = {
  from: {
    describe: 'what the file is; told by its looks otherwise',
    choices: ['gitlab', 'github', 'buildkite', 'csv', 'swf'] as const,
  },
  map: {
    describe: 'a column of a CSV file by its name there, as queued_at=enqueued; may be repeated',
    type: 'string',
    array: true,
    nargs: 1,
  },
  timezone: { describe: 'zone of times that say none, such as UTC', type: 'string', requiresArg: true },
  'tag-separator': { describe: 'what stands between the tags of a CSV cell', choices: [',', ';', 'blank'] as const },
  needs: {
    describe:
      "where nothing says when a job became pending: the jobs it needs, as 'deploy*=build*' or stage:test=stage:build; may be repeated",
    type: 'string',
    array: true,
    nargs: 1,
  },
  torn: {
    describe: 'what to do where rows cannot be read: write nothing, or leave them out',
    choices: ['refuse', 'skip'] as const,
    default: 'refuse' as const,
  },
} as const;

/** The same as yargs gives them. */
interface HistoryWords {
  readonly history: string;
  readonly from: string | undefined;
  readonly map: readonly string[] | undefined;
  readonly timezone: string | readonly string[] | undefined;
  readonly 'tag-separator': ',' | ';' | 'blank' | undefined;
  readonly needs: readonly string[] | undefined;
  readonly torn: 'refuse' | 'skip';
}

/** Returns how a history is to be read. */
export function historyArgumentsOf(args: HistoryWords): HistoryArguments {
  return {
    history: inputOf(args.history),
    from: args.from,
    map: args.map ?? [],
    timezone: args.timezone === undefined ? undefined : single('timezone', args.timezone),
    tagSeparator: args['tag-separator'],
    needs: args.needs ?? [],
    skipsTorn: args.torn === 'skip',
  };
}
