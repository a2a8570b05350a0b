/** The scenario under every setting of a plan, made by the way that `--set` goes. */
import type { PreparedScenario } from '../../scenario/prepare.js';
import { formatIssue } from '../../scenario/text/issue.js';
import type { SideQuestion } from '../compare/question.js';
import { studyQuestion, type StudyOptions } from '../study-question.js';
import { Variants, type RefusedVariant } from '../variants.js';
import type { Circumstance, PlanVariable, RefusedSetting } from './plan-question.js';

/** What a circumstance is made with. */
export interface CircumstanceOptions extends Pick<StudyOptions, 'file' | 'seed' | 'runcast'> {
  readonly variables: readonly PlanVariable[];
  /** What is set in this circumstance alone, such as an outage; as of `--set`. Default: nothing. */
  readonly set?: readonly string[];
}

/** Returns a scenario as it is and under every setting, or why it cannot have what is set in this circumstance. */
export function circumstanceOf(
  label: string,
  base: PreparedScenario,
  { variables, set: own = [], ...options }: CircumstanceOptions,
): Circumstance | RefusedSetting {
  const variants = new Variants(base);
  const sideOf = (set: readonly string[]): SideQuestion | RefusedSetting => {
    const found = variants.of([...own, ...set]);
    if ('issues' in found) return refused(found);
    const { prepared, thresholds } = found;
    return { label: set.join(' and '), question: studyQuestion(prepared, { ...options, thresholds, pair: false }) };
  };
  const today = sideOf([]);
  if ('refused' in today) return today;
  return { label, today, side: (setting) => sideOf(variables.flatMap((variable, i) => [...variable.set(setting[i]!)])) };
}

function refused({ issues }: RefusedVariant): RefusedSetting {
  const errors = issues.filter(({ severity }) => severity === 'error');
  return { refused: errors.map((issue) => formatIssue(issue)) };
}
