/** The library gives what the command gives, to the byte: every scenario that ships, over a short horizon, and a study of outages. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  effectOf,
  openScenario,
  outageQuestion,
  parseDuration,
  parseTarget,
  parseThresholds,
  rerunCommand,
  runStudy,
  study,
  studyOf,
  studyOutages,
  studyQuestion,
  weekOfStarts,
  type PreparedScenario,
  type Threshold,
} from '../../src/index.js';
import { inProcess } from '../support/in-process.js';

const root = path.resolve(import.meta.dirname, '../..');
const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { readonly version: string };
const SCENARIOS = path.join(root, 'scenarios');
const NAMES = ['', 'incidents/']
  .flatMap((folder) => readdirSync(path.join(SCENARIOS, folder)).map((file) => folder + file))
  .filter((file) => file.endsWith('.yaml'))
  .sort();
const SET = ['horizon=2h', 'warmup=30m', 'replications=2'];
const breathe = (): Promise<void> => Promise.resolve();

async function opened(file: string, set: readonly string[]): Promise<PreparedScenario & { readonly thresholds: readonly Threshold[] }> {
  const prepared = await openScenario(file, { set });
  if ('issues' in prepared) throw new Error(JSON.stringify(prepared.issues));
  const { thresholds, issues } = parseThresholds(prepared.scenario.thresholds, prepared.fleet);
  expect(issues).toEqual([]);
  return { ...prepared, thresholds };
}

const typed = (set: readonly string[]): string[] => set.flatMap((one) => ['--set', one]);

describe('run', () => {
  test.each(NAMES)('%s', async (name) => {
    const file = path.join(SCENARIOS, name);
    const { out, err } = await inProcess(['run', file, ...typed(SET), '--seed', '7', '--json=full', '-q']);
    expect(err).toBe('');
    const prepared = await opened(file, SET);
    const rerun = rerunCommand({ file, set: SET, seed: 7 });
    const question = studyQuestion(prepared, { file, seed: 7, thresholds: prepared.thresholds, runcast: version, rerun });
    const { study } = await runStudy(studyOf(question), { breathe });
    expect(`${JSON.stringify(study)}\n` === out, 'the same bytes').toBe(true);
    expect(study.replications).toBe(2);
  });
});

test('the one call gives what the steps give', async () => {
  const file = path.join(SCENARIOS, 'failover-warm.yaml');
  const threshold = 'queue_time p(95) < 1m';
  const { out } = await inProcess(['run', file, ...typed(SET), '--threshold', threshold, '--seed', '7', '--json=full', '-q']);
  const { result } = await study(file, { set: SET, thresholds: [threshold], seed: 7 });
  expect({ ...result, runcast: version }).toEqual(JSON.parse(out));
});

test('outage', async () => {
  const file = path.join(SCENARIOS, 'failover-warm.yaml');
  const set = ['warmup=1h', 'horizon=4h'];
  const words = [
    'outage',
    file,
    '--target',
    'cloud=gce',
    '--api',
    'hangs',
    '--every',
    '2h',
    '--for',
    '20m,1h',
    '--room',
    '1h',
    '--years',
    '2',
    '--no-week',
    ...typed(set),
    '--json',
    '-q',
  ];
  const { out, err } = await inProcess(words);
  expect(err).toBe('');
  const command = JSON.parse(out) as { readonly rerun: string };
  const prepared = await opened(file, set);
  const target = parseTarget('cloud=gce', prepared.fleet);
  if (typeof target === 'string') throw new Error(target);
  const [short, hour, every] = ['20m', '1h', '2h'].map((text) => parseDuration(text)!);
  const { held } = weekOfStarts(prepared, hour!, hour!);
  const question = outageQuestion(prepared, {
    file,
    seed: 1,
    target,
    effect: effectOf('cloud', 'both', 'hangs'),
    thresholds: prepared.thresholds,
    held,
    every,
    durations: [short!, hour!],
    room: hour,
    years: 2,
    runcast: version,
    rerun: command.rerun,
  });
  const result = await runStudy(studyOutages(question), { breathe });
  expect(`${JSON.stringify(result)}\n` === out, 'the same bytes').toBe(true);
});
