/** What is planned to happen to managers and registrations: the first starts, and the events of the scenario. */
import type { EventSpec } from '../../fleet/event.js';
import * as Priority from '../priority.js';
import type { World } from '../world.js';
import type { Host } from './host.js';

/** Plans all of it. `hosts` is by manager. */
export function planOperations(world: World, hosts: readonly Host[]): void {
  const { sim, fleet } = world;
  const start = sim.register((manager) => hosts[manager]!.start());
  fleet.managers.forEach((spec, manager) => {
    if (spec.running) sim.schedule(spec.startOffset, Priority.OPERATOR, start, manager);
  });
  const happen = sim.register((index) => carryOut(fleet.events[index]!, world, hosts));
  fleet.events.forEach((event, index) => sim.schedule(event.at, Priority.OPERATOR, happen, index));
}

function carryOut(event: EventSpec, { registrations }: World, hosts: readonly Host[]): void {
  switch (event.kind) {
    case 'start':
      hosts[event.manager]!.start();
      break;
    case 'kill':
      hosts[event.manager]!.kill();
      break;
    case 'stop':
      hosts[event.manager]!.stop(event.signal);
      break;
    case 'reload':
      hosts[event.manager]!.process.reload(event.config);
      break;
    case 'pause':
    case 'unpause':
      registrations.setPaused(event.runner, event.kind === 'pause');
      break;
    default:
      event satisfies never;
  }
}
