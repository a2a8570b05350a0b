/** Studies for the tests of reports, made by the command as a user runs it, and a reader of the pages. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createHash } from 'node:crypto';
import { commandLine } from '../../src/cli/command-line.js';
import type { Terminal } from '../../src/cli/terminal.js';
import { describeHistory } from '../../src/history/describe/describe.js';
import { forecastHtml } from '../../src/report/backtest/forecast-html.js';
import { descriptionHtml } from '../../src/report/describe/html.js';
import { htmlReport } from '../../src/report/run/html.js';
import { offsetsOf } from '../../src/scenario/periods/zone.js';
import { studyResultSchema, type StudyResult } from '../../src/study/study-result.js';
import { forecastOf, futureSpan } from '../support/forecasts.js';
import { historyIn } from '../support/history.js';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64');

export const ROOT = path.resolve(import.meta.dirname, '../..');

/** What a command said. */
export interface Said {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command in this process. */
export async function command(argv: readonly string[], input = '', env: Terminal['env'] = {}): Promise<Said> {
  let [out, err] = ['', ''];
  const exit = await commandLine(argv, {
    out: (text) => {
      out += text;
      return Promise.resolve();
    },
    err: (text) => {
      err += text;
    },
    readInput: () => Promise.resolve(input),
    env,
    isOutTty: false,
    isErrTty: false,
    breathe: () => Promise.resolve(),
    onInterrupt: () => () => undefined,
  });
  return { exit, out, err };
}

/** The study of a scenario file. */
export async function studyOf(file: string, ...more: readonly string[]): Promise<StudyResult> {
  const { out, err } = await command(['run', file, '--json=full', '--quiet', ...more]);
  if (out === '') throw new Error(err);
  return studyResultSchema.parse(JSON.parse(out));
}

/** Six hours of the shared runners, three replications. */
export const sharedRunners = (): Promise<StudyResult> => studyOf(path.join(ROOT, 'scenarios/shared-runners.yaml'), '--set', 'horizon=6h');

/** Names that are markup, or would turn the direction of reading. */
export const EVIL = '<script>alert(1)</script>"\'&amp;<b onmouseover=alert(2)>\u202eevil\u2066';
const TOML = `concurrent = 3
[[runners]]
  name = "e"
  url = "https://git.example/"
  token = "glrt-abcdefgh12345678"
  executor = "shell"
  environment = ["HARMLESS=value-of-environment"]
[[runners]]
  name = "m"
  url = "https://git.example/"
  token = "another-token"
  executor = "docker+machine"
  [runners.docker]
    image = "x"
  [runners.machine]
    IdleCount = 2
    MachineDriver = "google"
    MachineName = "m-%s"
    MachineOptions = ["google-zone=z", "google-machine-type=t"]
`;

/** A study in which every name that a user or a trace may choose is hostile: the fleet, the parts, and the projects of jobs that nobody takes. */
export async function hostileStudy(): Promise<StudyResult> {
  const folder = mkdtempSync(path.join(tmpdir(), 'runcast-report-'));
  const key = JSON.stringify(EVIL);
  try {
    writeFileSync(path.join(folder, 'config.toml'), TOML);
    writeFileSync(
      path.join(folder, 's.yaml'),
      `name: ${key}
horizon: 2h
replications: 2
instances: { ${key}: { url: "https://git.example/" } }
runners:
  ${key}: { instance: ${key}, token: glrt-abcdefgh12345678 }
  ${JSON.stringify(`${EVIL}2`)}: { instance: ${key}, token: another-token }
clouds:
  ${key}: { driver: google, billing: { granularity: 1s, minimum: 1m }, zones: { z: { boot_time: 30s } }, machine_types: { t: 0.1 USD/h } }
managers: { ${key}: { config: config.toml, host: { cloud: ${key}, machine_type: t } } }
workloads:
  ${key}: { instance: ${key}, projects: [${key}], jobs: { rate: 60/h }, duration: 1m }
  ${JSON.stringify(`${EVIL}3`)}: { instance: ${key}, projects: [${key}], tags: [nobody], jobs: { rate: 6/h }, duration: 1m }
thresholds: { queue_time: ["p(95) < 1s"] }
`,
    );
    return await studyOf(path.join(folder, 's.yaml'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The page of a study. */
export const page = (study: StudyResult): Promise<string> => htmlReport(study, { sha256 });

const ENTITIES: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&amp;': '&' };

/** The text of a piece of markup, its tags taken for blanks. */
export function textOf(markup: string): string {
  return markup
    .replaceAll('<wbr>', '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(?:lt|gt|quot|#39|amp);/g, (entity) => ENTITIES[entity]!)
    .replace(/\s+/g, ' ')
    .trim();
}

/** A table of a page: its columns, and its cells by the name of the row; a cell is its figure and its half-width. */
export interface PageTable {
  readonly columns: readonly string[];
  readonly rows: ReadonlyMap<string, readonly (readonly [figure: string, spread: string])[]>;
}

/** The tables of a page by their names for those who hear them. */
export function tablesOf(html: string): Map<string, PageTable> {
  const tables = new Map<string, PageTable>();
  for (const [, label = '', body = ''] of html.matchAll(
    /<div class="scroll[^"]*"[^>]*aria-label="([^"]*)">(?:<p class="hint">[^<]*<\/p>)?<table[^>]*>(.*?)<\/table>/gs,
  )) {
    const columns = [...body.matchAll(/<th scope="col">(.*?)<\/th>/gs)].slice(1).map(([, text = '']) => textOf(text));
    const rows = new Map(
      [...body.matchAll(/<tr[^>]*><th scope="row">(.*?)<\/th>(.*?)<\/tr>/gs)].map(([, name = '', cells = '']) => [
        textOf(name),
        [...cells.matchAll(/<td[^>]*>(.*?)<\/td>/gs)].map(([, cell = '']) => {
          const [figure = '', spread = ''] = cell.split('<span class="spread">');
          return [textOf(figure), textOf(spread)] as const;
        }),
      ]),
    );
    tables.set(textOf(label), { columns, rows });
  }
  return tables;
}

const UNITS: Readonly<Record<string, number>> = { us: 1e-6, ms: 1e-3, s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

/** The number that a text shows, in seconds, as a fraction, in USD or as it is, and how far the true one may be off: half of the last unit or digit. */
export function shownNumber(text: string): { readonly value: number; readonly off: number } {
  const bare = text.replace(/^(?:± |>= |<= )/, '').replaceAll(',', '');
  // Too little to be read: anything between nought and what it is less than.
  if (/^<(?:1ms|0\.001)/.test(bare)) return { value: 0.0005, off: 0.0005 };
  const terms = [...bare.matchAll(/([\d.]+)(us|ms|s|m|h|d|w)(?![a-z])/g)];
  if (terms.length > 0 && /^[\d.a-z ]+$/.test(bare)) {
    const value = terms.reduce((sum, [, digits, unit]) => sum + Number(digits) * UNITS[unit!]!, 0);
    const [, digits = '', unit = ''] = terms.at(-1)!;
    // What has a fraction has three digits; what has none may have been cut at the unit, or at a tenth of a percent of it.
    return { value, off: digits.includes('.') ? value * 0.005 : UNITS[unit]! * 0.5 + value * 0.005 * (terms.length === 1 ? 1 : 0) };
  }
  const number = Number(/^>?([\d.e-]+)/.exec(bare)![1]);
  const scale = bare.endsWith('%') ? 0.01 : 1;
  return { value: number * scale, off: Math.abs(number * scale) * 0.005 + (/^\d+$/.test(bare) ? 0.5 : 1e-9) };
}

/** The page about a history with a runner, tags and names that are long, hostile or both, beside those of the sample that ships. */
export async function historyPage(): Promise<string> {
  const [head = '', ...rows] = readFileSync(path.join(ROOT, 'scenarios/sample-history.csv'), 'utf8').trimEnd().split('\n');
  const evil = ['<b>bold</b>', 'a'.repeat(120), '\u202eturned', 'plain'];
  const lines = rows.map((row, i) => `${row},${evil[i % evil.length]!}`);
  const history = historyIn(
    [`${head},runner`, ...lines.map((line, i) => (i % 7 === 0 ? line.replace('gitlab-org', evil[i % 3]!) : line)), ''].join('\n'),
  );
  return descriptionHtml(describeHistory(history, { timezone: 'UTC', offsetsOf: offsetsOf('UTC') }), {
    name: `history ${evil[1]!}.csv`,
    runcast: '0.0.0',
    sha256,
  });
}

/** The page of a forecast of 20 days, one of which is called by a hostile name. */
export function forecastPage(): string {
  const days = Array.from({ length: 20 }, (_, i) => futureSpan(`2018-10-${String(i + 10)} Day`, 20 * (i + 1), 80));
  const result = forecastOf([...days, futureSpan(EVIL, 0, 0)], { history: EVIL, skipped: [{ name: EVIL, why: EVIL }] });
  return forecastHtml(result, { sha256 });
}
