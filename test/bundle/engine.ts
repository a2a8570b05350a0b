/** The engine as a page would use it: the text of a scenario and of its config.toml in, a finished report out. */
import { htmlReport } from '../../src/report/run/html.js';
import { markdownReport } from '../../src/report/run/markdown.js';
import { prepareScenario } from '../../src/scenario/prepare.js';
import { studyOf } from '../../src/study/method/run.js';
import { runStudySync } from '../../src/study/runner.js';
import { studyQuestion } from '../../src/study/study-question.js';

/** Returns page, Markdown and figures of two short replications. */
export async function playReport(text: string, config: string): Promise<string> {
  const hash = (whole: string): string => String(whole.length);
  const changes = { set: ['horizon=3h', 'warmup=0s', 'replications=2'], hash };
  const prepared = prepareScenario(text, 'scenario.yaml', () => config, changes);
  if ('issues' in prepared) throw new Error(JSON.stringify(prepared.issues));
  const question = studyQuestion(prepared, { file: 'scenario.yaml', seed: 1, runcast: 'test' });
  const { study } = runStudySync(studyOf(question));
  return [await htmlReport(study, { sha256: hash }), markdownReport(study), JSON.stringify(study)].join('\n');
}
