/** The only place that knows which executors there are. */
import type { ExecutorSpec } from '../../fleet/executor.js';
import { MachineNumbers } from '../machine/machine-numbers.js';
import { DockerAutoscalerModel } from './docker-autoscaler/model.js';
import { DockerMachineModel } from './docker-machine/model.js';
import type { ExecutorModel } from './executor.js';
import { Host } from './host.js';
import type { ExecutorSurroundings } from './surroundings.js';

/** Returns the executors of a run. Machines are numbered over all of them. */
export function makeExecutors(around: ExecutorSurroundings): Readonly<Record<ExecutorSpec['kind'], ExecutorModel>> {
  const numbers = new MachineNumbers(around.world.fleet.managers.length);
  return {
    host: new Host(),
    'docker-machine': new DockerMachineModel(around, numbers),
    'docker-autoscaler': new DockerAutoscalerModel(around, numbers),
  };
}
