/** Plans of scenarios that ship, put as the command puts them. */
import path from 'node:path';
import { openScenario } from '../../src/scenario/open.js';
import type { PreparedScenario } from '../../src/scenario/prepare.js';
import { circumstanceOf } from '../../src/study/plan/circumstances.js';
import {
  INDIFFERENCE,
  PLAN_CONFIDENCE,
  type Circumstance,
  type PlanQuestion,
  type PlanVariable,
} from '../../src/study/plan/plan-question.js';
import { ROOT } from './files.js';

/** Returns a scenario that ships. */
export async function shipped(name: string, set: readonly string[]): Promise<PreparedScenario> {
  const found = await openScenario(path.join(ROOT, 'scenarios', name), { set });
  if ('issues' in found) throw new Error('the shipped scenario can run');
  return found;
}

/** Returns a variable over whole numbers. */
export function wholeVariable(name: string, from: number, to: number, options: Partial<PlanVariable> = {}): PlanVariable {
  const numbers = Array.from({ length: to - from + 1 }, (_, i) => from + i);
  return { name, values: numbers.map(String), numbers, today: String(from), set: (index) => [`${name}=${numbers[index]!}`], ...options };
}

/** Returns a scenario under its variables. */
export function circumstance(
  base: PreparedScenario,
  variables: readonly PlanVariable[],
  label = '',
  set: readonly string[] = [],
): Circumstance {
  const found = circumstanceOf(label, base, { file: base.origin.file, seed: 1, runcast: '', variables, set });
  if ('refused' in found) throw new Error(found.refused.join('\n'));
  return found;
}

/** Returns a question with what is usual. */
export function planQuestion(plain: Circumstance, variables: readonly PlanVariable[], options: Partial<PlanQuestion> = {}): PlanQuestion {
  return {
    seed: 1,
    replications: 4,
    plain,
    outages: [],
    variables,
    indifference: INDIFFERENCE,
    confidence: PLAN_CONFIDENCE,
    mostRuns: 100,
    runcast: '',
    rerun: '',
    ...options,
  };
}
