/** The instances of a group in the order in which they were asked for, and their books. */
import type { DockerAutoscalerSpec } from '../../../fleet/docker-autoscaler.js';
import { MachinePool } from '../../machine/machine-pool.js';
import { Instance } from './instance.js';
import type { IncreaseReason } from './instance-group.js';

export class InstancePool extends MachinePool<Instance> {
  readonly #instances: Instance[] = [];

  get machines(): Instance[] {
    return [...this.#instances];
  }

  /** One more is asked for. */
  add(reason: IncreaseReason, spec: DockerAutoscalerSpec): Instance {
    const instance = new Instance(this, spec, this.nextNumbers(), this.world.sim.now, reason);
    this.#instances.push(instance);
    this.added();
    return instance;
  }

  protected stateChanged(): void {
    // No index hangs on states.
  }

  protected leave(instance: Instance): void {
    this.#instances.splice(this.#instances.indexOf(instance), 1);
  }
}
