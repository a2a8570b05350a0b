/** Workers behind a queue as players: each point becomes a task, and each task is asked after until its outcome is here. */
import { randomUUID } from 'node:crypto';
import type { Queue, QueueEvents } from 'bullmq';
import type { Redis } from 'ioredis';
import { cleanText } from '../../report/frame/numbers.js';
import { invariant } from '../../sim/invariant.js';
import type { Method } from '../../study/method/method.js';
import type { Players } from '../../study/player.js';
import type { Outcome, Point } from '../../study/point.js';
import { quote } from '../../units/shell-word.js';
import { readRun } from '../store/run-file.js';
import { fleetHash, runKey } from '../store/run-key.js';
import type { QueueAddress } from './address.js';
import { connect, type QueueLibraries } from './connection.js';
import { fleetText, packed } from './fleet-text.js';
import { fleetKey, KEPT_SECONDS, outcomeKey, PREFIX, queueName, STUDIES_KEY, WORKERS_KEY } from './names.js';
import { present, Roll } from './roll.js';
import { sentPoint, type Task } from './task.js';

/** Tasks at the queue at once: more than any worker takes, so that none waits for the next. */
const MOST_TASKS = 64;
/** How often tasks are asked after, in case that nobody told of their end. */
const ASK_MS = 2_000;
/** How long nobody is told that there is no worker. */
const PATIENCE_MS = 3_000;
/** Milliseconds that the end may take to take its tasks back from the queue. */
const FAREWELL_MS = 3_000;

/** What the players of a study are given. */
export interface QueueOptions {
  readonly runcast: string;
  /** Told what the user should know, without an end of line. */
  readonly tell: (text: string) => void;
}

/** A task that is not done. */
interface Waiting {
  readonly task: Task;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: unknown) => void;
  isTaken: boolean;
}

/** Workers at a queue. */
export class QueuePlayers implements Players {
  readonly count = MOST_TASKS;
  readonly isBeside = false;
  readonly share = 0;
  readonly #study = randomUUID();
  readonly #begin = performance.now();
  readonly #waiting = new Map<string, Waiting>();
  /** Fleets whose texts are at the server, or on their way. */
  readonly #fleets = new Map<string, Promise<void>>();
  readonly #told = new Set<string>();
  readonly #method: Pick<Method<unknown>, 'fleets'>;
  readonly #options: QueueOptions;
  readonly #address: QueueAddress;
  readonly #libraries: QueueLibraries;
  readonly #redis: Redis;
  /** A connection for itself: whoever listens there can ask for nothing else. */
  readonly #listening: Redis;
  readonly #queue: Queue;
  readonly #events: QueueEvents;
  readonly #roll: Roll;
  #asking: NodeJS.Timeout | undefined;
  #isAsking = false;
  #isStopped = false;

  /** `redis` is connected; `open` begins. */
  constructor(
    method: Pick<Method<unknown>, 'fleets'>,
    redis: Redis,
    libraries: QueueLibraries,
    address: QueueAddress,
    options: QueueOptions,
  ) {
    this.#method = method;
    this.#redis = redis;
    this.#libraries = libraries;
    this.#address = address;
    this.#options = options;
    const common = { prefix: PREFIX, connection: redis };
    const name = queueName(options.runcast);
    this.#queue = new libraries.bullmq.Queue(name, common);
    this.#listening = redis.duplicate();
    this.#events = new libraries.bullmq.QueueEvents(name, { ...common, connection: this.#listening });
    this.#queue.on('error', () => this.#away());
    this.#events.on('error', () => this.#away());
    this.#events.on('completed', ({ jobId }) => void this.#take(jobId));
    this.#events.on('failed', ({ jobId }) => void this.#take(jobId, true));
    this.#roll = new Roll(redis, STUDIES_KEY, this.#study, { runcast: options.runcast, slots: 0 });
  }

  /** Opens the queue. A `CommandError` says why it cannot be used. */
  static async open(
    method: Pick<Method<unknown>, 'fleets'>,
    address: QueueAddress,
    libraries: QueueLibraries,
    options: QueueOptions,
  ): Promise<QueuePlayers> {
    const players = new QueuePlayers(method, await connect(libraries, address), libraries, address, options);
    await players.#roll.begin();
    await players.#events.waitUntilReady();
    players.#asking = setInterval(() => void players.#ask(), ASK_MS);
    return players;
  }

  isFree(): boolean {
    return this.#waiting.size < MOST_TASKS;
  }

  play(point: Point): Promise<Outcome> {
    const fleet = this.#method.fleets[point.fleet ?? 0];
    invariant(fleet !== undefined, 'a point is of a fleet of its method');
    const hash = fleetHash(fleet.spec);
    const key = runKey(this.#options.runcast, hash, point);
    const task: Task = { study: this.#study, key, fleet: hash, point: sentPoint(point) };
    // Two points of a study may be the same run.
    const id = `${this.#study}-${key.slice(0, 32)}-${randomUUID().slice(0, 8)}`;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { task, resolve, reject, isTaken: false });
      this.#submit(id, task).catch((error: unknown) => this.#fail(id, error));
    });
  }

  async stop(): Promise<void> {
    clearInterval(this.#asking);
    const farewell = async (): Promise<void> => {
      await Promise.all([...this.#waiting.keys()].map((id) => this.#remove(id)));
      await this.#roll.end();
    };
    // A server that is away has nothing that could be taken back.
    this.#isStopped = true;
    await Promise.race([farewell().catch(() => undefined), new Promise((resolve) => setTimeout(resolve, FAREWELL_MS).unref())]);
    // They are told to end, and not waited for: what they listen to may take its time.
    for (const one of [this.#events, this.#queue]) one.close().catch(() => undefined);
    for (const redis of [this.#listening, this.#redis]) redis.disconnect();
  }

  async #submit(id: string, task: Task): Promise<void> {
    await this.#sendFleet(task);
    await this.#queue.add('run', task, { jobId: id, removeOnComplete: true, removeOnFail: { age: KEPT_SECONDS } });
  }

  #sendFleet({ fleet: hash }: Task): Promise<void> {
    let sent = this.#fleets.get(hash);
    if (sent === undefined) this.#fleets.set(hash, (sent = this.#sent(hash)));
    return sent;
  }

  async #sent(hash: string): Promise<void> {
    const fleet = this.#method.fleets.find(({ spec }) => fleetHash(spec) === hash);
    invariant(fleet !== undefined, 'a task is of a fleet of its method');
    await this.#redis.set(fleetKey(hash), await packed(fleetText(fleet)), 'EX', KEPT_SECONDS);
  }

  /** Asks after every task, and who is there. Nothing is lost where the server forgot, and nothing counted twice: a task is done once. */
  async #ask(): Promise<void> {
    if (this.#isAsking) return;
    this.#isAsking = true;
    try {
      for (const [id, { isTaken }] of this.#waiting) {
        if (isTaken) continue;
        const state = await this.#queue.getJobState(id);
        // One that was played is not known any more.
        if (state === 'unknown' || state === 'failed') await this.#take(id, state === 'failed');
      }
      await this.#look();
    } catch {
      // The server is away or begins again: the next time.
    } finally {
      this.#isAsking = false;
    }
  }

  /** Sends a task once more, with the texts of its fleet. */
  async #again(id: string, task: Task): Promise<void> {
    this.#fleets.delete(task.fleet);
    await this.#submit(id, task);
  }

  /** Takes what came of a task that has ended, or is not known to the server: that was played, or is sent again. */
  async #take(id: string, isFailed = false): Promise<void> {
    const waiting = this.#waiting.get(id);
    if (waiting === undefined || waiting.isTaken) return;
    waiting.isTaken = true;
    try {
      const reason = isFailed ? await this.#failureOf(id) : undefined;
      if (reason !== undefined) return this.#fail(id, new Error(`a worker could not play a run: ${cleanText(reason)}`));
      const outcome = await this.#outcomeOf(id, waiting.task);
      if (outcome !== undefined) {
        this.#waiting.delete(id);
        return waiting.resolve(outcome);
      }
      // Nobody played it, or what came of it was lost.
      await this.#queue.remove(id);
      if (this.#waiting.has(id)) await this.#again(id, waiting.task);
    } catch {
      // The server is away: the next time that is asked.
    } finally {
      waiting.isTaken = false;
    }
  }

  /** Returns why a task failed, and takes it out of the queue. */
  async #failureOf(id: string): Promise<string | undefined> {
    const job = await this.#libraries.bullmq.Job.fromId(this.#queue, id);
    await job?.remove().catch(() => undefined);
    return job?.failedReason === '' ? undefined : job?.failedReason;
  }

  /** Takes the outcome of a task from the server. */
  async #outcomeOf(id: string, { key }: Task): Promise<Outcome | undefined> {
    const name = outcomeKey(id);
    const [got] = (await this.#redis.pipeline().getBuffer(name).del(name).exec()) ?? [];
    const [error, bytes] = got ?? [];
    if (error) throw error;
    const read = Buffer.isBuffer(bytes) ? readRun(key, bytes) : undefined;
    return read !== undefined && 'outcome' in read ? read.outcome : undefined;
  }

  #fail(id: string, error: unknown): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    waiting?.reject(error);
  }

  async #remove(id: string): Promise<void> {
    await this.#redis.del(outcomeKey(id));
    // One that is being played cannot be removed; nobody asks after it any more.
    await this.#queue.remove(id).catch(() => 0);
  }

  /** Says where nobody works, or somebody of another version. */
  async #look(): Promise<void> {
    const workers = [...(await present(this.#redis, WORKERS_KEY)).entries()];
    const { runcast } = this.#options;
    for (const [id, { runcast: other, host, pid }] of workers) {
      if (other !== runcast)
        this.#tell(id, `the worker on ${host} (pid ${pid}) is runcast ${other}, and this is ${runcast}: it is given no runs`);
    }
    const isAlone = workers.every(([, entry]) => entry.runcast !== runcast);
    if (isAlone && this.#waiting.size > 0 && performance.now() - this.#begin > PATIENCE_MS) {
      this.#tell('alone', `no worker is there yet; start some: runcast worker --queue ${quote(this.#address.shown)}`);
    }
    this.#told.delete('away');
  }

  #away(): void {
    if (!this.#isStopped) this.#tell('away', `the queue at ${this.#address.shown} is away; the study goes on when it is back`);
  }

  #tell(what: string, text: string): void {
    if (!this.#told.has(what)) this.#options.tell(cleanText(text));
    this.#told.add(what);
  }
}
