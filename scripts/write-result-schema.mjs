/** Writes schema/result.schema.json from the code (after a build): the form of summary.json, kept equal to the code by a test. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { resultJsonSchema } from '../dist/study/study-result.js';

const folder = new URL('../schema/', import.meta.url);
mkdirSync(folder, { recursive: true });
writeFileSync(new URL('result.schema.json', folder), `${JSON.stringify(resultJsonSchema(), null, 2)}\n`);
