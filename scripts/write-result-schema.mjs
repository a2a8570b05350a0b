/** Writes the schemas of results from the code (after a build): of summary.json, of what run --json prints, of what compare --json prints and of what plan --json prints. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { answerJsonSchema } from '../dist/study/answer.js';
import { compareJsonSchema } from '../dist/study/compare/compare-result.js';
import { planJsonSchema } from '../dist/study/plan/plan-result.js';
import { resultJsonSchema } from '../dist/study/study-result.js';

const folder = new URL('../schema/', import.meta.url);
mkdirSync(folder, { recursive: true });
for (const [name, schema] of [
  ['result', resultJsonSchema()],
  ['answer', answerJsonSchema()],
  ['comparison', compareJsonSchema()],
  ['plan', planJsonSchema()],
]) {
  writeFileSync(new URL(`${name}.schema.json`, folder), `${JSON.stringify(schema, null, 2)}\n`);
}
