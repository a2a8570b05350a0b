/** Finds the thresholds of a scenario in its text, so that what is wrong with one is reported by line and column. */
import { isScalar, LineCounter, parseDocument } from 'yaml';
import { withExcerpt, type Issue, type Position } from '../scenario/issue.js';
import type { ThresholdIssue } from '../study/threshold-messages.js';

/** Returns the findings as issues of the file; without a place where the text does not hold the threshold (`--set` put it there). */
export function placeThresholdIssues(issues: readonly ThresholdIssue[], file: string, text: string | undefined): Issue[] {
  const lines = new LineCounter();
  const document = text === undefined ? undefined : parseDocument(text, { lineCounter: lines, uniqueKeys: false });
  return issues.map(({ subject, index, offset, message }) => {
    const path = `thresholds[${JSON.stringify(subject)}]${index === undefined ? '' : `[${index}]`}`;
    const at = document === undefined ? undefined : offsetOf(document, subject, index);
    if (at === undefined || text === undefined) return { severity: 'error', file, path, message };
    const { line, col } = lines.linePos(at + offset);
    const position: Position = { line, column: col };
    return { severity: 'error', file, position, path, message, excerpt: withExcerpt(text, position) };
  });
}

/** Offset of the first character of a key or of one of its conditions. */
function offsetOf(document: ReturnType<typeof parseDocument>, subject: string, index: number | undefined): number | undefined {
  const map = document.get('thresholds', true) as { items?: readonly { key: unknown }[] } | undefined;
  const node: unknown =
    index === undefined
      ? map?.items?.map(({ key }) => key).find((key) => isScalar(key) && key.value === subject)
      : document.getIn(['thresholds', subject, index], true);
  if (!isScalar(node) || node.range === undefined || node.range === null) return undefined;
  return node.range[0] + (node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE' ? 1 : 0);
}
