/** Who works at a queue and who waits there: each says now and then that it is there, so that both sides can say what is amiss. */
import { hostname } from 'node:os';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import { SIGN_OF_LIFE_MS, SILENCE_MS } from './names.js';

const entrySchema = z.object({
  /** The version of runcast. */
  runcast: z.string(),
  host: z.string(),
  pid: z.number(),
  /** Runs that it plays at once; 0 of a study. */
  slots: z.number(),
  /** Milliseconds by the clock of the server. */
  at: z.number(),
});

/** Somebody at a queue. */
export type Entry = z.infer<typeof entrySchema>;

/** A sign of life, which is given until it is stopped. */
export class Roll {
  readonly #redis: Redis;
  readonly #key: string;
  readonly #id: string;
  readonly #entry: Omit<Entry, 'at'>;
  #timer: NodeJS.Timeout | undefined;

  /** `key` is that of workers or of studies. */
  constructor(redis: Redis, key: string, id: string, { runcast, slots }: Pick<Entry, 'runcast' | 'slots'>) {
    this.#redis = redis;
    this.#key = key;
    this.#id = id;
    this.#entry = { runcast, slots, host: hostname(), pid: process.pid };
  }

  /** Says that it is there, and goes on saying so. */
  async begin(): Promise<void> {
    await this.#say();
    this.#timer = setInterval(() => void this.#say().catch(() => undefined), SIGN_OF_LIFE_MS);
  }

  /** Is there no more. */
  async end(): Promise<void> {
    clearInterval(this.#timer);
    await this.#redis.hdel(this.#key, this.#id);
  }

  async #say(): Promise<void> {
    await this.#redis.hset(this.#key, this.#id, JSON.stringify({ ...this.#entry, at: await serverTime(this.#redis) }));
  }
}

/** Returns those who are there, by id; those long gone are taken out. */
export async function present(redis: Redis, key: string): Promise<ReadonlyMap<string, Entry>> {
  const [all, now] = await Promise.all([redis.hgetall(key), serverTime(redis)]);
  const found = new Map<string, Entry>();
  for (const [id, text] of Object.entries(all)) {
    const entry = entryOf(text);
    if (entry !== undefined && now - entry.at <= SILENCE_MS) found.set(id, entry);
    else await redis.hdel(key, id);
  }
  return found;
}

/** Returns whether one is there. */
export async function isPresent(redis: Redis, key: string, id: string): Promise<boolean> {
  const [text, now] = await Promise.all([redis.hget(key, id), serverTime(redis)]);
  const entry = text === null ? undefined : entryOf(text);
  return entry !== undefined && now - entry.at <= SILENCE_MS;
}

function entryOf(text: string): Entry | undefined {
  try {
    return entrySchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

async function serverTime(redis: Redis): Promise<number> {
  const [seconds, micros] = await redis.time();
  return Number(seconds) * 1000 + Math.floor(Number(micros) / 1000);
}
