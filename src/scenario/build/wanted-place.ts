/** Where an entry's settings want its machines to be made: cloud, zone and machine type, as far as they say, and where they say it. */
import type { AutoscalerSettings } from '../config-toml/autoscaler-settings.js';
import type { MachineSettings } from '../config-toml/config.js';
import type { Position } from '../text/issue.js';
import { own } from '../own.js';
import { DRIVERS, isPreemptible } from './drivers.js';
import { pluginOf } from './plugins.js';

/** A place in the config.toml. */
export interface TomlPlace {
  readonly position: Position;
  /** Within its entry. */
  readonly path: string;
}

export interface WantedPlace {
  /** The table they come from. */
  readonly table: TomlPlace;
  readonly driver: string;
  /** What says the driver: `MachineDriver = "google"`. */
  readonly saidBy: string;
  readonly driverAt: TomlPlace;
  /** undefined: the settings do not say. */
  readonly zone: string | undefined;
  /** Zones that begin with it are possible; undefined: all of the cloud. */
  readonly region: string | undefined;
  readonly zoneAt: TomlPlace;
  readonly type: string | undefined;
  readonly typeAt: TomlPlace;
  readonly disk: { readonly gib: string; readonly type: string } | undefined;
  readonly diskAt: TomlPlace;
  /** The option that asks for machines that the cloud may take back, where it does. */
  readonly preemptible: { readonly option: string; readonly at: TomlPlace } | undefined;
  /** Why settings may say nothing of zone or type. */
  readonly whySilent: string;
}

/** Returns what `[runners.machine]` wants: the options of a known driver, with the defaults of docker-machine. */
export function machinePlace(machine: MachineSettings): WantedPlace {
  const driver = own(DRIVERS, machine.MachineDriver);
  const at = (...options: string[]): TomlPlace => ({
    position:
      options.map((option) => machine.optionPositions[option]).find((position) => position !== undefined) ??
      machine.positions['MachineOptions'] ??
      machine.position,
    path: 'machine.MachineOptions',
  });
  const option = driver?.preemptibleOption ?? '';
  return {
    table: { position: machine.position, path: 'machine' },
    driver: machine.MachineDriver,
    saidBy: `the driver '${machine.MachineDriver}'`,
    driverAt: { position: machine.positions['MachineDriver'] ?? machine.position, path: 'machine.MachineDriver' },
    zone: driver?.zone(machine.MachineOptions),
    region: undefined,
    zoneAt: at(...(driver?.zoneOptions ?? [])),
    type: driver?.type(machine.MachineOptions),
    typeAt: at(...(driver === undefined ? [] : [driver.typeOption])),
    disk: driver?.disk?.(machine.MachineOptions),
    diskAt: at(...(driver?.diskOptions ?? [])),
    preemptible: isPreemptible(machine) ? { option, at: at(option) } : undefined,
    whySilent: `the options of the driver '${machine.MachineDriver}' are not known here`,
  };
}

/** Returns what `[runners.autoscaler]` wants. Most plugins are given a group or template whose zone and type the file does not say. */
export function autoscalerPlace(autoscaler: AutoscalerSettings): WantedPlace {
  const { plugin, plugin_config: config, positions, pluginPositions, position } = autoscaler;
  const known = pluginOf(plugin);
  const at = (key: string | undefined): TomlPlace => ({
    position: pluginPositions[key ?? ''] ?? positions['plugin_config'] ?? position,
    path: 'autoscaler.plugin_config',
  });
  const valueOf = (key: string | undefined): string | undefined => (key === undefined ? undefined : own(config, key));
  return {
    table: { position, path: 'autoscaler' },
    driver: known.driver,
    saidBy: `the plugin '${plugin}'`,
    driverAt: { position: positions['plugin'] ?? position, path: 'autoscaler.plugin' },
    zone: valueOf(known.zone),
    region: valueOf(known.region),
    zoneAt: at(known.zone),
    type: valueOf(known.type),
    typeAt: at(known.type),
    disk: undefined,
    diskAt: at(undefined),
    preemptible: undefined,
    whySilent: `[runners.autoscaler.plugin_config] does not say it (the group of the plugin '${plugin}' does, in the cloud)`,
  };
}
