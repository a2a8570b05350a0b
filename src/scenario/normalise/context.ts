/** What every part of `normalise` works with: the findings, the defaults that were used, the files. */
import { durationText } from '../../units/duration.js';
import { microsOf } from '../accepted.js';
import { pathText, type Path } from '../text/path.js';
import { suggestion } from '../text/issue.js';
import type { Report } from '../text/report.js';
import type { DefaultUsed } from '../scenario.js';

/** Returns the text of a file named by the scenario (as it is written there), or undefined where it cannot be read. */
export interface ReadFile {
  (path: string): string | undefined;
  /** Says why a file cannot be read, where that is known. */
  readonly why?: (path: string) => string | undefined;
}

/** Findings, defaults and files of one scenario that is being completed. */
export class NormaliseContext {
  readonly report: Report;
  readonly read: ReadFile;
  readonly defaults: DefaultUsed[] = [];

  constructor(report: Report, read: ReadFile) {
    this.report = report;
    this.read = read;
  }

  /** Returns `given`, or `by` where it is absent, and notes that. */
  fill<T>(path: Path, given: T | undefined, by: T, note?: string): T {
    if (given !== undefined) return given;
    const value = typeof by === 'string' ? by : JSON.stringify(by);
    this.defaults.push({ path: pathText(path), value, ...(note === undefined ? {} : { note }) });
    return by;
  }

  /** Returns a duration in its one form, or the default in its place. */
  duration(path: Path, given: string | undefined, by: string, note?: string): string {
    return sameDuration(this.fill(path, given, by, note));
  }

  /** Returns true where `name` is among `names`; else notes an error with a suggestion. */
  known(path: Path, kind: string, name: string, names: readonly string[]): boolean {
    if (names.includes(name)) return true;
    const meant = suggestion(name, names);
    const list = names.length === 0 ? 'the scenario has none' : `there is ${names.slice(0, 20).join(', ')}`;
    this.report.error(path, `there is no ${kind} '${name}'; ${meant === undefined ? list : `did you mean ${meant}?`}`);
    return false;
  }

  /** Returns the text of a file, or undefined after noting that it cannot be read. */
  file(path: Path, file: string, expected: string): string | undefined {
    const text = this.read(file);
    if (text === undefined) {
      const why = this.read.why?.(file);
      const reason = why === undefined ? '' : ` (${why})`;
      const advice = 'check the path, it is relative to the scenario file';
      this.report.error(path, `cannot read the file '${file}'${reason}; expected ${expected}; ${advice}`);
    }
    return text;
  }
}

/** Returns a duration in its one form (`90s` is `1m30s`); `off` stays. */
export function sameDuration(text: string): string {
  return text === 'off' ? text : durationText(microsOf(text));
}
