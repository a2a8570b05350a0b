/** What changed in a text, as `diff -u` says it. The only file that knows the library for it. */
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';

/** Returns the unified diff of two texts of one file, three lines of context around each change, ready for `patch -p0`; empty where nothing changed. */
export function unifiedDiff(file: string, before: string, after: string): string {
  if (before === after) return '';
  return createTwoFilesPatch(file, file, before, after, undefined, undefined, { context: 3, headerOptions: FILE_HEADERS_ONLY });
}
