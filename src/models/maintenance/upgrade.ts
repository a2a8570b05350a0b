/**
 * A rolling upgrade: one manager after the other is told to stop and take no more jobs (SIGQUIT), is given time for those it runs, and
 * starts again with the next version. The next one begins when the one before runs again.
 */
import type { Executors } from '../executor/executors.js';
import * as Priority from '../priority.js';
import type { World } from '../world.js';
import type { Host } from './host.js';
import type { UpgradeSpec } from '../../fleet/upgrade.js';

type Step = 'to_come' | 'stopping' | 'forced' | 'removing' | 'installing' | 'starting' | 'over';

/** What an upgrade works on. */
export interface UpgradeSurroundings {
  readonly world: World;
  /** By manager. */
  readonly hosts: readonly Host[];
  readonly executors: Executors;
}

export class Upgrade {
  readonly #spec: UpgradeSpec;
  readonly #around: UpgradeSurroundings;
  readonly #timeoutHandler: number;
  readonly #installedHandler: number;
  #step: Step = 'to_come';
  /** Place of its present manager in the spec's list. */
  #place = -1;
  /** The end of a timeout or of an installation. */
  #event = 0;

  /** It is planned, and goes its way by itself from `at` on. */
  constructor(spec: UpgradeSpec, around: UpgradeSurroundings) {
    this.#spec = spec;
    this.#around = around;
    const { sim } = around.world;
    const begin = sim.register(() => this.#begin());
    sim.scheduleAt(spec.at, Priority.OPERATOR, begin, 0);
    this.#timeoutHandler = sim.register(() => this.#timeoutOver());
    this.#installedHandler = sim.register(() => this.#installed());
  }

  /** A process is down, by this upgrade or by whatever came first. */
  managerExited(manager: number): void {
    if (!this.#isAt(manager) || (this.#step !== 'stopping' && this.#step !== 'forced')) return;
    const { world, executors } = this.#around;
    world.sim.cancel(this.#event);
    this.#note('manager_stopped', this.#host.process.spec.name);
    this.#host.process.install(this.#spec.version);
    this.#step = 'removing';
    if (!this.#spec.removeMachines) this.#install();
    else executors.sweep(manager, 'upgrade', () => this.#swept(manager));
  }

  /** A manager runs again: started by this upgrade, or by somebody who was faster. */
  managerStarted(manager: number): void {
    if (!this.#isAt(manager) || this.#step === 'to_come' || this.#step === 'over') return;
    this.#around.world.sim.cancel(this.#event);
    this.#note('manager_started', this.#host.process.spec.name);
    this.#next();
  }

  get #host(): Host {
    return this.#around.hosts[this.#spec.managers[this.#place]!]!;
  }

  #begin(): void {
    this.#note('upgrade_begins', this.#spec.name);
    this.#next();
  }

  /** Managers that do not run (or were told to stop by somebody else, or whose host is gone) are only given the version. */
  #next(): void {
    const { managers, version, timeout } = this.#spec;
    for (this.#place++; this.#place < managers.length; this.#place++) {
      const host = this.#host;
      if (!host.process.isStopping) {
        this.#step = 'stopping';
        this.#note('manager_stopping', host.process.spec.name);
        this.#event = this.#around.world.sim.schedule(timeout, Priority.OPERATOR, this.#timeoutHandler, 0);
        host.stop('SIGQUIT');
        return;
      }
      host.process.install(version);
    }
    this.#step = 'over';
    this.#note('upgrade_ends', this.#spec.name);
  }

  /** Jobs still run: they are cut short. */
  #timeoutOver(): void {
    this.#step = 'forced';
    if (this.#spec.forced === 'kill') this.#host.kill();
    else this.#host.stop('SIGTERM');
  }

  /** Somebody may have started the process meanwhile. */
  #swept(manager: number): void {
    if (this.#isAt(manager) && this.#step === 'removing') this.#install();
  }

  #install(): void {
    this.#step = 'installing';
    this.#event = this.#around.world.sim.schedule(this.#spec.install, Priority.OPERATOR, this.#installedHandler, 0);
  }

  /** A host that is gone meanwhile starts the process when it is back; the upgrade waits for that. */
  #installed(): void {
    this.#step = 'starting';
    this.#host.start();
  }

  #isAt(manager: number): boolean {
    return this.#spec.managers[this.#place] === manager;
  }

  #note(kind: 'upgrade_begins' | 'manager_stopping' | 'manager_stopped' | 'manager_started' | 'upgrade_ends', subject: string): void {
    const { world } = this.#around;
    world.journal.note({ at: world.sim.now, kind, subject });
  }
}
