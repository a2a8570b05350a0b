/** Says a change of a setting: its name, what it is, and what it becomes. */

/** Returns `IdleCount 28 -> 35`; of several places the range of their values, `IdleCount 50 to 100 -> 63 to 125`. */
export function changeWords(name: string, from: readonly number[], to: readonly number[]): string {
  return `${name} ${rangeWords(from)} -> ${rangeWords(to)}`;
}

function rangeWords(values: readonly number[]): string {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return least === most ? String(least) : `${least} to ${most}`;
}
