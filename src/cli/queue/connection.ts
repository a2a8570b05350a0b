/** Connections to the server of a queue. The libraries are loaded here, and only where a queue is asked for: they are optional. */
import { isIP } from 'node:net';
import type * as BullMq from 'bullmq';
import type * as IoRedis from 'ioredis';
import type { Redis, RedisOptions } from 'ioredis';
import { EXIT_USAGE } from '../exit-codes.js';
import { CommandError } from '../terminal.js';
import { PASSWORD_VARIABLE, type QueueAddress } from './address.js';

/** Milliseconds within which a server must answer at first. */
const PATIENCE_MS = 5_000;
/** Milliseconds between two tries to reach a server that has gone away, at most. */
const RETRY_MS = 1_000;

/** The libraries behind a queue. */
export interface QueueLibraries {
  readonly bullmq: typeof BullMq;
  readonly ioredis: Pick<typeof IoRedis, 'Redis'>;
}

/** Loads the libraries; a `CommandError` says how to install them. */
export async function queueLibraries(): Promise<QueueLibraries> {
  try {
    const [bullmq, ioredis] = await Promise.all([import('bullmq'), import('ioredis')]);
    return { bullmq, ioredis };
  } catch {
    throw new CommandError(
      'a queue needs the packages bullmq and ioredis, which are not installed; run npm install bullmq@6.7.0 ioredis@6.0.0',
      EXIT_USAGE,
    );
  }
}

/** Returns a connection that was made once, and makes itself again when it is lost. A `CommandError` says why the server cannot be reached. */
export async function connect({ ioredis }: QueueLibraries, address: QueueAddress): Promise<Redis> {
  let hasBegun = false;
  const options = {
    host: address.host,
    port: address.port,
    db: address.db,
    ...(address.username === undefined ? {} : { username: address.username }),
    ...(address.password === undefined ? {} : { password: address.password }),
    ...(address.tls === undefined
      ? {}
      : {
          tls: {
            ...(isIP(address.host) === 0 ? { servername: address.host } : {}),
            ...(address.tls.ca === undefined ? {} : { ca: address.tls.ca }),
          },
        }),
    lazyConnect: true,
    connectTimeout: PATIENCE_MS,
    // What is asked while the server is away waits for it.
    maxRetriesPerRequest: null,
    retryStrategy: (times: number) => (hasBegun ? Math.min(RETRY_MS, times * 50) : null),
  } satisfies RedisOptions;
  const redis = new ioredis.Redis(options);
  let trouble: unknown;
  redis.on('error', (error: unknown) => {
    trouble = error;
  });
  try {
    await within(redis.connect().then(() => redis.ping()));
  } catch (error) {
    redis.disconnect();
    throw new CommandError(reason(address, trouble ?? error), EXIT_USAGE);
  }
  hasBegun = true;
  return redis;
}

async function within<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('it does not answer')), PATIENCE_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Says why a server cannot be used, and what to do. No password is ever part of it. */
function reason({ shown, password }: QueueAddress, error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const code = (error as { code?: unknown } | undefined)?.code;
  const at = `the queue at ${shown}`;
  if (/NOAUTH|WRONGPASS|invalid password|invalid username/iu.test(message)) {
    const what =
      password === undefined ? `wants a password; put it into ${PASSWORD_VARIABLE}` : `does not take the password in ${PASSWORD_VARIABLE}`;
    return `${at} ${what}`;
  }
  if (code === 'ECONNREFUSED')
    return `there is no queue at ${shown} (connection refused); start a Valkey or Redis server there, or check --queue`;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return `there is no queue at ${shown} (no such host); check --queue`;
  if (typeof code === 'string' && /CERT|SELF_SIGNED|ALTNAME|UNABLE_TO/u.test(code)) {
    return `the certificate of ${at} is not trusted (${code}); name its authority in RUNCAST_QUEUE_CA`;
  }
  return `${at} cannot be used (${typeof code === 'string' ? code : message}); check --queue, and rediss:// for a server with TLS`;
}
