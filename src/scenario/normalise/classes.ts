/** Completes job classes. */
import type { Path } from '../text/path.js';
import { mapByName } from '../order.js';
import type { ScenarioClass } from '../scenario.js';
import type { ScenarioInput } from '../schema.js';
import type { NormaliseContext } from './context.js';
import { normaliseDistribution } from './distribution.js';

/** What classes have where they say nothing of their own. */
export interface OwnJobs {
  readonly tags: readonly string[];
  readonly protected: boolean;
  readonly failure: string;
}

/** Returns the complete classes by name, after noting that none of them is ever drawn. */
export function classesOf(
  context: NormaliseContext,
  path: Path,
  given: NonNullable<ScenarioInput['workloads'][string]['classes']>,
  own: OwnJobs,
): Record<string, ScenarioClass> {
  const classes = mapByName(given, (value, name) => {
    const at = (key: string): Path => [...path, name, key];
    return {
      weight: context.fill(at('weight'), value.weight, 1),
      duration: normaliseDistribution(context, at('duration'), value.duration, true),
      tags: value.tags === undefined ? own.tags : [...new Set(value.tags)],
      protected: value.protected ?? own.protected,
      failure: value.failure ?? own.failure,
    };
  });
  const total = Object.values(classes).reduce((sum, { weight }) => sum + weight, 0);
  if (!(total > 0)) context.report.error(path, 'expected at least one class with a weight above 0');
  return classes;
}
