/**
 * Everything that must hold, fastest first; the last line says how many checks and tests passed, failed and were skipped. With --nodes the
 * scenarios are also run on every supported version of Node.
 */
import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { compareNodes } from './nodes.mjs';
import { sideBySide } from './side-by-side.mjs';
import { runVitest } from './vitest-run.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Tools run by their own files, so that no shell and no launcher lies in between; the one that takes longest is first. */
const CHECKS = [
  ['lint', 'node_modules/eslint/bin/eslint.js', ['.']],
  ['format', 'node_modules/prettier/bin/prettier.cjs', ['--check', '--log-level', 'warn', '.']],
  ['types', 'node_modules/typescript/bin/tsc', ['-p', 'tsconfig.json']],
  ['build', 'scripts/build.mjs', []],
];

/** Folders and files of test/ by the time they take. What is not named here is run with the last stage. */
const STAGES = [
  ['floors.test.ts', 'tidy.test.ts', 'unit', 'behaviour', 'contract', 'property'],
  ['conformance', 'oracle', 'golden', 'determinism', 'cli'],
];

const total = { passed: 0, failed: 0, skipped: 0 };
const failures = [];

function add(name, counts) {
  for (const key of Object.keys(total)) total[key] += counts[key];
  if (counts.failed > 0) failures.push(`${name}: ${counts.failed} failed`);
}

/** Seconds since `since`, for people to see where the time goes. */
function seconds(since) {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}

/** Runs a tool and, when it has ended, says what it said: several may run side by side. */
function check([name, tool, args]) {
  const since = Date.now();
  return new Promise((resolve) => {
    execFile(process.execPath, [path.join(root, tool), ...args], { cwd: root, maxBuffer: 2 ** 30 }, (error, stdout, stderr) => {
      process.stdout.write(stdout + stderr);
      console.log(`${error === null ? 'ok' : 'FAILED'}  ${name}  (${seconds(since)})`);
      add(name, { passed: error === null ? 1 : 0, failed: error === null ? 0 : 1, skipped: 0 });
      resolve();
    });
  });
}

await sideBySide(CHECKS.map((one) => () => check(one)));

const named = new Set(STAGES.flat());
const others = readdirSync(path.join(root, 'test'), { withFileTypes: true })
  .filter((entry) => !named.has(entry.name) && (entry.isDirectory() ? holdsTests(entry.name) : entry.name.endsWith('.test.ts')))
  .map((entry) => entry.name);

function holdsTests(name) {
  const place = path.join(root, 'test', name);
  if (!existsSync(place)) return false;
  return readdirSync(place, { recursive: true, encoding: 'utf8' }).some((file) => file.endsWith('.test.ts'));
}

for (const stage of [...STAGES.slice(0, -1), [...STAGES.at(-1), ...others]]) {
  const places = stage.filter((name) => (name.endsWith('.ts') ? existsSync(path.join(root, 'test', name)) : holdsTests(name)));
  if (places.length === 0) continue;
  const since = Date.now();
  // A folder ends with a slash: vitest takes its arguments as parts of paths.
  const counts = runVitest(
    root,
    places.map((name) => (name.endsWith('.ts') ? `test/${name}` : `test/${name}/`)),
  );
  console.log(`${counts.failed === 0 ? 'ok' : 'FAILED'}  ${places.join(', ')}  (${seconds(since)})`);
  add(places.join(', '), counts);
}

if (process.argv.includes('--nodes')) {
  const since = Date.now();
  const counts = await compareNodes();
  console.log(`${counts.failed === 0 ? 'ok' : 'FAILED'}  same bytes on every version of Node  (${seconds(since)})`);
  add('versions of Node', counts);
}

for (const failure of failures) console.log(failure);
console.log(`${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`);
process.exitCode = total.failed === 0 ? 0 : 1;
