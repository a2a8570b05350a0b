/** What settings change in the files that a user has: the config.toml of each group, and the scenario itself. Pure: nothing is written. */
import { overrideConfig } from '../config-toml/override-config.js';
import { ScenarioDocument } from '../text/document.js';
import { pathText, type Path } from '../text/path.js';
import { fileKind } from '../text/file-kind.js';
import type { Issue } from '../text/issue.js';
import type { ReadFile } from '../normalise/context.js';
import { applyOverrides, type ConfigOverride } from '../settings/overrides.js';
import { setYamlValue } from './edit-yaml.js';
import { unifiedDiff } from './unified-diff.js';

/** One file with settings changed in it; comments, order and formatting are as they were. */
export interface FilePatch {
  /** As the scenario names it; the scenario's own name where it is the file. */
  readonly file: string;
  readonly kind: 'config' | 'scenario';
  /** Groups that run with the file; none for the scenario. */
  readonly groups: readonly string[];
  readonly before: string;
  readonly after: string;
  /** The same as a unified diff. */
  readonly diff: string;
}

/** What is to be written, and why it cannot be. */
export interface SettingsPatch {
  /** Only files that change, in the order of their names, the scenario last. */
  readonly files: readonly FilePatch[];
  readonly issues: readonly Issue[];
}

type Config = string | { readonly file: string; readonly text: string };

/** What is changed. */
export interface PatchedSettings {
  /** Texts as of `--set` that hold anyway; of them only what is in a config.toml is written: the scenario's own are of the question, not of the fleet. */
  readonly given?: readonly string[];
  /** Texts as of `--set` that are to be written. */
  readonly set: readonly string[];
}

/**
 * Returns what settings change in the files of a scenario. A key that does not fit into the form of its file is an issue, and so is a
 * config.toml of several groups for which not the same is set: one file cannot hold both. `read` gives the text of config.toml files.
 */
export function settingsPatch(text: string, file: string, { given = [], set }: PatchedSettings, read: ReadFile): SettingsPatch {
  if (fileKind(text) !== 'scenario' && fileKind(text) !== undefined) return { files: [], issues: [] };
  const document = new ScenarioDocument(text, file);
  const before = document.values() as { readonly managers?: Readonly<Record<string, { readonly config?: Config }>> } | null;
  const configs = Object.entries(before?.managers ?? {}).flatMap(([group, { config }]) =>
    config === undefined ? [] : [{ group, config }],
  );
  const anyway = applyOverrides(document, given, read);
  const { config, own, issues } = applyOverrides(document, set, read);
  const inside = [...anyway.config, ...config];
  const named = new Map<string, string[]>();
  for (const { group, config } of configs) if (typeof config === 'string') named.set(config, [...(named.get(config) ?? []), group]);
  const patches = [...named].sort(byName).map(([name, groups]) => configPatch(name, groups, inside, read));
  const inline = configs.flatMap(({ group, config }): { path: Path; value: unknown }[] => {
    if (typeof config === 'string') return [];
    const after = edited(
      config.text,
      config.file,
      inside.filter((one) => one.group === group),
    );
    return after.text === config.text ? [] : [{ path: ['managers', group, 'config', 'text'], value: after.text }];
  });
  const scenario = scenarioPatch(text, file, [...own, ...inline]);
  const all = [...patches, scenario];
  return {
    files: all.flatMap(({ patch }) => (patch === undefined || patch.before === patch.after ? [] : [patch])),
    issues: [...issues.filter(({ severity }) => severity === 'error'), ...all.flatMap((one) => one.issues)],
  };
}

interface Patched {
  readonly patch?: FilePatch;
  readonly issues: readonly Issue[];
}

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : a > b ? 1 : 0);

function configPatch(file: string, groups: readonly string[], overrides: readonly ConfigOverride[], read: ReadFile): Patched {
  const before = read(file);
  if (before === undefined || !overrides.some(({ group }) => groups.includes(group))) return { issues: [] };
  const each = groups.map((group) => ({
    group,
    ...edited(
      before,
      file,
      overrides.filter((one) => one.group === group),
    ),
  }));
  const [first, ...others] = each;
  const other = others.find(({ text }) => text !== first!.text);
  const issues = each.flatMap((one) => one.issues);
  if (other !== undefined) {
    const message = `groups ${first!.group} and ${other.group} share this file and not the same is set for both; give one of them a file of its own, or set both alike`;
    return { issues: [...issues, { severity: 'error', file, message }] };
  }
  const after = first!.text;
  return { patch: { file, kind: 'config', groups, before, after, diff: unifiedDiff(file, before, after) }, issues };
}

/** A config.toml with all of these set. Warnings are those of the run; only what cannot be written is told. */
function edited(text: string, file: string, overrides: readonly ConfigOverride[]): { text: string; issues: Issue[] } {
  const found = overrideConfig(
    text,
    file,
    overrides.map(({ path, value }) => ({ path, value })),
  );
  return { text: found.text, issues: found.issues.filter(({ severity }) => severity === 'error') };
}

function scenarioPatch(text: string, file: string, values: readonly { readonly path: Path; readonly value: unknown }[]): Patched {
  const issues: Issue[] = [];
  let after = text;
  for (const { path, value } of values) {
    const next = setYamlValue(after, path, value);
    if (next === undefined) {
      const message = 'there is no place for this value in the form that the file has; write it by hand';
      issues.push({ severity: 'error', file, path: pathText(path), message });
    } else after = next;
  }
  return { patch: { file, kind: 'scenario', groups: [], before: text, after, diff: unifiedDiff(file, text, after) }, issues };
}
