/** Where a setting stands that is named as for `--set`, and what it is today. */
import { DRIVERS } from '../build/drivers.js';
import { machineOptions } from '../config-toml/machine-option.js';
import { listOf, PathError, resolvePath, tableOf, type Target } from '../config-toml/override-path.js';
import { parseToml, plain, type TomlTable } from '../config-toml/toml-document.js';
import type { Path } from '../text/path.js';
import { textAt } from '../group-configs.js';
import { meantPath } from './overrides.js';
import { own } from '../own.js';
import type { PreparedScenario } from '../prepare.js';
import { parsePath } from './set-text.js';

/** A setting of a scenario or of a config.toml. */
export interface SettingPlace {
  /** The whole path. */
  readonly path: Path;
  readonly key: string;
  /** The group whose config.toml it is in; absent of the scenario's own. */
  readonly group?: string;
  /** What is written today, each value once: several where sections replace each other. None where nothing is written. */
  readonly values: readonly unknown[];
}

/** Returns the place of a setting, or why it has none. */
export function settingPlace(prepared: PreparedScenario, text: string): SettingPlace | { readonly problem: string } {
  const given = parsePath(text.trim());
  if (given === undefined) return { problem: 'expected the name of a setting, such as IdleCount or managers.srm.replicas' };
  const { files } = prepared.origin;
  const meant = meantPath(prepared.document, (file) => (Object.hasOwn(files, file) ? files[file] : undefined), given, true);
  if ('problem' in meant) return meant;
  const { path } = meant;
  const key = String(path.at(-1));
  const [root, group, config, ...inside] = path;
  if (root !== 'managers' || config !== 'config' || inside.length === 0 || group === undefined)
    return { path, key, values: ownValues(prepared, path) };
  const parsed = parseToml(prepared.scenario.managers[String(group)]?.config.text ?? '');
  if ('problem' in parsed) return { path, key, group: String(group), values: [] };
  try {
    const values = resolvePath(parsed.root, inside).flatMap((target) => written(parsed.root, target));
    return { path, key, group: String(group), values: each(values) };
  } catch (error) {
    if (error instanceof PathError) return { problem: error.message };
    throw error;
  }
}

/** What a scenario has at a path with its defaults filled in; the number of processes of a group that lists them. */
function ownValues({ scenario }: PreparedScenario, path: Path): unknown[] {
  const found = path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? (value as Record<string | number, unknown>)[key] : undefined),
    scenario,
  );
  if (found === undefined) return [];
  return [path.at(-1) === 'replicas' && Array.isArray(found) ? found.length : found];
}

function written(root: TomlTable, { steps, key, option }: Target): unknown[] {
  const table = steps.reduce<TomlTable | undefined>(
    (at, step) => (step.index === undefined ? tableOf(at, step.key) : listOf(at, step.key)[step.index]),
    root,
  );
  if (option !== undefined)
    return [machineOptions(table).get(option) ?? optionDefault(table, option)].filter((value) => value !== undefined);
  const entry = table?.entries.get(key);
  return entry === undefined ? [] : [plain(entry.value)];
}

/** What docker-machine takes where MachineOptions say nothing of the zone or the type. */
function optionDefault(machine: TomlTable | undefined, option: string): string | undefined {
  const driver = own(DRIVERS, textAt(machine, 'MachineDriver') ?? '');
  if (driver?.typeOption === option) return driver.type({});
  return driver?.zoneOptions.length === 1 && driver.zoneOptions[0] === option ? driver.zone({}) : undefined;
}

function each(values: readonly unknown[]): unknown[] {
  const known = new Map(values.map((value) => [JSON.stringify(value), value]));
  return [...known.values()];
}
