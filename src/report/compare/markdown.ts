/** Draws a comparison for a merge request: a table a variant, its thresholds, and the command that repeats it. Names are never taken for markup. */
import { markdownTable } from 'markdown-table';
import type { CompareResult, Variant } from '../../study/compare/compare-result.js';
import { BOLD, fenced, plain } from '../frame/markup.js';
import { spoken } from '../frame/spoken.js';
import { VERDICT_WORDS } from '../frame/verdict-words.js';
import { alarmWords, basisWords, headline, noteWords, thresholdPairs, type ThresholdPair } from './findings.js';
import { compareRows, type CompareRow } from './rows.js';
import { differenceEnds, differenceText, sideText, verdictWords } from '../frame/difference-words.js';
import { rerunText } from '../frame/rerun.js';

/** Returns the text, ending in a line break. */
export function comparisonMarkdown(result: CompareResult): string {
  const { base, variants } = result;
  const rows = variants.map(compareRows);
  const notes = noteWords(
    rows.flat().map(({ difference }) => difference),
    result,
  );
  const parts = [
    `# ${plain(`Compared with ${base.label}`)}`,
    ...alarmWords(result).map((text) => `${BOLD}Note.${BOLD} ${plain(text)}`),
    ...variants.flatMap((variant, i) => [heading(variant), figureTable(rows[i]!), thresholdTable(thresholdPairs(base, variant))]),
    plain(`${basisWords(result)}.`),
    ...notes.map((text) => plain(`${text}.`)),
    fenced(rerunText(result, base.scenario), 'sh'),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function heading(variant: Variant): string {
  const { label, verdict } = variant;
  return `## ${plain(label)}\n\n${BOLD}${plain(`${verdict === null ? '' : `${VERDICT_WORDS[verdict]}: `}${headline(variant)}`)}.${BOLD}`;
}

function figureTable(rows: readonly CompareRow[]): string {
  if (rows.length === 0) return '';
  const body = rows.map(({ name, difference }) =>
    [
      name,
      sideText(difference, 'base'),
      sideText(difference, 'new'),
      [differenceText(difference), differenceEnds(difference)].join(' ').trimEnd(),
      verdictWords(difference),
    ].map(plain),
  );
  return markdownTable([['', 'base', 'new', 'difference', ''], ...body], { align: ['l', 'r', 'r', 'r', 'l'] });
}

function thresholdTable(pairs: readonly ThresholdPair[]): string {
  if (pairs.length === 0) return '';
  const cell = (threshold: ThresholdPair['base']): string =>
    threshold === undefined ? '' : `${VERDICT_WORDS[threshold.verdict]} ${spoken(threshold) || 'nothing to measure'}`;
  const body = pairs.map(({ own, base }) => [`${own.subject} ${own.condition}`, cell(base), cell(own)].map(plain));
  return markdownTable([['threshold', 'base', 'new'], ...body]);
}
