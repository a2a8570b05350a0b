/**
 * Draws small mutants of the source at random and says which of them the tests notice by stating the right answer: golden files and
 * reports/ are left out, since one command rewrites them. Run by hand, not in CI: a mutant takes from seconds to minutes.
 *
 *   node scripts/mutants.mjs [--count 60] [--seed 1] [--under src/results,src/study] [--list]
 *
 * Works in a copy of the project and ends with the survivors, each as the line before and after, and `N killed, N survived`.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import seedrandom from 'seedrandom';
import ts from 'typescript';

const project = fileURLToPath(new URL('..', import.meta.url));
/** Longer than this and a mutant is taken to hang. */
const TIMEOUT = 15 * 60_000;
/** Tests that compare bytes which a command rewrites, or that look at the form of the source. */
const NOT_ASKED = [
  'test/golden/**',
  'test/report/shipped.test.ts',
  'test/tidy.test.ts',
  'test/floors.test.ts',
  'test/contributing.test.ts',
  'test/docs/**',
];

/** Asked only of what all others let through. */
const SLOWER = ['property', 'oracle', 'conformance', 'report', 'scenarios', 'determinism', 'cli'].map((folder) => `test/${folder}/**`);

const SWAPS = new Map(
  [
    ['<', '<='],
    ['>', '>='],
    ['===', '!=='],
    ['+', '-'],
    ['*', '/'],
    ['&&', '||'],
    ['??', '&&'],
    ['+=', '-='],
  ].flatMap(([a, b]) => [
    [a, b],
    [b, a],
  ]),
);
const NAMES = new Map([
  ['min', 'max'],
  ['max', 'min'],
  ['some', 'every'],
  ['every', 'some'],
  ['floor', 'ceil'],
  ['ceil', 'floor'],
  ['push', 'unshift'],
]);

/** Every mutant of a file: where, and the text that goes there. */
function mutantsOf(file) {
  const text = readFileSync(path.join(root, file), 'utf8');
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found = [];
  const add = (node, to) => found.push({ file, from: node.getStart(source), until: node.getEnd(), to });
  const visit = (node) => {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isInterfaceDeclaration(node)) return;
    if (ts.isBinaryExpression(node)) {
      const to = SWAPS.get(node.operatorToken.getText(source));
      if (to !== undefined) add(node.operatorToken, to);
    } else if (ts.isNumericLiteral(node)) add(node, String(Number(node.text.replaceAll('_', '')) + 1));
    else if (node.kind === ts.SyntaxKind.TrueKeyword) add(node, 'false');
    else if (node.kind === ts.SyntaxKind.FalseKeyword) add(node, 'true');
    else if (ts.isPropertyAccessExpression(node) && NAMES.has(node.name.text)) add(node.name, NAMES.get(node.name.text));
    else if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) add(node, node.operand.getText(source));
    else if (ts.isConditionalExpression(node)) add(node.condition, `!(${node.condition.getText(source)})`);
    else if (ts.isIfStatement(node)) add(node.expression, `!(${node.expression.getText(source)})`);
    else if (ts.isExpressionStatement(node) && ts.isCallExpression(node.expression)) add(node, ';');
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Draws without repeating a place; mutants that differ only in types or never compile are drawn again by the caller. */
function drawn(all, random) {
  const rest = [...all];
  return () => rest.splice(Math.floor(random() * rest.length), 1)[0];
}

function lineOf(text, at) {
  return text.slice(0, at).split('\n').length;
}

function mutated(mutant) {
  const text = readFileSync(path.join(root, mutant.file), 'utf8');
  return { text, changed: text.slice(0, mutant.from) + mutant.to + text.slice(mutant.until) };
}

function describeMutant(mutant) {
  const { text, changed } = mutated(mutant);
  const line = lineOf(text, mutant.from);
  const at = (of) => of.split('\n')[line - 1].trim();
  return `${mutant.file}:${line}\n    - ${at(text)}\n    + ${at(changed)}`;
}

function tool(...args) {
  return spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8', timeout: TIMEOUT, killSignal: 'SIGKILL', maxBuffer: 2 ** 28 });
}

/** Returns what notices the mutant: `types`, the first test file that fails, `time`, or undefined. */
function noticedBy(file) {
  if (tool('scripts/build.mjs').status !== 0) return 'types';
  // Unit tests notice most of them, and soonest.
  return failingTest(file, SLOWER) ?? failingTest(file, []);
}

function failingTest(file, left) {
  const report = path.join(root, 'mutant.json');
  const exclude = [...NOT_ASKED, ...left].flatMap((glob) => ['--exclude', glob]);
  const args = ['related', '--run', '--bail', '1', '--passWithNoTests', '--reporter=json', `--outputFile=${report}`, ...exclude, file];
  const { status, signal } = tool('node_modules/vitest/vitest.mjs', ...args);
  if (signal !== null) return 'time';
  if (status === 0) return undefined;
  const failed = JSON.parse(readFileSync(report, 'utf8')).testResults.find(({ status: of }) => of === 'failed');
  return failed === undefined ? 'an error outside of tests' : path.relative(root, failed.name);
}

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    under: { type: 'string', default: 'src/fleet,src/models,src/results,src/study,src/report' },
    list: { type: 'boolean', default: false },
  },
});
/** The project as it is now, whatever is done to it meanwhile; to be thrown away. */
function copyOf(folder) {
  const copy = mkdtempSync(path.join(tmpdir(), 'runcast-mutants-'));
  process.on('exit', () => rmSync(copy, { recursive: true, force: true }));
  const left = new Set(['.git', 'node_modules', 'out', 'coverage']);
  cpSync(folder, copy, { recursive: true, filter: (from) => !left.has(path.relative(folder, from)) });
  symlinkSync(path.join(folder, 'node_modules'), path.join(copy, 'node_modules'), 'dir');
  return copy;
}

const root = values.list ? project : copyOf(project);
const files = values.under
  .split(',')
  .flatMap((folder) => readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => path.join(folder, name)))
  .filter((name) => name.endsWith('.ts'))
  .sort();
const next = drawn(files.flatMap(mutantsOf), seedrandom(values.seed));
if (values.list) {
  for (let i = 0; i < Number(values.count); i++) console.log(describeMutant(next()));
  process.exit(0);
}

const survivors = [];
let killed = 0;
while (killed + survivors.length < Number(values.count)) {
  const mutant = next();
  const { text, changed } = mutated(mutant);
  writeFileSync(path.join(root, mutant.file), changed);
  const by = noticedBy(mutant.file);
  writeFileSync(path.join(root, mutant.file), text);
  // What does not compile is no mutant that a test could meet.
  if (by === 'types') continue;
  if (by === undefined) survivors.push(mutant);
  else killed++;
  console.log(`${by === undefined ? 'SURVIVED' : `killed by ${by}`}  ${describeMutant(mutant)}`);
}
console.log(`\n${survivors.map(describeMutant).join('\n')}\n${killed} killed, ${survivors.length} survived`);
