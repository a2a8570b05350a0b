/** docker-autoscaler and instance over a whole run: the instance groups in their clouds, which outlive the processes. */
import type { EntrySpec } from '../../../fleet/config.js';
import type { ManagerIndex, RunnerIndex } from '../../../units/indices.js';
import { NEVER } from '../../../units/time.js';
import type { Micros } from '../../../units/time.js';
import type { MachineNumbers } from '../../machine/machine-numbers.js';
import type { Ticker } from '../../tick-clock.js';
import { PASSES } from '../../tick-clock.js';
import type { Acquisition, ExecutorModel, ProcessTies, SweepReason, Taker } from '../executor.js';
import type { ExecutorSurroundings } from '../surroundings.js';
import { SlotAcquisition } from './acquisition.js';
import { CloudGroup } from './cloud-group.js';
import type { Instance } from './instance.js';
import { DockerAutoscalerProvider } from './provider.js';
import { ScalerEvents } from './scaler-events.js';
import { AutoscalerToken } from './token.js';
import { entryKey } from '../../entry-key.js';

/** What the model keeps of one entry of one manager: its group, and who makes its passes now. */
class Site implements Ticker {
  readonly group: CloudGroup;
  token: AutoscalerToken | undefined;

  constructor(group: CloudGroup) {
    this.group = group;
  }

  tick(): void {
    this.token!.pass();
  }

  skipTick(at: Micros): Micros {
    return this.token!.skipPass(at);
  }
}

export class DockerAutoscalerModel implements ExecutorModel {
  readonly #around: ExecutorSurroundings;
  readonly #events: ScalerEvents;
  readonly #numbers: MachineNumbers;
  readonly #sites = new Map<string, { readonly site: Site; readonly ticker: number }>();
  /** By number of the taker. */
  readonly #acquisitions: SlotAcquisition[] = [];

  constructor(around: ExecutorSurroundings, numbers: MachineNumbers) {
    this.#around = around;
    this.#events = new ScalerEvents(around.world.sim);
    this.#numbers = numbers;
  }

  enter(manager: ManagerIndex, { runner }: EntrySpec): void {
    const place = entryKey(manager, runner);
    if (this.#sites.has(place)) return;
    const site = new Site(new CloudGroup(this.#around, { manager, runner }, this.#numbers));
    this.#sites.set(place, { site, ticker: this.#around.ticks.add(site, PASSES) });
  }

  provider({ manager }: ProcessTies): DockerAutoscalerProvider {
    return new DockerAutoscalerProvider(this.#events, (runner) => this.#tokenOf(manager, runner));
  }

  sweep(manager: ManagerIndex, reason: SweepReason, over: () => void): void {
    const groups = [...this.#sites.values()].map(({ site }) => site.group).filter((group) => group.manager === manager);
    let left = 1;
    const oneIsOver = (): void => {
      if (--left === 0) over();
    };
    for (const group of groups) left += group.sweep(reason, oneIsOver);
    oneIsOver();
  }

  unwritten(): readonly Instance[] {
    return [...this.#sites.values()].flatMap(({ site }) => site.group.pool.unwritten());
  }

  #tokenOf(manager: ManagerIndex, runner: RunnerIndex): AutoscalerToken {
    const { world, ticks, listener } = this.#around;
    const { site, ticker } = this.#sites.get(entryKey(manager, runner))!;
    const token = new AutoscalerToken({
      world,
      events: this.#events,
      group: site.group,
      acquisition: (taker, of, entry) => this.#acquisition(taker, of, entry),
      planPass: (at) => (at === NEVER ? ticks.cancel(ticker) : ticks.plan(ticker, at)),
      changed: () => listener.entryChanged(manager, runner),
    });
    site.token = token;
    return token;
  }

  #acquisition(taker: Taker, token: AutoscalerToken, entry: EntrySpec): Acquisition {
    const acquisition = (this.#acquisitions[taker.id] ??= new SlotAcquisition(this.#around.world.sim, taker));
    acquisition.begin(token, entry);
    return acquisition;
  }
}
