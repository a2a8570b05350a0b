/**
 * What is told of a run that a limit cut short within an outage, or soon after it: the instant, and figures that are least ones. A job of 40 s comes
 * every 30 s to a host that is out for an hour, so that all of it can be worked out by hand.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { studyResultSchema, type StudyResult } from '../../src/study/study-result.js';
import { inProcess } from '../support/in-process.js';
import { textOf } from './studies.js';

const EVERY = 30;
const OUTAGE = { from: 3600, until: 7200 };
const LATE = 60;

const SCENARIO = `name: cut short
start: 2026-01-05T00:00:00Z
horizon: 4h
instances: { i: { url: "https://git.example/", long_polling: off } }
runners: { r: { instance: i, token: t } }
managers: { m: { config: m.toml } }
workloads: { w: { instance: i, projects: [p], trace: { file: h.csv, duration_includes: none } } }
events: [{ at: 1h, for: 1h, outage: { group: m } }]
`;
const TOML = 'concurrent = 5\ncheck_interval = 1\n[[runners]]\nname = "r"\nurl = "https://git.example/"\ntoken = "t"\nexecutor = "shell"\n';
const HISTORY = `queued_at,duration\n${Array.from({ length: 480 }, (_, i) => `${EVERY * i},40\n`).join('')}`;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'runcast-cut-'));
  for (const [file, text] of [
    ['s.yaml', SCENARIO],
    ['m.toml', TOML],
    ['h.csv', HISTORY],
  ] as const)
    writeFileSync(path.join(folder, file), text);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The study of a run with a limit, and all that is said of it. */
async function cut(limit: string): Promise<{ readonly study: StudyResult; readonly texts: Readonly<Record<string, string>> }> {
  const out = path.join(folder, limit);
  const argv = ['run', path.join(folder, 's.yaml'), '--set', limit];
  const short = await inProcess([...argv, '--out', out, '--quiet']);
  const full = await inProcess([...argv, '--full']);
  const screen = await inProcess(argv);
  expect([short.exit, full.exit, screen.exit]).toEqual([3, 3, 3]);
  const read = (file: string): string => readFileSync(path.join(out, file), 'utf8');
  const plain = (text: string): string => text.replace(/\\(.)/gu, '$1').replace(/\s+/gu, ' ');
  return {
    study: studyResultSchema.parse(JSON.parse(read('summary.json'))),
    texts: {
      'the one screen': plain(screen.out),
      'the whole summary': plain(full.out),
      'the page': plain(textOf(read('report.html'))),
      Markdown: plain(read('report.md')),
    },
  };
}

describe.each([
  { limit: 'limits.pending=60', outcome: 'max_pending', words: 'by the limit on pending jobs', at: '1h 30m' },
  { limit: 'limits.events=7980', outcome: 'max_events', words: 'by the limit on events', at: undefined },
])('within the outage, $words', ({ limit, outcome, words, at }) => {
  test('every figure is of the part that was run, and a least one', async () => {
    const { study, texts } = await cut(limit);
    const { first } = study;
    const { to } = first.window;
    expect(first.outcome).toBe(outcome);
    expect(to).toBeGreaterThan(OUTAGE.from + 10 * LATE);
    expect(to).toBeLessThan(OUTAGE.until);
    // The 61st job that waits is the one of 3600 s + 60 x 30 s.
    if (at !== undefined) expect(to).toBe(OUTAGE.from + 60 * EVERY);
    const queued = Array.from({ length: 480 }, (_, i) => EVERY * i).filter((second) => second >= OUTAGE.from && second < to);
    // The last to come waits too, but the part that was run ends before it.
    const waiting = queued.length + (to % EVERY === 0 ? 1 : 0);
    const late = queued.filter((second) => to - second >= LATE);
    const minutes = new Set(late.map((second) => Math.floor(second / 60))).size;
    expect(first.story).toHaveLength(1);
    expect(first.story![0]).toMatchObject({
      start: OUTAGE.from,
      end: null,
      recovered: null,
      jobsQueued: queued.length,
      jobsDelayed: late.length,
      backlogPeak: waiting,
      minutesMissed: minutes,
      jobsLostInAll: 0,
    });
    for (const [form, text] of Object.entries(texts)) {
      expect(text, form).toMatch(new RegExp(`Stopped at ${at ?? '1h \\d+m'} ${words}`, 'u'));
      expect(text, form).toContain('Figures cover the part that was run.');
      expect(text, form).toContain('The run ended before the outage did.');
      expect(text, form).toContain(`At least ${late.length} of ${queued.length} jobs late (1m or more).`);
      expect(text, form).toContain(`at least 0. Minutes with less than 95% (assumed) in time: at least ${minutes}.`);
      expect(text, form).not.toContain('as before:');
    }
  });
});

test('after the outage, before the fleet is as before: the end of the outage is known, nothing more', async () => {
  const { study, texts } = await cut('limits.events=8200');
  const [story] = study.first.story!;
  expect(study.first.window.to).toBeLessThan(OUTAGE.until + 600);
  expect(story).toMatchObject({ start: OUTAGE.from, end: OUTAGE.until, recovered: null });
  // All of the hour but its last minute were late when it ended.
  expect(story!.jobsDelayed).toBeGreaterThanOrEqual((OUTAGE.until - OUTAGE.from - LATE) / EVERY);
  for (const [form, text] of Object.entries(texts)) {
    expect(text, form).toContain('The run ended before the fleet was seen to be as before.');
    expect(text, form).not.toContain('The run ended before the outage did.');
    expect(text, form).toContain(`At least ${story!.jobsDelayed} of ${story!.jobsQueued} jobs late`);
  }
});
