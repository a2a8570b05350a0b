/** Reads a GitLab Runner `config.toml`: text in, checked settings and every issue out. */
import { SECOND, type Micros } from '../../units/time.js';
import { withExcerpt, type Issue, type Position } from '../text/issue.js';
import { DRAIN_KEYS, GLOBAL_MACHINE_KEYS, TOP_KEYS, type RunnerVersion } from './known-keys.js';
import { explainSyntax } from './placeholders.js';
import { readEntry, type RunnerEntry } from './read-entry.js';
import { COUNT, SECONDS, TableReader, type Reading } from './table-reader.js';
import { parseToml } from './toml-document.js';
import { tomlSecrets } from './toml-secrets.js';

/** `[machine.shutdown_drain]`. */
interface DrainSettings {
  readonly enabled: boolean;
  readonly concurrency: number;
  readonly max_retries: number;
  readonly retry_backoff: Micros;
}

/** One `config.toml`: a manager process's settings. */
export interface RunnerConfig {
  readonly file: string;
  readonly concurrent: number;
  /** Seconds as written, 0 where unset; GitLab Runner reads 0 and less as 3. */
  readonly check_interval: number;
  readonly shutdown_timeout: Micros;
  readonly drain: DrainSettings;
  readonly entries: readonly RunnerEntry[];
  /** Where each top-level key stands, for messages. */
  readonly positions: Readonly<Record<string, Position>>;
}

/** The version whose rules hold where none is given: the newest one that was recorded. */
export const NEWEST_VERSION: RunnerVersion = [19, 4];

export interface ReadOptions {
  /** The manager's version: it decides which keys are read. Default: the newest known. */
  readonly runnerVersion?: RunnerVersion;
}

function readDrain(reader: TableReader): DrainSettings {
  const { reading } = reader;
  const machine = reader.subtable('machine');
  const outer = machine === undefined ? undefined : new TableReader(reading, machine, 'machine', GLOBAL_MACHINE_KEYS);
  const table = outer?.subtable('shutdown_drain');
  const drain = table === undefined ? undefined : new TableReader(reading, table, 'machine.shutdown_drain', DRAIN_KEYS);
  const concurrency = drain?.integer('concurrency', COUNT, 3) ?? 3;
  return {
    enabled: drain?.boolean('enabled', false) ?? false,
    concurrency: concurrency === 0 ? 3 : concurrency,
    max_retries: drain?.integer('max_retries', COUNT, 3) ?? 3,
    retry_backoff: drain?.duration('retry_backoff') ?? 5 * SECOND,
  };
}

function readConcurrent(reader: TableReader): number {
  const node = reader.node('concurrent');
  const isFragment = node === undefined && reader.table.entries.size <= 1;
  if (node === undefined) {
    const fragment = isFragment ? ' This looks like a part of a config.toml; give the whole file.' : '';
    reader.error(
      { line: 1, column: 1 },
      'concurrent',
      `required: GitLab Runner does not start without it. Write concurrent = <number of jobs at once> at the top.${fragment}`,
    );
    return 1;
  }
  if (node.kind === 'integer' && node.value < 1) {
    reader.error(node.position, 'concurrent', `${node.value} is less than 1; GitLab Runner does not start with it`);
    return 1;
  }
  return reader.integer('concurrent', { min: 1, max: COUNT.max }, 1);
}

/** Returns the settings and the issues found, all at once, in the order of the file. `config` is absent exactly when one of the issues is an error. */
export function readConfig(text: string, file: string, options: ReadOptions = {}): { config?: RunnerConfig; issues: Issue[] } {
  const parsed = parseToml(text);
  if ('problem' in parsed) {
    const { position, problem } = parsed;
    const message = explainSyntax(text, position.line, problem);
    return { issues: [{ severity: 'error', file, position, message, excerpt: withExcerpt(text, position, tomlSecrets(text)) }] };
  }
  const issues: Issue[] = [];
  const reading: Reading = { file, text, version: options.runnerVersion ?? NEWEST_VERSION, issues };
  const reader = new TableReader(reading, parsed.root, '', TOP_KEYS);
  const concurrent = readConcurrent(reader);
  const check_interval = reader.integer('check_interval', SECONDS, 0);
  const shutdownSeconds = reader.integer('shutdown_timeout', SECONDS, 0);
  const drain = readDrain(reader);
  const tables = reader.tables('runners');
  if (tables.length === 0 && reader.node('runners') === undefined) {
    reader.error({ line: 1, column: 1 }, 'runners', 'the file holds no [[runners]] entry, so there is nothing to simulate; add one');
  }
  const entries = tables.map((table, index) => readEntry(reading, table, index));
  issues.sort((a, b) => (a.position?.line ?? 0) - (b.position?.line ?? 0) || (a.position?.column ?? 0) - (b.position?.column ?? 0));
  if (issues.some((issue) => issue.severity === 'error')) return { issues };
  const shutdown_timeout = (shutdownSeconds === 0 ? 30 : shutdownSeconds) * SECOND;
  return { config: { file, concurrent, check_interval, shutdown_timeout, drain, entries, positions: reader.positions }, issues };
}
