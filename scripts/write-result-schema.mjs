/** Writes schema/result.schema.json, the form of summary.json, and schema/answer.schema.json, that of --json, from the code (after a build). */
import { mkdirSync, writeFileSync } from 'node:fs';
import { answerJsonSchema } from '../dist/study/answer.js';
import { resultJsonSchema } from '../dist/study/study-result.js';

const folder = new URL('../schema/', import.meta.url);
mkdirSync(folder, { recursive: true });
for (const [name, schema] of [
  ['result', resultJsonSchema()],
  ['answer', answerJsonSchema()],
]) {
  writeFileSync(new URL(`${name}.schema.json`, folder), `${JSON.stringify(schema, null, 2)}\n`);
}
