/** Builds job classes: those of a workload, and those of each stage of its pipelines. */
import type { JobClassSpec } from '../../fleet/job-class.js';
import { shareOf } from '../accepted.js';
import type { Path } from '../text/path.js';
import { entriesByName } from '../order.js';
import type { Report } from '../text/report.js';
import type { DurationDistribution, ScenarioClass } from '../scenario.js';
import { buildDistribution } from './distribution.js';

/** What says how long scripts run and what their jobs ask for. */
export interface JobsGiven {
  readonly duration?: DurationDistribution;
  readonly classes?: Readonly<Record<string, ScenarioClass>>;
  readonly tags?: readonly string[];
  readonly protected?: boolean;
  readonly failure?: string;
}

function buildClass(report: Report, path: Path, name: string, given: Omit<ScenarioClass, 'weight'>, weight: number): JobClassSpec {
  return {
    name,
    weight,
    duration: buildDistribution(report, [...path, 'duration'], given.duration),
    tags: [...given.tags].sort(),
    protected: given.protected,
    failure: shareOf(given.failure),
  };
}

/** Returns the classes of `given` by name, or the one that has its duration, `all`. */
export function buildClasses(report: Report, path: Path, given: JobsGiven): JobClassSpec[] {
  const { classes, duration = '0s', tags = [], failure = '0%' } = given;
  if (classes !== undefined) {
    return entriesByName(classes).map(([name, one]) => buildClass(report, [...path, 'classes', name], name, one, one.weight));
  }
  return [buildClass(report, path, 'all', { duration, tags, protected: given.protected ?? false, failure }, 1)];
}
