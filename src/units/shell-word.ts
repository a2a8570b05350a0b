/** Words of a command line that is printed to be typed again. */

/** Returns a word as a shell takes it. What cannot be seen is written as an escape, so that the line can be printed and copied. */
export function quote(word: string): string {
  if (/^[\w./:=@%+,-]+$/u.test(word)) return word;
  if (!/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(word)) return `'${word.replaceAll("'", String.raw`'\''`)}'`;
  const escaped = word
    .replace(/[\\']/gu, String.raw`\$&`)
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, (c) => `\\U${(c.codePointAt(0) ?? 0).toString(16).padStart(8, '0')}`);
  return `$'${escaped}'`;
}
