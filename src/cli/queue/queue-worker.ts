/** A worker at a queue: it plays the runs that studies of its version ask for, until it is stopped. */
import { randomUUID } from 'node:crypto';
import type { Job, UnrecoverableError, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import { cleanText } from '../../report/frame/numbers.js';
import { redactedText } from '../../scenario/secrets/secret-patterns.js';
import { Threads } from '../../study/pool/pool-threads.js';
import type { Point } from '../../study/point.js';
import type { StudiedFleet } from '../../study/studied-fleet.js';
import type { RunName } from '../store/run-file.js';
import { runKey } from '../store/run-key.js';
import type { QueueAddress } from './address.js';
import { connect, type QueueLibraries } from './connection.js';
import { fleetOf, unpacked } from './fleet-text.js';
import { fleetKey, KEPT_SECONDS, outcomeKey, PREFIX, queueName, SIGN_OF_LIFE_MS, STUDIES_KEY, WORKERS_KEY } from './names.js';
import { isPresent, present, Roll } from './roll.js';
import { taskSchema, type Task } from './task.js';

/** Milliseconds after which a run of a worker that died is given to another, and how often such runs are looked for. */
const LOCK_MS = 10_000;
const STALLED_MS = 5_000;
/** How often a worker looks who waits, and whether it is idle. */
const LOOK_MS = 2_000;
/** Milliseconds that it may take to say farewell. */
const FAREWELL_MS = 3_000;
/** Fleets that are kept: studies that search have many, of which few are played again. */
const FLEETS = 16;

/** How a worker works. */
export interface WorkerOptions {
  readonly runcast: string;
  /** Runs that are played at once. */
  readonly slots: number;
  /** Milliseconds without a run after which it ends; undefined: never. */
  readonly idleMs: number | undefined;
  /** Told what the user should know, without an end of line. */
  readonly tell: (text: string) => void;
}

/** Works at a queue and returns how many runs were played, when nothing has come for as long as is said. A `CommandError` says why the queue cannot be used. */
export async function workAt(address: QueueAddress, libraries: QueueLibraries, options: WorkerOptions): Promise<number> {
  const redis = await connect(libraries, address);
  const worker = new QueueWorker(redis, libraries, address, options);
  try {
    return await worker.untilIdle();
  } finally {
    await worker.close();
    redis.disconnect();
  }
}

/** A worker under way. */
class QueueWorker {
  readonly #redis: Redis;
  /** A connection for itself: whoever waits for tasks there can ask for nothing else. */
  readonly #waiting: Redis;
  readonly #options: WorkerOptions;
  readonly #address: QueueAddress;
  readonly #worker: Worker;
  readonly #roll: Roll;
  /** By number, the older ones taken out again; a thread keeps those that it plays. */
  readonly #fleets: (StudiedFleet | undefined)[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #coming = new Map<string, Promise<number | undefined>>();
  readonly #threads: Threads<Uint8Array>;
  /** When a study was last seen there, by id. */
  readonly #seen = new Map<string, number>();
  readonly #told = new Set<string>();
  #played = 0;
  #busy = 0;
  #isStopped = false;
  #lastAt = performance.now();

  constructor(redis: Redis, { bullmq }: QueueLibraries, address: QueueAddress, options: WorkerOptions) {
    this.#redis = redis;
    this.#options = options;
    this.#address = address;
    this.#waiting = redis.duplicate();
    this.#threads = new Threads({ fleets: this.#fleets as StudiedFleet[] }, options.slots, {
      module: new URL('./packed-worker.js', import.meta.url),
    });
    this.#worker = new bullmq.Worker(queueName(options.runcast), (job: Job) => this.#do(job, bullmq.UnrecoverableError), {
      prefix: PREFIX,
      connection: this.#waiting,
      concurrency: options.slots,
      lockDuration: LOCK_MS,
      stalledInterval: STALLED_MS,
      // However often workers die, a run is given to the next.
      maxStalledCount: Number.MAX_SAFE_INTEGER,
    });
    this.#worker.on(
      'error',
      () => this.#isStopped || this.#tell('away', `the queue at ${address.shown} is away; the worker goes on when it is back`),
    );
    this.#roll = new Roll(redis, WORKERS_KEY, randomUUID(), options);
  }

  async untilIdle(): Promise<number> {
    await this.#roll.begin();
    await this.#worker.waitUntilReady();
    const { slots, idleMs, runcast, tell } = this.#options;
    tell(`runcast ${runcast} works at ${this.#address.shown} on ${slots} thread${slots === 1 ? '' : 's'}`);
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, Math.min(LOOK_MS, idleMs ?? LOOK_MS)));
      if (idleMs !== undefined && this.#busy === 0 && performance.now() - this.#lastAt >= idleMs) return this.#played;
      await this.#look().catch(() => undefined);
    }
  }

  async close(): Promise<void> {
    this.#isStopped = true;
    const farewell = Promise.all([this.#worker.close(true), this.#roll.end()]);
    await Promise.race([farewell.catch(() => undefined), new Promise((resolve) => setTimeout(resolve, FAREWELL_MS).unref())]);
    this.#waiting.disconnect();
    await this.#threads.stop();
  }

  /** Does a task that the queue hands over. What cannot be done here can be done nowhere: every worker of the queue is of one version. */
  async #do(job: Job, Unrecoverable: typeof UnrecoverableError): Promise<void> {
    this.#busy++;
    try {
      const task = taskSchema.parse(job.data);
      if (await this.#isWaitedFor(task)) await this.#play(job.id!, task);
    } catch (error) {
      throw new Unrecoverable(cleanText(redactedText(error instanceof Error ? error.message : String(error))).slice(0, 2000));
    } finally {
      this.#busy--;
      this.#lastAt = performance.now();
    }
  }

  /** Whether the study of a task is there. One that gave a sign of life since its last was due is not asked after again. */
  async #isWaitedFor({ study }: Task): Promise<boolean> {
    const now = performance.now();
    if (now - (this.#seen.get(study) ?? -Infinity) < SIGN_OF_LIFE_MS) return true;
    this.#seen.delete(study);
    if (!(await isPresent(this.#redis, STUDIES_KEY, study))) return false;
    this.#seen.set(study, now);
    return true;
  }

  /** Plays a run and puts its outcome where its study finds it; nothing where the server has lost what the fleet is built from. */
  async #play(id: string, task: Task): Promise<void> {
    const { runcast } = this.#options;
    if (runKey(runcast, task.fleet, task.point as Point) !== task.key) throw new Error('the key of the task is that of another run');
    const fleet = await this.#fleetOf(task.fleet);
    if (fleet === undefined) return;
    const { buffer, byteOffset, byteLength } = await this.#threads.play({ ...(task.point as Point), fleet }, {
      key: task.key,
      runcast,
    } satisfies RunName);
    await this.#redis.set(outcomeKey(id), Buffer.from(buffer, byteOffset, byteLength), 'EX', KEPT_SECONDS);
    this.#played++;
  }

  /** The number of a fleet; its texts are fetched and built once. */
  async #fleetOf(hash: string): Promise<number | undefined> {
    const known = this.#numbers.get(hash);
    if (known !== undefined) return known;
    let coming = this.#coming.get(hash);
    if (coming === undefined) {
      coming = this.#fetched(hash).finally(() => this.#coming.delete(hash));
      this.#coming.set(hash, coming);
    }
    return coming;
  }

  async #fetched(hash: string): Promise<number | undefined> {
    const bytes = await this.#redis.getBuffer(fleetKey(hash));
    if (bytes === null) return undefined;
    const spec = fleetOf(await unpacked(bytes), hash);
    const number = this.#fleets.push({ spec }) - 1;
    this.#numbers.set(hash, number);
    const [oldest] = this.#numbers;
    if (oldest !== undefined && this.#numbers.size > FLEETS + this.#options.slots) {
      this.#numbers.delete(oldest[0]);
      this.#fleets[oldest[1]] = undefined;
    }
    return number;
  }

  /** Says where a study of another version waits. */
  async #look(): Promise<void> {
    const { runcast } = this.#options;
    for (const [id, { runcast: other, host, pid }] of await present(this.#redis, STUDIES_KEY)) {
      if (other === runcast) continue;
      this.#tell(id, `a study on ${host} (pid ${pid}) is of runcast ${other}, and this is ${runcast}: this worker takes no part in it`);
    }
    this.#told.delete('away');
  }

  #tell(what: string, text: string): void {
    if (!this.#told.has(what)) this.#options.tell(cleanText(text));
    this.#told.add(what);
  }
}
