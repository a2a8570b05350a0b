/** One option of MachineOptions, a list of texts such as `google-zone=us-east1-d`: what it is, and the file with another. */
import { isSecretName } from '../secrets/secret-patterns.js';
import { entryOf, tableOf, type Target } from './override-path.js';
import { setKey, splice, tomlText } from './set-key.js';
import { parseToml, type TomlTable } from './toml-document.js';

/** Returns an option and its value, as docker-machine reads them: a flag without a value is `true`; undefined where a text is none. */
export function optionOf(text: string): { readonly option: string; readonly value: string } | undefined {
  const trimmed = text.trim();
  const match = /^-{0,2}([^=\s]+)(?:\s*=\s*|\s+)?([\s\S]*)$/u.exec(trimmed);
  const option = match?.[1];
  if (option === undefined) return undefined;
  return { option, value: /^[^=\s]+$/u.test(trimmed) ? 'true' : (match?.[2] ?? '') };
}

/** Returns the options that a `[runners.machine]` lists, the last where one is there twice. Values of those that are secret are left out. */
export function machineOptions(machine: TomlTable | undefined): ReadonlyMap<string, string | undefined> {
  const list = entryOf(machine, 'MachineOptions')?.value;
  const items = list?.kind === 'array' ? list.items : [];
  return new Map(
    items.flatMap((item): [string, string | undefined][] => {
      const own = item.kind === 'string' ? optionOf(item.value) : undefined;
      return own === undefined ? [] : [[own.option, isSecretName(own.option) ? undefined : own.value]];
    }),
  );
}

/**
 * Returns the text with the option of a target set, or undefined where the file's form leaves no place for it. Only the item changes; one that is not
 * there yet stands behind the last, parted from it as that one is from the one before.
 */
export function setOption(
  text: string,
  target: Target & { readonly option: string },
  value: string | number | boolean,
): string | undefined {
  const parsed = parseToml(text);
  if ('problem' in parsed) return undefined;
  const table = target.steps.reduce<TomlTable | undefined>((at, { key, index }) => tableOf(at, key, index), parsed.root);
  const list = entryOf(table, target.key)?.value;
  // A whole zone of EC2 is the region with a letter behind; this option has the letter only.
  const own = target.option === 'amazonec2-zone' ? String(value).replace(/^[a-z]+(?:-[a-z]+)+-\d+(?=[a-z]$)/u, '') : value;
  const written = tomlText(`${target.option}=${own}`, false)!;
  if (list === undefined) return setKey(text, target, `[${written}]`);
  if (list.kind !== 'array') return undefined;
  const { items } = list;
  const known = items.filter((item) => item.kind === 'string' && optionOf(item.value)?.option === target.option).at(-1);
  const [before, last] = [items.at(-2), items.at(-1)];
  if (last === undefined) return splice(text, list.range[0], list.range[1], `[${written}]`);
  const between = before === undefined ? ', ' : text.slice(before.range[1], last.range[0]);
  const parting = between.includes('#') ? ', ' : between;
  const edited =
    known === undefined ? splice(text, last.range[1], last.range[1], parting + written) : splice(text, ...known.range, written);
  return 'problem' in parseToml(edited) ? undefined : edited;
}
