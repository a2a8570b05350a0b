/** What a call is rejected with where its scenario cannot be run. */
import { formatIssue, type Issue } from '../../scenario/text/issue.js';

/** Thrown where something is wrong with a scenario, a file that it names, or a setting; its message is what the commands print. */
export class ScenarioRefused extends Error {
  /** All that was found, warnings included. */
  readonly issues: readonly Issue[];

  constructor(issues: readonly Issue[]) {
    super(
      issues
        .filter(({ severity }) => severity === 'error')
        .map(formatIssue)
        .join('\n'),
    );
    this.name = 'ScenarioRefused';
    this.issues = issues;
  }
}
