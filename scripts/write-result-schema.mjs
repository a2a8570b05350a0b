/** Writes the schemas of results from the code (after a build): of summary.json, and of what commands print with --json. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { descriptionJsonSchema } from '../dist/history/describe/description.js';
import { forecastJsonSchema } from '../dist/study/backtest/forecast-result.js';
import { backtestJsonSchema } from '../dist/study/backtest/backtest-result.js';
import { answerJsonSchema } from '../dist/study/answer.js';
import { compareJsonSchema } from '../dist/study/compare/compare-result.js';
import { sweepJsonSchema } from '../dist/study/sweep/sweep-result.js';
import { fitJsonSchema } from '../dist/study/fit/fit-result.js';
import { headroomJsonSchema } from '../dist/study/headroom/headroom-result.js';
import { planJsonSchema } from '../dist/study/plan/plan-answer.js';
import { resultJsonSchema } from '../dist/study/study-result.js';

const folder = new URL('../schema/', import.meta.url);
mkdirSync(folder, { recursive: true });
for (const [name, schema] of [
  ['result', resultJsonSchema()],
  ['answer', answerJsonSchema()],
  ['comparison', compareJsonSchema()],
  ['sweep', sweepJsonSchema()],
  ['headroom', headroomJsonSchema()],
  ['description', descriptionJsonSchema()],
  ['forecast', forecastJsonSchema()],
  ['backtest', backtestJsonSchema()],
  ['plan', planJsonSchema()],
  ['fit', fitJsonSchema()],
]) {
  writeFileSync(new URL(`${name}.schema.json`, folder), `${JSON.stringify(schema, null, 2)}\n`);
}
