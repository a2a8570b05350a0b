/** Reports as pages, made with what only this floor has. What draws them is loaded when the first is asked for: it is large. */
import { createHash } from 'node:crypto';
import type { StudyResult } from '../../study/study-result.js';

/** Returns the report as one self-contained HTML page. */
export async function htmlPage(study: StudyResult): Promise<string> {
  const { htmlReport } = await import('../../report/run/html.js');
  return htmlReport(study, { sha256: (text) => createHash('sha256').update(text).digest('base64') });
}

/** Returns the report as Markdown. */
export async function markdownPage(study: StudyResult): Promise<string> {
  const { markdownReport } = await import('../../report/run/markdown.js');
  return markdownReport(study);
}
