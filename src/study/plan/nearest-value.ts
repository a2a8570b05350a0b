/** Where a search begins in a variable of which nothing else is known: at what is set today. */

/** Returns the index of what is set today, of its greatest number where several hold by time ("5 to 20"), else of the value in the middle. */
export function nearestTo(today: string, values: readonly string[]): number {
  if (values.includes(today)) return values.indexOf(today);
  const most = Number(/[\d.]+$/u.exec(today)?.[0] ?? Number.NaN);
  const away = values.map((value) => Math.abs(Number(value) - most));
  const least = Math.min(...away);
  return Number.isFinite(least) ? away.indexOf(least) : values.length >> 1;
}
