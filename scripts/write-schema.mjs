/** Writes schema/scenario.schema.json from the code (after a build): the file editors read, kept equal to the code by a test. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { scenarioJsonSchema } from '../dist/scenario/schema.js';

const folder = new URL('../schema/', import.meta.url);
mkdirSync(folder, { recursive: true });
writeFileSync(new URL('scenario.schema.json', folder), `${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`);
