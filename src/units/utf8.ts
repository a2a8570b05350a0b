/** Text in UTF-8, and where bytes are none: a replaced letter would make another name. */

/** Returns the text of bytes, a mark at its begin included, or the line, from 1, that is none in UTF-8. */
export function utf8Text(bytes: Uint8Array): string | { readonly line: number } {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return { line: 1 + breaksBefore(bytes, wrongUtf8At(bytes)) };
  }
}

/** Returns the place up to which bytes are text from `begin` on, where they are not to their end. */
export function wrongUtf8At(bytes: Uint8Array, begin = 0): number {
  const isText = (length: number): boolean => {
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(begin, length), { stream: true });
      return true;
    } catch {
      return false;
    }
  };
  let [good, bad] = [begin, bytes.length];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (isText(middle)) good = middle;
    else bad = middle;
  }
  return good;
}

/** Returns the line breaks before a place. */
export function breaksBefore(bytes: Uint8Array, place: number): number {
  let count = 0;
  for (let at = bytes.indexOf(0x0a); at !== -1 && at < place; at = bytes.indexOf(0x0a, at + 1)) count++;
  return count;
}
