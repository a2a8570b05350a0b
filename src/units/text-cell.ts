/** Texts of strangers as cells of a CSV file. */

/** What begins a formula in a spreadsheet, also behind blanks and in full width. */
const FORMULA = /^[\s\u00a0\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]/u;
/** Commands to a terminal, and signs that turn the direction of reading; a line break is none. */
const UNSEEN = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
/** Texts to which none of this applies: most are such, and one look is enough. */
const PLAIN = /^\w[\w./:;-]*$/u;

/**
 * Returns a text as a cell: quoted as RFC 4180 says where it holds a comma, a quote or a line break. Control characters become question marks, and what
 * a spreadsheet would take for a formula gets an apostrophe in front.
 */
export function textCell(text: string): string {
  if (text === '' || PLAIN.test(text)) return text;
  const seen = text.replace(UNSEEN, '?');
  const safe = FORMULA.test(seen) ? `'${seen}` : seen;
  return /[",\r\n]|^\s|\s$/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Returns a text on one line without control characters, as a cell has it. */
export function seenText(text: string): string {
  return text.replace(UNSEEN, '?').replaceAll('\n', '?');
}

/** Returns whether a spreadsheet would take a text for a formula. */
export function isFormula(text: string): boolean {
  return FORMULA.test(text);
}
