/** A study as text on standard output: one screen, or all of it. */
import { reportModel } from '../report/run/model.js';
import { oneScreen } from '../report/run/screen.js';
import { terminalReport } from '../report/run/terminal.js';
import type { StudyResult } from '../study/study-result.js';
import { textOptions } from './paint.js';
import type { Terminal } from './terminal.js';

/** What is to be seen of a study. */
export interface TextArguments {
  /** Everything, whatever its length. */
  readonly full: boolean;
  /** A list that the one screen only counts. */
  readonly show: 'assumptions' | undefined;
  readonly noColour: boolean;
}

/** Returns the text, ending in a line break. */
export function studyText(terminal: Terminal, study: StudyResult, { full, show, noColour }: TextArguments): string {
  const options = textOptions(terminal, noColour);
  return full ? terminalReport(reportModel(study), options) : oneScreen(study, { ...options, assumptions: show === 'assumptions' });
}
