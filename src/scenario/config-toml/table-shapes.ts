/** Which tables of a config.toml lie in which, and which keys of each may be set: what paths into the file are checked against. */
import { AUTOSCALER_KEYS, PLUGIN_CONFIG_KEYS, POLICY_KEYS, SCALE_THROTTLE_KEYS } from './autoscaler-keys.js';
import { AUTOSCALING_KEYS, MACHINE_KEYS, modelledKeys, RUNNER_KEYS, type KeyTable } from './known-keys.js';

/** A table as paths see it. */
export interface TableShape {
  /** As the file writes it, for messages. */
  readonly header: string;
  readonly keys: KeyTable;
  /** The tables in it. */
  readonly tables?: Readonly<Record<string, TableShape>>;
  /** The lists of tables in it. */
  readonly lists?: Readonly<Record<string, TableShape>>;
  /** Tables in it of which nothing is simulated. */
  readonly inert?: readonly string[];
  /** True where it, or the first of its list, may be added by setting a key in it. */
  readonly mayBegin?: boolean;
}

export const MACHINE: TableShape = {
  header: '[runners.machine]',
  keys: MACHINE_KEYS,
  lists: { autoscaling: { header: '[[runners.machine.autoscaling]]', keys: AUTOSCALING_KEYS } },
  mayBegin: true,
};

export const AUTOSCALER: TableShape = {
  header: '[runners.autoscaler]',
  keys: AUTOSCALER_KEYS,
  tables: {
    scale_throttle: { header: '[runners.autoscaler.scale_throttle]', keys: SCALE_THROTTLE_KEYS, mayBegin: true },
    plugin_config: { header: '[runners.autoscaler.plugin_config]', keys: PLUGIN_CONFIG_KEYS, mayBegin: true },
  },
  lists: { policy: { header: '[[runners.autoscaler.policy]]', keys: POLICY_KEYS, mayBegin: true } },
  inert: ['state_storage', 'vm_isolation'],
};

/** Its tables are those that the executor of an entry reads. */
export const ENTRY: TableShape = {
  header: '[[runners]]',
  keys: RUNNER_KEYS,
  tables: { machine: MACHINE, autoscaler: AUTOSCALER },
  inert: ['monitoring'],
};

/** Returns the keys of a table that hold a value that is simulated, or the switches of features. */
export function valueKeys(shape: TableShape): string[] {
  const { tables = {}, lists = {}, inert = [] } = shape;
  return modelledKeys(shape.keys).filter((key) => !Object.hasOwn(tables, key) && !Object.hasOwn(lists, key) && !inert.includes(key));
}
