/** What `runcast import` says of the jobs it was given. */
import { importParts } from '../../history/import-text.js';
import type { ImportReport } from '../../history/importer.js';
import type { SourceKind } from '../../history/sources/source.js';
import { cleanText, wholeText } from '../../report/frame/numbers.js';
import { wrap } from '../../report/frame/width.js';
import { quote } from '../../units/shell-word.js';

/** Returns the lines, the last of them what to type next; `out` is the file that was written, undefined for standard output, which is not named again. */
export function importWords(history: string, out: string | undefined, kind: SourceKind, report: ImportReport): string[] {
  const { told, kept } = report;
  const width = wholeText(told).length;
  const number = (count: number): string => wholeText(count).padStart(width);
  const lines = [
    `${cleanText(history)}: ${kind.title}`,
    '',
    `${number(told)}  jobs`,
    `${number(kept)}  kept${out === undefined ? '' : `: ${cleanText(out)}`}`,
  ];
  for (const { title, lines: reasons } of importParts(report)) {
    lines.push('', title);
    for (const { count, text, first } of reasons) {
      const where =
        first.length === 0 || (first[0]!.why === '' && title !== 'repaired')
          ? ''
          : ` (${kind.place}${first.length > 1 ? 's' : ''} ${first.map(({ place }) => place).join(', ')}${count > first.length ? ' ...' : ''})`;
      lines.push(...wrap(cleanText(`${text}${where}`), `${number(count)}  `, ' '.repeat(width + 2)));
    }
  }
  if (report.hasBlankTags) lines.push('', "Tags hold blanks: a scenario that replays them says  trace: { file: ..., tag_separator: ';' }");
  if (out !== undefined) lines.push('', cleanText(`runcast describe ${quote(out)}`));
  return lines;
}
