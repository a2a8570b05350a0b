/** Draws a comparison as one page that needs nothing else: no script, no file beside it, no network. The same comparison gives the same bytes. */
import type { CompareResult, Variant } from '../../study/compare/compare-result.js';
import { differenceEnds, differenceText, sideText, verdictWords } from '../frame/difference-words.js';
import { cleanText } from '../frame/numbers.js';
import { spoken } from '../frame/spoken.js';
import type { PageTable } from '../frame/table.js';
import { VERDICT_WORDS } from '../frame/verdict-words.js';
import { rerunText } from '../frame/rerun.js';
import { PARTS } from '../html/parts.js';
import { STYLE } from '../html/style.js';
import { templating, type HtmlOptions } from '../html/templating.js';
import { alarmWords, basisWords, headline, noteWords, thresholdPairs, type ThresholdPair } from './findings.js';
import { compareRows, type CompareRow } from './rows.js';
import { COMPARE_TEMPLATE } from './template.js';

/** Returns the page. */
export function comparisonHtml(result: CompareResult, { sha256 }: HtmlOptions): string {
  const eta = templating();
  for (const [name, template] of Object.entries(PARTS)) eta.loadTemplate(`@${name}`, template);
  eta.loadTemplate('@compare', COMPARE_TEMPLATE);
  const { base, variants, rerun, runcast } = result;
  const rows = variants.map(compareRows);
  const shown = rows.flat().map(({ difference }) => difference);
  return eta.render('@compare', {
    title: cleanText(`Compared with ${base.label}`),
    basis: `${basisWords(result)}.`,
    alarms: alarmWords(result),
    variants: variants.map((variant, i) => {
      const label = cleanText(variant.label);
      return {
        label,
        headline: cleanText(leadOf(variant)),
        tone: variant.verdict ?? '',
        tables: [figures(label, rows[i]!), thresholds(label, thresholdPairs(base, variant))].filter((table) => table.rows.length > 0),
      };
    }),
    notes: noteWords(shown, result).map((text) => `${text}.`),
    rerun: cleanText(rerunText({ rerun, runcast }, base.scenario)),
    runcast,
    style: STYLE,
    styleHash: `sha256-${sha256(STYLE)}`,
  });
}

function leadOf(variant: Variant): string {
  const { verdict, label } = variant;
  return `${label}: ${verdict === null ? '' : `${VERDICT_WORDS[verdict]}; `}${headline(variant)}`;
}

function figures(label: string, rows: readonly CompareRow[]): PageTable {
  return {
    title: `Figures of ${label}`,
    head: 'figure',
    columns: ['base', 'new', 'difference', 'verdict'],
    rows: rows.map(({ name, difference }) => ({
      name,
      cells: [sideText(difference, 'base'), sideText(difference, 'new'), differenceText(difference), verdictWords(difference)],
      spread: ['', '', differenceEnds(difference), ''],
    })),
    notes: [],
  };
}

function thresholds(label: string, pairs: readonly ThresholdPair[]): PageTable {
  const cell = (threshold: ThresholdPair['base']): string =>
    threshold === undefined ? '' : `${VERDICT_WORDS[threshold.verdict]}, ${spoken(threshold) || 'nothing to measure'}`;
  return {
    title: `Thresholds of ${label}`,
    head: 'threshold',
    columns: ['base', 'new'],
    rows: pairs.map(({ own, base }) => ({
      name: cleanText(`${own.subject} ${own.condition}`),
      cells: [cell(base), cell(own)],
      spread: ['', ''],
    })),
    notes: [],
  };
}
