/** How `entries` of a manager group names an entry of its config.toml. */
import { name as nameSchema } from './schema/values.js';

/** True where a text may be the name of something in a scenario. */
export function isName(text: string): boolean {
  return nameSchema.safeParse(text).success;
}

/** Returns the key of an entry: its name, or its index where the name is not enough. `names` are those of all entries of the file. */
export function entryKey(names: readonly unknown[], index: number): string {
  const name = names[index];
  const isEnough = typeof name === 'string' && isName(name) && !/^\d+$/u.test(name) && names.filter((other) => other === name).length === 1;
  return isEnough ? name : String(index);
}
