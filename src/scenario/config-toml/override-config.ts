/** Sets keys of a config.toml in its text, so that comments, order and everything else stay as they are. */
import type { Issue } from '../text/issue.js';
import type { RunnerVersion } from './config.js';
import {
  entryOf,
  listOf,
  OFF_PEAK_KEYS,
  PathError,
  REPLACED_KEYS,
  resolvePath,
  sectionTarget,
  tableOf,
  type Segment,
  type Target,
} from './override-path.js';
import { setOption } from './machine-option.js';
import { explainSyntax } from './placeholders.js';
import { inSeconds } from './seconds.js';
import { setKey, tomlText } from './set-key.js';
import { setList, type Section } from './set-list.js';
import { isBefore } from './table-reader.js';
import { parseToml, type TomlTable } from './toml-document.js';

/** One `path = value` of a what-if; the path starts below `config`. */
export interface ConfigOverride {
  readonly path: readonly Segment[];
  readonly value: unknown;
}

/** Returns why setting a root value is not enough: an autoscaling section or OffPeak replaces it at times. */
function replacedBy(root: TomlTable, target: Target, version: RunnerVersion | undefined): string | undefined {
  const [entryStep, machineStep, ...deeper] = target.steps;
  if (entryStep?.key !== 'runners' || machineStep?.key !== 'machine' || deeper.length > 0 || !REPLACED_KEYS.includes(target.key))
    return undefined;
  const machine = tableOf(tableOf(root, 'runners', entryStep.index), 'machine');
  const sections = version !== undefined && isBefore(version, [13, 0]) ? 0 : listOf(machine, 'autoscaling').length;
  const hasOffPeak =
    sections === 0 &&
    OFF_PEAK_KEYS[target.key] !== undefined &&
    entryOf(machine, 'OffPeakPeriods') !== undefined &&
    (version === undefined || isBefore(version, [14, 0]));
  if (sections === 0 && !hasOffPeak) return undefined;
  const by =
    sections === 0 ? 'OffPeak replaces' : sections === 1 ? 'an autoscaling section replaces' : `${sections} autoscaling sections replace`;
  return `${by} this value at times, so setting it changes only the rest of the time; to change it always, set machine.effective.${target.key}`;
}

/** Returns the text with what a target names set to a value, or why it cannot be. */
function setTarget(text: string, target: Target, given: unknown): { readonly text: string } | { readonly problem: string } {
  const value = inSeconds(target.key, given);
  if (target.list === undefined && tomlText(value, target.isFloat) === undefined) {
    return {
      problem: `${JSON.stringify(value) ?? String(value)} cannot be written in config.toml; expected text, a finite number, true, false, or a list of them`,
    };
  }
  if (target.option !== undefined) return withOption(text, { ...target, option: target.option }, value);
  const sections = target.list === undefined ? undefined : sectionsOf(target, value);
  if (sections !== undefined && 'problem' in sections) return sections;
  const edited = sections === undefined ? setKey(text, target, tomlText(value, target.isFloat)!) : setList(text, target, sections.sections);
  if (edited !== undefined) return { text: edited };
  return { problem: `there is no place for this key in the form the file has; add ${target.key} to the file by hand, then set it` };
}

function withOption(
  text: string,
  target: Target & { readonly option: string },
  value: unknown,
): { readonly text: string } | { readonly problem: string } {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean')
    return { problem: `${JSON.stringify(value)} is no value of the option ${target.option}; expected one text, number, true or false` };
  const edited = setOption(text, target, value);
  if (edited !== undefined) return { text: edited };
  return { problem: `${target.key} is no list of options here; write it by hand, such as ["${target.option}=…"]` };
}

/** Returns the sections that a value is a list of, or why it is none. */
function sectionsOf(target: Target, value: unknown): { readonly sections: readonly Section[] } | { readonly problem: string } {
  const { key, list } = target;
  if (!Array.isArray(value) || value.some((item) => typeof item !== 'object' || item === null || Array.isArray(item))) {
    return {
      problem: `the path must say which ${key} section, such as ${key}[0]: the entry has ${list?.count ?? 0}, counted from 0; or the value be a list of them all, such as [{ ${Object.keys(list?.shape.keys ?? {})[0]}: [...], ... }]`,
    };
  }
  const sections: Section[] = [];
  for (const [index, given] of (value as Section[]).entries()) {
    const section: Record<string, unknown> = {};
    for (const [name, written] of Object.entries(given)) {
      try {
        const own = sectionTarget(target, index, name);
        const inner = inSeconds(own.key, written);
        if (tomlText(inner, own.isFloat) === undefined)
          return { problem: `${key}[${index}].${name}: ${JSON.stringify(inner)} cannot be written in config.toml` };
        section[own.key] = inner;
      } catch (error) {
        if (!(error instanceof PathError)) throw error;
        return { problem: `${key}[${index}]: ${error.message}` };
      }
    }
    sections.push(section);
  }
  return { sections };
}

function showPath(path: readonly Segment[]): string {
  return path
    .map((segment, i) => {
      if (typeof segment === 'number') return `[${segment}]`;
      if (!/^[A-Za-z0-9_-]+$/u.test(segment)) return `[${JSON.stringify(segment)}]`;
      return i === 0 ? segment : `.${segment}`;
    })
    .join('');
}

/**
 * Returns the text with every override applied in order, and what is to be said about them. An override that cannot be applied is an error and changes
 * nothing. Values are checked when the result is read. `runnerVersion` decides what replaces a root value; left out, everything that may counts.
 */
export function overrideConfig(
  text: string,
  file: string,
  overrides: readonly ConfigOverride[],
  options: { readonly runnerVersion?: RunnerVersion } = {},
): { text: string; issues: Issue[] } {
  const issues: Issue[] = [];
  let current = text;
  const effective = new Set(overrides.filter(({ path }) => path.includes('effective')).map(({ path }) => String(path.at(-1))));
  // Whoever writes the sections whole knows that they replace what is beside them.
  const isScheduled = overrides.some(({ path }) => path.at(-1) === 'autoscaling');
  for (const { path, value } of overrides) {
    const say = (severity: Issue['severity'], message: string): void => void issues.push({ severity, file, path: showPath(path), message });
    const parsed = parseToml(current);
    if ('problem' in parsed) {
      issues.push({
        severity: 'error',
        file,
        position: parsed.position,
        message: explainSyntax(current, parsed.position.line, parsed.problem),
      });
      return { text, issues };
    }
    let targets: Target[];
    try {
      targets = resolvePath(parsed.root, path);
    } catch (error) {
      if (!(error instanceof PathError)) throw error;
      say('error', error.message);
      continue;
    }
    let edited: string | undefined = current;
    for (const target of targets) {
      const set = setTarget(edited, target, value);
      if ('problem' in set) {
        say('error', set.problem);
        edited = undefined;
        break;
      }
      edited = set.text;
    }
    if (edited === undefined) continue;
    current = edited;
    const [first] = targets;
    const warning =
      targets.length === 1 && first !== undefined && !isScheduled && !effective.has(first.key)
        ? replacedBy(parsed.root, first, options.runnerVersion)
        : undefined;
    if (warning !== undefined) say('warning', warning);
  }
  return { text: current, issues };
}
