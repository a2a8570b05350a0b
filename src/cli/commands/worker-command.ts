/** `runcast worker`: what may be typed. */
import { idleOf, single, workersOf } from '../words/arguments.js';
import { command } from '../command.js';
import { WORKERS } from '../words/options.js';

export const WORKER = command({
  name: 'worker',
  describe: 'play the runs of studies that were started elsewhere with the same --queue',
  word: {},
  options: {
    queue: {
      describe: 'Valkey or Redis server, as redis://HOST:PORT, or rediss:// for TLS',
      type: 'string',
      demandOption: true,
      requiresArg: true,
    },
    workers: { ...WORKERS.workers, describe: 'runs that are played at once; default: one a core' },
    idle: { describe: 'end when no run came for so long, such as 10m; default: never', type: 'string', requiresArg: true },
    quiet: { alias: 'q', describe: 'say nothing but errors', type: 'boolean', default: false },
  } as const,
  examples: ['worker --queue redis://queue.example:6379', 'worker --queue rediss://queue.example --workers 4 --idle 10m'],
  more: 'RUNCAST_QUEUE_PASSWORD is the password of the server, RUNCAST_QUEUE_CA a file with the certificate of its authority.',
  run: async (terminal, args) => {
    const { worker } = await import('./worker.js');
    return worker(terminal, {
      queue: single('queue', args.queue),
      workers: workersOf(args.workers),
      idleMs: args.idle === undefined ? undefined : idleOf(single('idle', args.idle)),
      quiet: args.quiet,
    });
  },
});
