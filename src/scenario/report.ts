/** Collects everything that is found wrong with one scenario, so that all of it can be said at once. */
import type { Part, Path, ScenarioDocument } from './document.js';
import type { Issue } from './issue.js';

/** The findings about one scenario document. */
export class Report {
  readonly issues: Issue[] = [];
  readonly document: ScenarioDocument;

  constructor(document: ScenarioDocument) {
    this.document = document;
  }

  /** Notes an error at a path of the scenario. */
  error(path: Path, message: string, part: Part = 'value'): void {
    this.issues.push(this.document.issue('error', path, message, part));
  }

  /** Notes a warning at a path of the scenario. */
  warn(path: Path, message: string, part: Part = 'value'): void {
    this.issues.push(this.document.issue('warning', path, message, part));
  }

  /** Takes over issues of other readers. */
  add(issues: readonly Issue[]): void {
    this.issues.push(...issues);
  }

  /** True once there is an error among the issues. */
  get failed(): boolean {
    return this.issues.some(({ severity }) => severity === 'error');
  }

  /** Returns the place of a path as `file:line:column`, for messages that name a second place. */
  place(path: Path): string {
    const position = this.document.locate(path, 'key');
    return position === undefined ? this.document.file : `${this.document.file}:${position.line}:${position.column}`;
  }
}
