/** Whole numbers as text. */

/** Returns a number rounded to a whole one, with thousands separators: `4,799`. */
export function wholeText(x: number): string {
  const digits = String(Math.round(Math.abs(x)));
  const grouped = digits.replace(/\B(?=(\d{3})+(?!\d))/gu, ',');
  return x < 0 && digits !== '0' ? `-${grouped}` : grouped;
}
