/**
 * Writes reports/: what the scenarios that ship say, as HTML and as Markdown, and a page that lists them (after a build). `--out DIR` writes them
 * elsewhere, which is how a test compares them.
 */
import { spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const COMMAND = path.join(root, 'dist/cli/main.js');
/** Runs at a time. */
const SIDE_BY_SIDE = 2;

/** Runs one scenario into a folder; resolves when it is there. */
function run(name, folder) {
  // The path is as a user at the root of the project would type it: the report repeats it.
  const words = [COMMAND, 'run', `scenarios/${name}.yaml`, '--quiet', '--out', folder];
  const child = spawn(process.execPath, words, { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] });
  let trouble = '';
  child.stderr.setEncoding('utf8').on('data', (text) => (trouble += text));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`${name}: exit code ${code}: ${trouble.trim()}`))));
  });
}

/** Title and verdict stand in the first lines of the Markdown. */
function listed(name, markdown) {
  const [title, , verdict] = markdown.split('\n');
  return `- **${title.replace(/^# /, '')}** ([${name}.yaml](../scenarios/${name}.yaml)): ${verdict.replaceAll('**', '')} [Markdown](${name}.md), [HTML](${name}.html)`;
}

/** Writes the reports of all scenarios into `target`. */
async function writeReports(target) {
  const names = readdirSync(path.join(root, 'scenarios'))
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => path.basename(file, '.yaml'))
    .sort();
  const work = mkdtempSync(path.join(tmpdir(), 'runcast-reports-'));
  try {
    const waiting = [...names];
    const worker = async () => {
      for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) await run(name, path.join(work, name));
    };
    await Promise.all(Array.from({ length: SIDE_BY_SIDE }, worker));
    rmSync(target, { recursive: true, force: true });
    mkdirSync(target, { recursive: true });
    const lines = names.map((name) => {
      for (const ending of ['html', 'md']) copyFileSync(path.join(work, name, `report.${ending}`), path.join(target, `${name}.${ending}`));
      return listed(name, readFileSync(path.join(target, `${name}.md`), 'utf8'));
    });
    writeFileSync(path.join(target, 'README.md'), `${INTRODUCTION}\n${lines.join('\n')}\n`);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

const INTRODUCTION = `# What the scenarios that ship say

Written by \`npm run reports\`; a test compares them with what the code says now. The HTML pages need no network: save one and open it.
`;

const out = process.argv.indexOf('--out');
await writeReports(out < 0 ? path.join(root, 'reports') : path.resolve(process.argv[out + 1]));
