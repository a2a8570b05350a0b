/** Shares as text: a percentage in, the same out. */

const SHARE = /^(\d{1,9}(?:\.\d{1,12})?)\s*%$/u;

/** Returns the share that `text` says (`0.5%` is 0.005), between 0 and 1, or undefined where it is not a percentage of 0 to 100. */
export function parseShare(text: string): number | undefined {
  const match = SHARE.exec(text.trim());
  const percent = Number(match?.[1] ?? NaN);
  return percent >= 0 && percent <= 100 ? percent / 100 : undefined;
}

/** Returns a share as a percentage, such as `0.5%`; `parseShare` reads it back to the same number up to the last bits of a division. */
export function shareText(share: number): string {
  return `${Number((share * 100).toPrecision(12))}%`;
}
