/** The engine as a page would use it: the text of a scenario and of its config.toml in, a finished report out. */
import { htmlReport } from '../../src/report/html.js';
import { markdownReport } from '../../src/report/markdown.js';
import { prepareScenario } from '../../src/scenario/prepare.js';
import { replicate } from '../../src/study/replicate.js';
import { summarise } from '../../src/study/study.js';

/** Returns page, Markdown and figures of two short replications. */
export async function playReport(text: string, config: string): Promise<string> {
  const hash = (whole: string): string => String(whole.length);
  const changes = { set: ['horizon=3h', 'warmup=0s'], hash };
  const prepared = prepareScenario(text, 'scenario.yaml', () => config, changes);
  if ('issues' in prepared) throw new Error(JSON.stringify(prepared.issues));
  const replications = replicate(prepared.fleet, { seed: 1, replications: 2 });
  const scenario = { name: 'a page', description: '', hash: prepared.hash, file: 'scenario.yaml' };
  const facts = { runcast: 'test', scenario, seed: 1, rerun: 'none', defaults: [], warnings: [], thresholds: [], allowUnmatchedJobs: true };
  const study = summarise(facts, replications);
  return [await htmlReport(study, { sha256: hash }), markdownReport(study), JSON.stringify(study)].join('\n');
}
