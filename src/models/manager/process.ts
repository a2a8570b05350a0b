/**
 * One manager: the process on its host that starts, reads its configuration, feeds its workers,
 * stops and may start again (docs/explanation/manager-loop.md).
 */
import type { InstanceIndex, ManagerIndex, RunnerIndex } from '../../units/indices.js';
import type { Micros } from '../../units/time.js';
import type { ProcessExecutors } from '../executor/executors.js';
import type { EntrySpec, ProcessConfig } from '../../fleet/config.js';
import type { ManagerSpec } from '../../fleet/manager.js';
import type { RunnerFlags } from '../../fleet/runner-flags.js';
import * as Priority from '../priority.js';
import type { World } from '../world.js';
import { ConfigWatch } from './config-watch.js';
import type { Employer } from './employer.js';
import { Feeder } from './feeder.js';
import type { PollingProcess } from './polling/polling-process.js';
import { QuietOffers } from './polling/quiet-offers.js';
import type { ProcessSurroundings } from './process-surroundings.js';
import { Staff } from './staff.js';
import { StagePlanner } from './stage-planner.js';
import type { TokenState } from './token-state.js';
import { Tokens } from './tokens.js';
import type { Worker } from './worker.js';
import type { WorkerHandlers } from './worker-handlers.js';

type ProcessState = 'down' | 'running' | 'stopping' | 'terminating';

export class ManagerProcess implements Employer, PollingProcess {
  readonly index: ManagerIndex;
  readonly spec: ManagerSpec;
  /** Of the version that is installed. */
  flags: RunnerFlags;
  readonly handlers: WorkerHandlers;
  readonly stagePlanner: StagePlanner;
  readonly staff: Staff;
  /** Configuration in force. */
  config: ProcessConfig;
  #executors!: ProcessExecutors;
  readonly #world: World;
  readonly #around: ProcessSurroundings;
  readonly #watch: ConfigWatch;
  readonly #feeder: Feeder;
  readonly #quietOffers: QuietOffers;
  #state: ProcessState = 'down';
  #isMissed = false;
  #tokens!: Tokens;
  /** By registration: the configuration in force, and what the process keeps of it, once it was needed. */
  #entryOf: EntrySpec[] = [];
  #tokenOf: TokenState[] = [];
  /** The last worker is done, and its executors shut down. */
  #isShuttingDown = false;
  /** Index into `spec.versions` of what the next start runs. */
  #installed = 0;
  readonly #shutdownHandler: number;
  #shutdownEvent = 0;

  constructor(index: ManagerIndex, around: ProcessSurroundings) {
    this.index = index;
    this.#around = around;
    this.#world = around.world;
    this.spec = around.world.fleet.managers[index]!;
    this.flags = this.spec.versions[0]!;
    this.handlers = around.workers.handlers;
    this.staff = new Staff(this, around.workers);
    this.stagePlanner = new StagePlanner(this.#world);
    this.config = this.spec.configs[0]!;
    this.#watch = new ConfigWatch(this.#world, this.spec, (config) => this.#applyConfig(config));
    this.#feeder = new Feeder(this.#world, this, around);
    this.#quietOffers = new QuietOffers(this.#world, this, around.ticks);
    this.#shutdownHandler = this.#world.sim.register(() => this.#exit(false));
  }

  get isRunning(): boolean {
    return this.#state !== 'down';
  }

  /** It was told to stop: no entry is handed over and no job asked for any more. */
  get isStopping(): boolean {
    return this.#state !== 'running';
  }

  /** It was told to abort its jobs (SIGTERM). */
  get isAborting(): boolean {
    return this.#state === 'terminating';
  }

  /** Its host is gone, and it would run. */
  get isMissed(): boolean {
    return this.#isMissed;
  }

  get hasFreeWorker(): boolean {
    return this.staff.free > 0;
  }

  get hasSpareWorker(): boolean {
    return this.staff.free > 1;
  }

  // --- start, reload, stop -------------------------------------------------------------------------------------------------------

  /** The process starts with the newest configuration; it knows nothing of earlier ones except the disk. */
  start(): void {
    if (this.isRunning) return;
    this.#state = 'running';
    this.#isMissed = false;
    this.flags = this.spec.versions[this.#installed]!;
    this.#load(this.#watch.start());
    this.#executors = this.#around.executors.start({ manager: this.index, flags: this.flags, commandTimeout: this.spec.commandTimeout });
    this.#tokens = new Tokens(this.index, this.#around, this.flags, this.#executors);
    this.staff.begin(this.config.concurrent);
    this.#changed();
    this.#feeder.start();
    this.#around.listener.managerStarted(this.index);
  }

  /** Its host is gone, and it is to run when that is back, or is not to any more; a start ends it too. */
  missed(isMissed: boolean): void {
    if (isMissed === this.#isMissed) return;
    this.#isMissed = isMissed;
    this.#changed();
  }

  /** Another version is installed on the host: a process that runs goes on with the one it was started with. */
  install(version: number): void {
    this.#installed = version;
  }

  /** Index into `spec.configs` of what the configuration file holds; it may not be in force yet. */
  get configInFile(): number {
    return this.#watch.inFile;
  }

  /** The configuration file gets new contents; a running process notices at its next look. */
  reload(config: number): void {
    this.#watch.write(config, this.isRunning && !this.isStopping);
  }

  /** SIGQUIT or SIGTERM. A second signal makes a graceful stop forceful, and ends a forceful one at once. On Windows the first is graceful, whatever it is. */
  stop(signal: 'SIGQUIT' | 'SIGTERM'): void {
    if (this.#state === 'down') return;
    if (this.#state === 'terminating') {
      this.#exit(false);
      return;
    }
    const isForceful = (signal === 'SIGTERM' && !this.spec.isWindows) || this.#state === 'stopping';
    this.#state = isForceful ? 'terminating' : 'stopping';
    this.#watch.stop();
    this.#feeder.stop();
    this.#around.polls.employAll(this);
    this.staff.free = 0;
    this.#changed();
    if (isForceful) {
      this.#shutdownEvent = this.#world.sim.schedule(this.config.shutdownTimeout, Priority.OPERATOR, this.#shutdownHandler, 0);
    }
    for (const worker of this.staff.byTurn) {
      if (this.flags.stopCutsRequests) worker.abandonRequest();
      if (isForceful) worker.run.interrupt();
    }
    this.#endIfDone();
  }

  /** The process is gone at once. */
  kill(): void {
    if (this.isRunning) this.#exit(false);
  }

  /** At the end of the run: what is still under way is written. */
  finish(): void {
    for (const worker of this.staff.byNumber) worker.noteOpenRequest();
    if (this.isRunning) this.#executors.finish();
  }

  /** Hands an entry, with its token, to a free worker. */
  handOver(entry: EntrySpec, token: TokenState): void {
    const worker = this.staff.take();
    this.staff.employ(worker);
    worker.begin(entry, token);
    if (this.staff.free === 0) this.#changed();
  }

  get freesQuietly(): boolean {
    const { free, excess } = this.staff;
    return excess === 0 && !this.#feeder.isWaiting && (free > 0 || this.#world.jobs.pending === 0);
  }

  settleFeeds(): void {
    this.#around.rests.touched(this.index);
  }

  putBack(worker: Worker): void {
    this.staff.putBack(worker);
    this.#oneFree();
  }

  /** After a job the same entry is offered once to the other workers, whatever its health, unless `check_interval` is strict. */
  offer(entry: EntrySpec, token: TokenState): void {
    this.settleFeeds();
    if (this.staff.free === 0 || this.isStopping || (entry.strictCheckInterval && this.flags.strictCheckInterval)) return;
    if (!this.#quietOffers.skip(entry, token)) this.handOver(entry, token);
  }

  /** A worker is done with its entry: it takes the entry the feeder waits with, or is free, or ends. */
  workerFree(worker: Worker): void {
    this.settleFeeds();
    this.staff.dismiss(worker);
    if (this.isStopping) this.#endIfDone();
    else this.#oneFree();
  }

  #oneFree(): void {
    const staff = this.staff;
    if (staff.excess > 0) {
      staff.excess--;
      if (staff.excess === 0) this.#watch.lookDealtWith();
      return;
    }
    staff.free++;
    const entry = this.#feeder.takeWaiting();
    if (entry !== undefined) this.handOver(entry, this.tokenOf(entry));
    else if (staff.free === 1) this.#changed();
  }

  /** The entry in force that is joined to a registration. */
  entryOf(runner: RunnerIndex): EntrySpec | undefined {
    return this.#entryOf[runner];
  }

  tokenOf(entry: EntrySpec): TokenState {
    return this.#tokens.of(entry);
  }

  /** That of the entry in force that is joined to a registration; there is one. */
  tokenOfRunner(runner: RunnerIndex): TokenState {
    return (this.#tokenOf[runner] ??= this.tokenOf(this.#entryOf[runner]!));
  }

  requestPause(runner: RunnerIndex, failures: number): Micros {
    return this.#around.requests.pause(this.index, runner, failures);
  }

  orderRequest(instance: InstanceIndex): number {
    return this.#feeder.orderRequest(instance);
  }

  numberRequest(count = 1): number {
    return this.#around.requests.take(count);
  }

  /** A changed file is in force: health is forgiven, workers are added at once or end as they get free. */
  #applyConfig(config: ProcessConfig): boolean {
    this.#feeder.settle();
    const staff = this.staff;
    const change = config.concurrent - this.config.concurrent;
    this.#load(config);
    this.#tokens.forgetHealth();
    staff.change(change);
    this.#changed();
    if (change < 0) return staff.excess === 0;
    const entry = staff.free > 0 ? this.#feeder.takeWaiting() : undefined;
    if (entry !== undefined) this.handOver(entry, this.tokenOf(entry));
    return true;
  }

  #load(config: ProcessConfig): void {
    this.config = config;
    this.#entryOf = [];
    this.#tokenOf = [];
    // Of entries that share a registration the first counts.
    for (const entry of config.entries) this.#entryOf[entry.runner] ??= entry;
  }

  /** It has got or lost free workers, or begun or ceased to take jobs. */
  #changed(): void {
    this.#around.listener.managerChanged(this.index);
  }

  #endIfDone(): void {
    if (this.staff.hasBusy || this.#isShuttingDown || this.#state === 'down') return;
    this.#isShuttingDown = true;
    this.#executors.shutdown(this.config, () => this.#exit(true));
  }

  #exit(clean: boolean): void {
    const { sim, probe } = this.#world;
    this.#state = 'down';
    sim.cancel(this.#shutdownEvent);
    this.#watch.stop();
    this.#feeder.stop();
    this.#around.polls.employAll(this);
    for (const worker of this.staff.byNumber) worker.lose();
    this.staff.end();
    this.#isShuttingDown = false;
    this.#executors.close();
    this.#changed();
    probe?.exit?.(this.index, sim.now, clean);
    this.#around.listener.managerExited(this.index);
  }
}
