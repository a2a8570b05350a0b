/** Draws a plan for a merge request: the verdict, today beside the plan, how near the line it is, and the patch. Names are never taken for markup. */
import { markdownTable } from 'markdown-table';
import type { PlanAnswer } from '../../study/plan/plan-answer.js';
import { BOLD, fenced, plain } from '../frame/markup.js';
import { rerunText } from '../frame/rerun.js';
import {
  bindingWords,
  effortWords,
  headline,
  nearestWords,
  noteWords,
  stepWords,
  undecidedWords,
  verdictOf,
  VERDICT_SIGNS,
} from './findings.js';
import { costRows, settingRows, thresholdRows } from './rows.js';

/** Returns the text, ending in a line break. */
export function planMarkdown(answer: PlanAnswer): string {
  const rows = [...settingRows(answer), ...thresholdRows(answer), ...costRows(answer)];
  const title = answer.plan === null ? 'nearest' : 'plan';
  const sentences = [nearestWords(answer), bindingWords(answer), ...stepWords(answer), undecidedWords(answer), ...noteWords(answer)];
  const parts = [
    `# ${plain(`Plan for ${answer.scenario.name}`)}`,
    `${BOLD}${VERDICT_SIGNS[verdictOf(answer)]} ${plain(headline(answer))}.${BOLD}`,
    markdownTable([['', 'today', title], ...rows.map(({ name, today, plan }) => [name.trim(), today, plan].map(plain))], {
      align: ['l', 'r', 'l'],
    }),
    ...sentences.filter((text) => text !== '').map((text) => plain(`${text}.`)),
    plain(`${effortWords(answer)}.`),
    ...answer.patches.map(({ diff }) => fenced(diff, 'diff')),
    fenced(rerunText(answer, answer.scenario), 'sh'),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}
