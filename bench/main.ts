/**
 * `npm run bench`: prints how fast the product is on this machine, with the method. Numbers, no verdict.
 *
 *     npm run bench                          every section but the long ones
 *     npm run bench -- kernel model          these sections
 *     npm run bench -- --keep                adds the figures to bench/results.json
 *     npm run bench -- fleet --against C     times the fleet in turn with commit C, which is fetched from the history and built
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { benchAgainst } from './against.js';
import { benchDay } from './day.js';
import { keep, machine, type Figures, type Section } from './figures.js';
import { benchFleet } from './fleet.js';
import { benchImport } from './import.js';
import { benchInstructions } from './instructions.js';
import { benchKernel } from './kernel.js';
import { benchMemory } from './memory.js';
import { benchModel } from './model.js';
import { benchPlan } from './plan.js';
import { benchQueue } from './queue.js';
import { benchRows } from './rows.js';
import { benchLong, benchScale } from './scale.js';
import { benchStart } from './start.js';
import { yardsticks } from './yardsticks.js';

const ROOT = path.resolve(import.meta.dirname, '../..');
const YARDSTICKS = path.join(ROOT, '../shared/yardsticks');
const COMMAND = path.join(ROOT, 'dist/cli/main.js');

/** In the order in which they run. */
const SECTIONS: Readonly<Record<string, Section>> = {
  kernel: () => benchKernel(2e6, yardsticks(YARDSTICKS)),
  model: () => benchModel(YARDSTICKS),
  fleet: () => benchFleet(ROOT),
  scale: benchScale,
  rows: () => benchRows(COMMAND),
  import: () => benchImport(COMMAND),
  start: () => benchStart(COMMAND),
  queue: () => benchQueue(COMMAND, ROOT),
  memory: benchMemory,
};

/** Minutes each: only where they are asked for by name. */
const LONG: Readonly<Record<string, Section>> = {
  instructions: benchInstructions,
  day: benchDay,
  long: benchLong,
  plan: () => benchPlan(COMMAND, ROOT),
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { keep: { type: 'boolean', default: false }, against: { type: 'string' } },
});
const all = { ...SECTIONS, ...LONG };
const unknown = positionals.filter((name) => !(name in all));
if (unknown.length > 0) {
  console.error(`bench: no section ${unknown.join(', ')}; there are ${Object.keys(all).join(', ')}`);
  process.exit(2);
}
console.log(machine());
const figures: Record<string, number> = {};
const take = (found: Figures): void => void Object.assign(figures, found);
if (values.against === undefined) for (const name of positionals.length > 0 ? positionals : Object.keys(SECTIONS)) take(await all[name]!());
else take(benchAgainst(ROOT, values.against));
if (values.keep) keep(path.join(ROOT, 'bench/results.json'), ROOT, figures);
