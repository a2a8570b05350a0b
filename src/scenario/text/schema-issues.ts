/** Turns what the schema found wrong into messages with a place, an expectation and advice. */
import type { z } from 'zod';
import type { Part } from './document.js';
import { pathText, type Path } from './path.js';
import { suggestion } from './issue.js';
import type { Report } from './report.js';
import { keysAt } from './schema-keys.js';
import { shown } from '../schema/values.js';

type SchemaIssue = z.core.$ZodIssue;

/** Keys of the planned language that are refused for now, each with what is missing. */
const NOT_YET: Readonly<Record<string, string>> = {
  plan: 'searching for better settings is not there yet; use --set to try values',
  cap: 'a monthly cap of the price is not modelled yet; leave it out (costs of long-lived machines are then too high)',
  seed: 'the seed is given on the command line (--seed), so that one scenario can be run with many',
};

function valueAt(values: unknown, path: Path): unknown {
  let value = values;
  for (const key of path) value = (value as Record<string | number, unknown> | null | undefined)?.[key];
  return value;
}

/** Returns the message for a key the schema does not know. */
export function unknownKey(parent: Path, key: string): string {
  const known = keysAt(parent)?.keys ?? [];
  const note = Object.hasOwn(NOT_YET, key) ? NOT_YET[key] : undefined;
  if (note !== undefined) return note;
  const meant = suggestion(key, known);
  const list = known.length === 0 ? '' : `; known keys: ${known.join(', ')}`;
  return meant === undefined ? `unknown key '${key}'${list}` : `unknown key '${key}'; did you mean ${meant}?`;
}

function missing(path: Path): string {
  const about = keysAt(path)?.description;
  return `required key '${String(path.at(-1))}' is missing${about === undefined ? '' : `: ${about.replace(/\.$/u, '')}`}; add it`;
}

/** Returns the branch of a union that was meant: the one whose form fits, else none. */
function meantBranch(branches: readonly (readonly SchemaIssue[])[]): readonly SchemaIssue[] | undefined {
  const fitting = branches.filter(
    (branch) => !branch.some(({ code, path }) => path.length === 0 && (code === 'invalid_type' || code === 'invalid_value')),
  );
  return fitting.length === 0 ? undefined : fitting.reduce((best, branch) => (branch.length < best.length ? branch : best));
}

/** Returns the words that a union takes beside what the told issues expect, as the end of their message. */
function wordsToo(branches: readonly (readonly SchemaIssue[])[], told: readonly SchemaIssue[]): string {
  const words = branches.flat().flatMap((issue) => (issue.code === 'invalid_value' && !told.includes(issue) ? issue.values : []));
  const texts = words.filter((word) => typeof word === 'string');
  return texts.length === 0 ? '' : `; or write ${texts.join(' or ')}`;
}

function formMessage(issue: SchemaIssue, value: unknown): string {
  if (issue.code !== 'invalid_type' || !issue.message.startsWith('Invalid input')) return issue.message;
  const words: Record<string, string> = {
    object: 'a map',
    record: 'a map',
    array: 'a list',
    string: 'a text',
    number: 'a number',
    boolean: 'true or false',
  };
  return `expected ${words[issue.expected] ?? issue.expected}, got ${shown(value)}`;
}

/** Returns the paths of maps with unknown keys, and those of the keys that were probably meant. */
function misspeltKeys(issues: readonly SchemaIssue[], pathOf: (issue: SchemaIssue) => Path): { parents: Set<string>; meant: Set<string> } {
  const [parents, meant] = [new Set<string>(), new Set<string>()];
  for (const issue of issues) {
    if (issue.code !== 'unrecognized_keys') continue;
    const path = pathOf(issue);
    parents.add(pathText(path));
    for (const key of issue.keys) {
      const right = suggestion(key, keysAt(path)?.keys ?? []);
      if (right !== undefined) meant.add(pathText([...path, right]));
    }
  }
  return { parents, meant };
}

/** Notes every issue of the schema, unions unfolded to the form that was meant. */
export function noteSchemaIssues(report: Report, values: unknown, issues: readonly SchemaIssue[], base: Path = []): void {
  const note = (path: Path, message: string, part: Part): void => report.error(path, message, part);
  const pathOf = (issue: SchemaIssue): Path => [...base, ...issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key))];
  const misspelt = misspeltKeys(issues, pathOf);
  for (const issue of issues) {
    const path = pathOf(issue);
    const value = valueAt(values, path);
    // What follows from a misspelt key (its right name is missing, a map has no known key) is not told as well.
    if ((value === undefined && misspelt.meant.has(pathText(path))) || (issue.code === 'custom' && misspelt.parents.has(pathText(path))))
      continue;
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) note([...path, key], unknownKey(path, key), 'key');
    } else if (value === undefined && issue.code !== 'invalid_key') {
      note(path, missing(path), 'key');
    } else if (issue.code === 'invalid_union') {
      const branch = meantBranch(issue.errors);
      const isPlain = typeof value !== 'object';
      if (branch === undefined) {
        const only = issue.errors.flat().find(({ message }) => !message.startsWith('Invalid'));
        const isOnly = only !== undefined && (isPlain || issue.message.startsWith('Invalid'));
        note(path, isOnly ? `${only.message}${wordsToo(issue.errors, [only])}` : issue.message, 'value');
      } else {
        const words = isPlain ? wordsToo(issue.errors, branch) : '';
        const told = branch.map((own) => ({ ...own, message: `${own.message}${words}` }));
        noteSchemaIssues(report, values, told, path);
      }
    } else if (issue.code === 'invalid_key') {
      note(path, issue.issues[0]?.message ?? issue.message, 'key');
    } else {
      note(path, formMessage(issue, value), typeof value === 'object' ? 'key' : 'value');
    }
  }
}
