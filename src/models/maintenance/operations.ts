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
  if (!('manager' in event)) {
    registrations.setPaused(event.runner, event.kind === 'pause');
    return;
  }
  const host = hosts[event.manager]!;
  switch (event.kind) {
    case 'start':
      host.start();
      break;
    case 'kill':
      host.kill();
      break;
    case 'stop':
      host.stop(event.signal);
      break;
    case 'reload':
      host.process.reload(event.config);
      break;
  }
}
