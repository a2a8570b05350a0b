/** The shipped scenarios give the same bytes on every supported version of Node: prints a line a run and ends with `N passed, N failed`. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { sideBySide } from './side-by-side.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const MAJORS = [20, 22, 24, 26];
const COMMAND = path.join(root, 'dist/cli/main.js');

/** How a process ended, and what it said. */
function run(command, args, options = {}) {
  return new Promise((resolve) => {
    execFile(command, args, { cwd: root, maxBuffer: 2 ** 30, ...options }, (error, stdout, stderr) => {
      resolve({ status: error === null ? 0 : (error.code ?? error.signal), stdout, stderr });
    });
  });
}

/** The binary of a major version: npm's package `node` brings it. Asked in an empty folder, so that the project's own packages are no concern. */
async function binaryOf(major, folder) {
  const { status, stdout, stderr } = await run('npx', ['--yes', `node@${major}`, '--print', 'process.execPath'], { cwd: folder });
  if (status !== 0) throw new Error(`npx node@${major}: ${stderr.trim()}`);
  const binary = stdout.trim().split('\n').at(-1);
  const version = (await run(binary, ['--version'])).stdout.trim();
  if (!version.startsWith(`v${major}.`)) throw new Error(`npx node@${major} is ${version}`);
  return { binary, version };
}

/** Hash of what one version says of a scenario, and the fingerprints in it. */
async function play(binary, scenario) {
  const { status, stdout, stderr } = await run(binary, [COMMAND, 'run', `scenarios/${scenario}`, '--json=full', '--quiet']);
  if (status !== 0) return { trouble: `exit code ${status}: ${stderr.trim().split('\n').at(-1)}` };
  const fingerprints = JSON.parse(stdout).runs.map(({ fingerprint }) => fingerprint);
  if (fingerprints.length === 0 || fingerprints.some((text) => !/^\d+-[0-9a-f]{16}$/.test(text)))
    return { trouble: 'it has no fingerprint' };
  return { hash: createHash('sha256').update(stdout).digest('hex'), fingerprints: fingerprints.join(' ') };
}

/** A hash over many values of the functions of mathematics that the engine uses: each version must compute the same last bit. */
const PRIMITIVES = `
  const { Fingerprint } = await import(${JSON.stringify(pathToFileURL(path.join(root, 'dist/record/fingerprint.js')).href)});
  const print = new Fingerprint();
  const words = new Int32Array(2);
  const bits = new Float64Array(words.buffer);
  for (const f of [Math.log, Math.exp, Math.sin, Math.cos, Math.log1p, Math.expm1, Math.cbrt, Math.tanh, Math.sqrt]) {
    for (let i = 1; i <= 200000; i++) {
      bits[0] = f(i * 1.6180339887e-4);
      print.addInts(words);
    }
  }
  console.log(print.hex());`;

/** What one binary makes of the functions of mathematics. */
async function compute(binary) {
  const { status, stdout, stderr } = await run(binary, ['--input-type=module', '--eval', PRIMITIVES]);
  return status === 0 ? { hash: stdout.trim() } : { trouble: stderr.trim() };
}

/** What is played on each version, by name. */
function tasks() {
  const scenarios = readdirSync(path.join(root, 'scenarios'))
    .filter((name) => name.endsWith('.yaml'))
    .sort();
  if (scenarios.length === 0) throw new Error('there is no scenario');
  return [...scenarios.map((name) => [name, (binary) => play(binary, name)]), ['mathematics', compute]];
}

/** Says whether a version gave what the first one gave. */
function judge(got, first) {
  if (got.trouble !== undefined) return [false, got.trouble];
  const isEqual = got.hash === first.hash && got.fingerprints === first.fingerprints;
  return [isEqual, isEqual ? got.hash.slice(0, 16) : `${got.hash.slice(0, 16)} and not ${first.hash.slice(0, 16)} as on ${first.version}`];
}

/** Plays every task on every version and prints a line for each; returns the counts, each comparison a test. */
export async function compareNodes() {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const say = (isGood, text) => {
    counts[isGood ? 'passed' : 'failed']++;
    console.log(`${isGood ? 'ok' : 'FAILED'}  ${text}`);
  };
  const folder = mkdtempSync(path.join(tmpdir(), 'runcast-nodes-'));
  const expected = new Map();
  try {
    for (const major of MAJORS) {
      const { binary, version } = await binaryOf(major, folder);
      const played = await sideBySide(tasks().map(([name, task]) => async () => [name, await task(binary)]));
      for (const [name, got] of played) {
        if (got.trouble === undefined && !expected.has(name)) expected.set(name, { ...got, version });
        const [isGood, detail] = judge(got, expected.get(name));
        say(isGood, `Node ${version}  ${name}  ${detail}`);
      }
    }
  } catch (error) {
    say(false, error.message);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return counts;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { passed, failed } = await compareNodes();
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}
