/**
 * Twice the pipelines on twice the runners, through the command: at times of their own they wait less than once on one set; at the instants of their
 * originals each pair would only be one of twice the size, and wait as long. Waits are worked out by plain first come, first served.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { studyResultSchema } from '../../src/study/study-result.js';
import { inProcess } from '../support/in-process.js';

const PIPELINES = 40;
const JOBS = 8;
const RUNS = 60;
const EVERY = 600;
/** A job begins at a look for jobs, one of which is taken a second: what that adds to the wait of any job, at most. */
const LOOKS = 20;

const root = mkdtempSync(path.join(tmpdir(), 'runcast-twice-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Mean wait in seconds of what a run replays, as the run says it and as plain first come, first served has it, and how many jobs there were. */
async function waits(name: string, runners: number, scale: string): Promise<{ readonly run: number; readonly fifo: number; readonly jobs: number }> {
  const at = (...parts: string[]): string => path.join(root, name, ...parts);
  mkdirSync(at());
  const rows = Array.from({ length: PIPELINES * JOBS }, (_, i) => `p${Math.floor(i / JOBS)},${EVERY * Math.floor(i / JOBS)},${RUNS}`);
  writeFileSync(at('h.csv'), ['pipeline,queued_at,duration', ...rows, ''].join('\n'));
  writeFileSync(
    at('m.toml'),
    `concurrent = ${runners}\ncheck_interval = 1\n[[runners]]\nname = "r"\nurl = "https://git.example/"\ntoken = "t"\nexecutor = "shell"\nrequest_concurrency = 4\n`,
  );
  writeFileSync(
    at('s.yaml'),
    `name: twice
start: 2026-01-05T00:00:00Z
horizon: 12h
instances: { i: { url: "https://git.example/", request_latency: 0s, update_latency: 0s, final_update_latency: 0s, long_polling: off } }
runners: { r: { instance: i, token: t } }
managers: { m: { config: m.toml } }
workloads: { w: { instance: i, projects: [p], start: 0s, trace: { file: h.csv, duration_includes: none, scale: ${scale} } } }
`,
  );
  const { exit, err } = await inProcess(['run', at('s.yaml'), '--out', at('out'), '--quiet']);
  expect([exit, err]).toEqual([0, '']);
  const study = studyResultSchema.parse(JSON.parse(readFileSync(at('out/summary.json'), 'utf8')));
  const [head = '', ...lines] = readFileSync(at('out/jobs.csv'), 'utf8').trimEnd().split('\n');
  const queuedAt = head.split(',').indexOf('queued_at');
  const queued = lines.map((line) => Number(line.split(',')[queuedAt])).sort((a, b) => a - b);
  const freeAt = Array.from({ length: runners }, () => 0);
  let fifo = 0;
  for (const time of queued) {
    const first = freeAt.indexOf(Math.min(...freeAt));
    const begin = Math.max(time, freeAt[first]!);
    freeAt[first] = begin + RUNS;
    fifo += (begin - time) / queued.length;
  }
  return { run: study.first.jobs.all.queueTime.mean.value!, fifo, jobs: queued.length };
}

test('twice the pipelines on twice the runners wait less than once on one set', async () => {
  const once = await waits('once', 2, '1');
  // Two of eight jobs begin at once, two a minute later, and so on.
  expect(once).toMatchObject({ jobs: PIPELINES * JOBS, fifo: expect.closeTo((0 + 60 + 120 + 180) / 4, 9) as number });
  const paired = await waits('paired', 4, '{ pipelines: 2, spread: 0s }');
  expect(paired.jobs).toBe(2 * once.jobs);
  expect(paired.fifo).toBeCloseTo(once.fifo, 9);
  const spread = await waits('spread', 4, '{ pipelines: 2, spread: 1h }');
  expect(spread.jobs).toBe(2 * once.jobs);
  // Alone, four of eight would begin at once, and four a minute later.
  expect(spread.fifo).toBeGreaterThanOrEqual(30);
  expect(spread.fifo).toBeLessThan(0.8 * once.fifo);
  for (const { run, fifo } of [once, paired, spread]) {
    expect(run).toBeGreaterThanOrEqual(fifo);
    expect(run).toBeLessThan(fifo + LOOKS);
  }
  expect(spread.run).toBeLessThan(0.8 * once.run);
  expect(Math.abs(paired.run - once.run)).toBeLessThan(LOOKS / 2);
});
