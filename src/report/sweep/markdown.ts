/** Draws a sweep for a merge request or a wiki: what it comes to, a row a point, and the command that repeats it. Names are never taken for markup. */
import { markdownTable } from 'markdown-table';
import type { SweepPoint, SweepResult } from '../../study/sweep/sweep-result.js';
import { BOLD, fenced, plain } from '../frame/markup.js';
import { VERDICT_WORDS } from '../frame/verdict-words.js';
import { rerunText } from '../frame/rerun.js';
import { alarmWords, baseWords, basisWords, frontierWords, headline, outagesWords, precisionWords } from './findings.js';
import { warningWords } from '../frame/warning-words.js';
import { cellText, endsText, inOrder, shortNames, sweepColumns, valueOf } from './rows.js';

const PLACES = { on: '*', perhaps: '~', off: '' } as const;

/** Returns the text, ending in a line break. */
export function sweepMarkdown(result: SweepResult): string {
  const { scenario, rerun, runcast, warnings } = result;
  const parts = [
    `# ${plain(`Settings of ${scenario.name}`)}`,
    `${BOLD}${plain(`${headline(result).text}.`)}${BOLD}`,
    ...alarmWords(result).map((text) => `${BOLD}Note.${BOLD} ${plain(text)}`),
    pointTable(result),
    plain(`${basisWords(result)}.`),
    ...[baseWords(result), frontierWords(result), outagesWords(result), precisionWords(result)]
      .filter((text) => text !== '')
      .map((text) => plain(`${text}.`)),
    ...warnings.map(({ text, points }) => plain(`${warningWords(text)} (${points} of ${result.points.length} points).`)),
    fenced(rerunText({ rerun, runcast }, scenario), 'sh'),
  ];
  return `${parts.join('\n\n')}\n`;
}

function pointTable(result: SweepResult): string {
  const { variables, base, points } = result;
  const columns = sweepColumns(result);
  const row = (point: SweepPoint, settings: readonly string[]): string[] =>
    [
      ...settings,
      ...columns.map(({ figure }) => [cellText(point, figure), endsText(point, figure)].join(' ').trimEnd()),
      point.frontier === null ? '' : PLACES[point.frontier],
      point.verdict === null ? '' : VERDICT_WORDS[point.verdict],
    ].map(plain);
  const isBaseApart = base !== null && !points.some(({ isBase }) => isBase);
  const rows = [
    ...(isBaseApart ? [row(base, ['as it is', ...variables.slice(1).map(() => '')])] : []),
    ...inOrder(result).map(({ point }) =>
      row(
        point,
        variables.map(({ path }) => valueOf(point, path)),
      ),
    ),
  ];
  return markdownTable([[...shortNames(variables).map(plain), ...columns.map(({ name }) => plain(name)), '', ''], ...rows], {
    align: [...variables.map(() => 'r'), ...columns.map(() => 'r'), 'c', 'l'],
  });
}
