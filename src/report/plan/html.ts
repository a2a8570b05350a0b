/** Draws a plan as one page that needs nothing else: no script, no file beside it, no network. The same plan gives the same bytes. */
import type { PlanAnswer } from '../../study/plan/plan-answer.js';
import { cleanText } from '../frame/numbers.js';
import { rerunText } from '../frame/rerun.js';
import { capital } from '../frame/sentence.js';
import { PARTS } from '../html/parts.js';
import { STYLE } from '../html/style.js';
import { templating, type HtmlOptions } from '../html/templating.js';
import {
  alarmWords,
  bindingWords,
  effortWords,
  headline,
  meaningWords,
  nearestWords,
  stepWords,
  undecidedWords,
  verdictOf,
  VERDICT_SIGNS,
  VERDICT_TONES,
} from './findings.js';
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
  const verdict = verdictOf(answer);
  return eta.render('@plan', {
    title: cleanText(`A plan for ${scenario.name}`),
    headline: `${VERDICT_SIGNS[verdict]} ${headline(answer)}.`,
    tone: VERDICT_TONES[verdict],
    effort: `${effortWords(answer)}.`,
    alarms: alarmWords(answer).map(sentence),
    plan: {
      title: 'Today and the plan',
      head: 'setting or figure',
      columns: ['today', answer.plan === null ? 'nearest' : 'plan'],
      rows: rows.map(({ name, today, plan }) => ({ name: name.trim(), cells: [today, plan], spread: [] })),
      notes: meaningWords(answer).map((text) => ({ text: sentence(text) })),
      isSum: false,
    },
    sentences: [nearestWords(answer), bindingWords(answer), ...stepWords(answer), undecidedWords(answer)]
      .filter((text) => text !== '')
      .map(sentence),
    patches: answer.patches,
    chart: frontierChart(answer),
    tried: {
      title: 'Everything that was tried',
      head: 'settings',
      columns,
      rows: tried.map((row) => ({ ...row, spread: [] })),
      notes: of === '' ? [] : [{ text: `Found: what was found for ${of}.` }],
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

/** A text of the one screen, where each has lines of its own, as a sentence; the name of a setting that it begins with is left as it is written. */
function sentence(text: string): string {
  return `${/^[a-z]+[ :,]/u.test(text) ? capital(text) : text}.`;
}
