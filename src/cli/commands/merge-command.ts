/** `runcast merge`: what may be typed. */
import { folderOf, single } from '../words/arguments.js';
import { command } from '../command.js';

export const MERGE = command({
  name: 'merge',
  describe: 'join the folders of the shards of a study, and say its result',
  word: { folders: { describe: 'folders of --study, one a shard', type: 'string', array: true, demandOption: true } } as const,
  options: {
    study: { describe: 'folder that has all runs afterwards', type: 'string', demandOption: true, requiresArg: true },
    quiet: { alias: 'q', describe: 'no progress', type: 'boolean', default: false },
  } as const,
  examples: ['merge shards/* --study all', 'merge shards/1 shards/2 --study all -- --json'],
  more: 'What stands behind -- is added to the command of the shards. Exit codes are those of that command.',
  run: async (terminal, args) => {
    const { merge } = await import('./merge.js');
    return merge(terminal, {
      folders: args.folders,
      study: folderOf('study', single('study', args.study)),
      more: (args['--'] as readonly string[] | undefined) ?? [],
      quiet: args.quiet,
    });
  },
});
