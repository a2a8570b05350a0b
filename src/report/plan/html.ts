/** Draws a plan as one page that needs nothing else: no script, no file beside it, no network. The same plan gives the same bytes. */
import type { PlanAnswer } from '../../study/plan/plan-answer.js';
import { cleanText } from '../frame/numbers.js';
import { rerunText } from '../frame/rerun.js';
import { PARTS } from '../html/parts.js';
import { STYLE } from '../html/style.js';
import { templating, type HtmlOptions } from '../html/templating.js';
import { bindingWords, effortWords, headline, nearestWords, noteWords, stepWords, undecidedWords } from './findings.js';
import { frontierChart } from './frontier-chart.js';
import { costRows, settingRows, thresholdRows } from './rows.js';
import { PLAN_TEMPLATE } from './template.js';
import { triedTable } from './tried-table.js';

/** Returns the page. */
export function planHtml(answer: PlanAnswer, { sha256 }: HtmlOptions): string {
  const eta = templating();
  for (const [name, template] of Object.entries(PARTS)) eta.loadTemplate(`@${name}`, template);
  eta.loadTemplate('@plan', PLAN_TEMPLATE);
  const { scenario } = answer;
  const rows = [...settingRows(answer), ...thresholdRows(answer), ...costRows(answer)];
  const { columns, rows: tried, of } = triedTable(answer);
  return eta.render('@plan', {
    title: cleanText(`A plan for ${scenario.name}`),
    headline: `${headline(answer)}.`,
    effort: `${effortWords(answer)}.`,
    alarms: noteWords(answer),
    plan: {
      title: 'Today and the plan',
      head: '',
      columns: ['today', answer.plan === null ? 'nearest' : 'plan'],
      rows: rows.map(({ name, today, plan }) => ({ name: name.trim(), cells: [today, plan], spread: [] })),
      notes: [],
      isSum: false,
    },
    sentences: [nearestWords(answer), bindingWords(answer), ...stepWords(answer), undecidedWords(answer)].filter((text) => text !== ''),
    patches: answer.patches,
    chart: frontierChart(answer),
    tried: {
      title: 'Everything that was tried',
      head: 'settings',
      columns,
      rows: tried.map((row) => ({ ...row, spread: [] })),
      notes: of === '' ? [] : [{ text: `found: what was found for ${of}` }],
      isSum: false,
    },
    file: cleanText(scenario.file),
    hash: scenario.hash,
    rerun: cleanText(rerunText(answer, scenario)),
    runcast: answer.runcast,
    style: STYLE,
    styleHash: `sha256-${sha256(STYLE)}`,
  });
}
