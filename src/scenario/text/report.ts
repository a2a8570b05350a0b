/** Collects everything that is found wrong with one scenario, so that all of it can be said at once. */
import type { Part, ScenarioDocument } from './document.js';
import type { Path } from './path.js';
import type { Issue } from './issue.js';

/** Errors that are kept, and warnings; nobody reads more. */
const MOST = 1_000;

/** The findings about one scenario document. */
export class Report {
  readonly issues: Issue[] = [];
  readonly document: ScenarioDocument;
  readonly #kept = { error: 0, warning: 0 };

  constructor(document: ScenarioDocument) {
    this.document = document;
  }

  /** Notes an error at a path of the scenario. */
  error(path: Path, message: string, part: Part = 'value'): void {
    this.#note('error', path, message, part);
  }

  /** Notes a warning at a path of the scenario. */
  warn(path: Path, message: string, part: Part = 'value'): void {
    this.#note('warning', path, message, part);
  }

  /** Takes over issues of other readers. */
  add(issues: readonly Issue[]): void {
    for (const issue of issues) this.#keep(issue);
  }

  /** True once there is an error among the issues. */
  get failed(): boolean {
    return this.#kept.error > 0;
  }

  #note(severity: Issue['severity'], path: Path, message: string, part: Part): void {
    if (this.#kept[severity] < MOST) this.#keep(this.document.issue(severity, path, message, part));
  }

  #keep(issue: Issue): void {
    if (this.#kept[issue.severity]++ < MOST) this.issues.push(issue);
  }

  /** Returns the place of a path as `file:line:column`, for messages that name a second place. */
  place(path: Path): string {
    const position = this.document.locate(path, 'key');
    return position === undefined ? this.document.file : `${this.document.file}:${position.line}:${position.column}`;
  }
}
