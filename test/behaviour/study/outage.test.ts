/** Studies of outages: what is planned, what is measured, and that a fleet without harm has none. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FleetRun, FleetRunOptions, RunProgress } from '../../../src/models/fleet-run.js';
import type { FleetSpec } from '../../../src/fleet/fleet.js';
import { outageCsv, OUTAGE_COLUMNS } from '../../../src/report/outage/csv.js';
import { outageHtml } from '../../../src/report/outage/html.js';
import { outageText } from '../../../src/report/outage/text.js';
import { withOutage, withoutFaults } from '../../../src/study/fleet-patch.js';
import { harmOf } from '../../../src/study/outage/harm.js';
import { Ledger, readLedger } from '../../../src/study/kept/ledger.js';
import type { OutageResult } from '../../../src/study/outage/outage-result.js';
import { PlainRunCut, studyOutages } from '../../../src/study/method/outage.js';
import type { OutageQuestion } from '../../../src/study/outage/question.js';
import { runStudySync } from '../../../src/study/runner.js';
import type { Evidence } from '../../../src/results/outages/recovery.js';
import {
  DEFAULT_BETWEEN,
  DEFAULT_DURATION,
  DEFAULT_ROOM,
  defaultDurations,
  planSweep,
  planYears,
  YEAR,
} from '../../../src/study/outage/plan.js';
import { parseSlo } from '../../../src/study/thresholds/slo.js';
import { parseTarget } from '../../../src/study/outage/target.js';
import type { JobRecord } from '../../../src/record/job.js';
import { NOT_YET } from '../../../src/record/not-yet.js';
import { DAY, HOUR, MINUTE, SECOND, WEEK } from '../../../src/units/time.js';
import { aJob } from '../../support/records.js';
import { fleet as small } from '../../support/prepared-engine.js';

/** Minutes at which jobs come: one every half an hour, one every two minutes on Wednesday from 14:00 to 15:00. */
const RUSH = 2 * DAY + 14 * HOUR;
const fleet: FleetSpec = { ...small, startEpochMs: 4 * 86_400_000, horizon: WEEK + DAY, warmup: 0 };

function arrivals(horizon: number): number[] {
  const out: number[] = [];
  for (let at = 0; at < horizon; at += 2 * MINUTE) if (at % (30 * MINUTE) === 0 || (at >= RUSH && at < RUSH + HOUR)) out.push(at);
  return out;
}

/** An engine in which a job waits 1 s, but during an outage of cloud 0 until its end, and then for those before it, 10 s each. */
function engine(spec: FleetSpec, { recorder }: FleetRunOptions): FleetRun {
  const [outage] = spec.outages;
  const hurts = outage?.target.kind === 'cloud' && outage.times.kind === 'fixed' ? outage.times.windows[0] : undefined;
  let behind = 0;
  let progress: RunProgress = 'more';
  return {
    advance() {
      if (progress !== 'more') return progress;
      for (const at of arrivals(spec.horizon)) {
        const waits = hurts !== undefined && at >= hurts.from && at < hurts.to;
        const startedAt = waits ? hurts.to + 10 * SECOND * ++behind : at + SECOND;
        const isStarted = startedAt < spec.horizon;
        recorder.job(
          aJob(at / SECOND, 0, {
            startedAt: isStarted ? startedAt : NOT_YET,
            status: isStarted ? 'success' : 'pending',
            finishedAt: NOT_YET,
          }),
        );
      }
      progress = 'done';
      return progress;
    },
    get now() {
      return progress === 'more' ? 0 : spec.horizon;
    },
    events: 0,
    signals: [],
    counters: [],
    fingerprint: () => '',
  } as unknown as FleetRun;
}

const question = (over: Partial<OutageQuestion> = {}): OutageQuestion => ({
  fleet,
  facts: {
    runcast: '1.0.0',
    scenario: { name: 'rush', file: 's.yaml', hash: '0'.repeat(64), start: '1970-01-05T00:00:00Z', timezone: 'UTC' },
    seed: 1,
    replications: 1,
    rerun: 'runcast outage s.yaml',
  },
  target: { kind: 'cloud', index: 0, name: 'gce' },
  effect: { kind: 'down', api: 'fails', machines: 'die' },
  slo: { bound: MINUTE, share: 0.95 },
  every: 2 * HOUR,
  durations: [HOUR],
  room: 2 * HOUR,
  years: 0,
  between: DEFAULT_BETWEEN,
  duration: DEFAULT_DURATION,
  clock: fleet.startEpochMs * 1000,
  ...over,
});

function played(asked: OutageQuestion): OutageResult {
  return runStudySync(studyOutages(asked), { start: engine });
}

test('what a study assumes where it is not told: documented in docs/explanation/outage-study.md', () => {
  expect(DEFAULT_BETWEEN).toEqual({ kind: 'exponential', mean: 90 * DAY });
  expect(DEFAULT_ROOM).toBe(6 * HOUR);
  expect(YEAR).toBe(12 * 730 * HOUR);
  // Median and 90 % of a lognormal of sigma 1.23: exp(1.2816 x 1.23) is 4.84 times the median.
  expect(defaultDurations(DEFAULT_DURATION).map((length) => length / MINUTE)).toEqual([139, 672]);
  expect(defaultDurations({ kind: 'constant', value: 10 })).toEqual([MINUTE]);
});

describe('a sweep', () => {
  test('of a target that harms nobody gives zeros', () => {
    const { maps, target } = played(question({ target: { kind: 'service', index: 0, name: 'mirror' }, effect: { kind: 'service_down' } }));
    expect(target).toEqual({ kind: 'helper', name: 'mirror', effect: 'it serves nothing' });
    expect(maps[0]!.cells.length).toBe(7 * 12);
    for (const { late, waitHours, lost, sloMinutes, recoverMinutes } of maps[0]!.cells) {
      expect([late.mean, waitHours.mean, lost.mean, sloMinutes.mean, recoverMinutes]).toEqual([0, 0, 0, 0, 0]);
    }
  });

  test('finds the planted rush hour, and its numbers are those of arithmetic', () => {
    const result = played(question());
    const worst = result.maps[0]!.cells.reduce((a, b) => (b.late.mean > a.late.mean ? b : a));
    expect(worst).toMatchObject({ weekday: 2, minuteOfDay: 14 * 60, startSeconds: RUSH / SECOND });
    // 30 jobs of the rush, 2 minutes apart, each 10 s behind the one before after the end; all but 1 s of it is more than without.
    const waits = Array.from({ length: 30 }, (_, i) => 3600 - 120 * i + 10 * (i + 1) - 1);
    expect(worst.late.mean).toBe(30);
    expect(worst.waitHours.mean).toBeCloseTo(waits.reduce((a, b) => a + b) / 3600, 9);
    // A job every two minutes, late each: 30 minutes of missed SLO. The last of them starts 300 s after the end.
    expect(worst.sloMinutes.mean).toBe(30);
    expect(worst.recoverMinutes).toBe(5);
    const quiet = result.maps[0]!.cells.find(({ startSeconds }) => startSeconds === 0)!;
    expect(quiet.late.mean).toBe(2);
  });

  test('text, table and page say it; lines fit 80 columns; the same question gives the same bytes', async () => {
    const asked = question({ years: 3, durations: [HOUR, 3 * HOUR], every: 4 * HOUR });
    const [a, b] = [played(asked), played(asked)];
    const text = outageText(a);
    for (const line of text.split('\n').slice(0, -2)) expect(line.length, line).toBeLessThanOrEqual(80);
    const plainText = outageText(played(question({ every: HOUR })), undefined, true);
    for (const line of plainText.split('\n').slice(0, -2)) expect(line.length, line).toBeLessThanOrEqual(80);
    expect(plainText).toMatch(/^[\n\x20-\x7e]*$/u);
    expect(text).toMatch(/Worst: Wed 12:00 for 3h: 3\d(\.\d)? jobs late/u);
    expect(text).toContain('Quietest for that length: ');
    const page = await outageHtml(a, { sha256: () => 'hash' });
    expect(page).toContain('Worst: Wed 12:00 for 3h');
    expect(page).not.toMatch(/<script/iu);
    const csv = outageCsv(a);
    expect(csv.split('\n')[0]).toBe(OUTAGE_COLUMNS);
    expect(csv.trimEnd().split('\n').length).toBe(1 + 2 * 42 + a.availability!.outages.length);
    for (const row of csv.trimEnd().split('\n')) expect(row.split(',').length).toBe(OUTAGE_COLUMNS.split(',').length);
    expect(JSON.stringify(a)).toBe(JSON.stringify(b));
    expect(outageText(b)).toBe(text);
    expect(await outageHtml(b, { sha256: () => 'hash' })).toBe(page);
  });

  test('hourly columns hold no numbers, but shades with their legend and the mark of a harm that is a least one', async () => {
    // What begins at 6 o'clock on Wednesday lasts until the rush, and the run ends too soon to see its jobs go.
    const result = played(question({ every: HOUR, durations: [9 * HOUR], room: 17 * MINUTE }));
    const open = result.maps[0]!.cells.filter(({ recoverMinutes }) => recoverMinutes === null);
    expect(open.length).toBeGreaterThan(0);
    expect(open.length).toBeLessThan(result.maps[0]!.cells.length);
    const text = outageText(result);
    const rows = text.split('\n').filter((line) => /^ {2}(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) /u.test(line));
    expect(rows.length).toBe(7);
    expect(rows.join('').split('>').length - 1).toBe(open.length);
    expect(rows.join('')).not.toMatch(/\d/u);
    expect(text).toContain('· none, ░ 0 to');
    const page = await outageHtml(result, { sha256: () => 'hash' });
    const [first] = page.split('<h2>Hours that jobs waited longer');
    expect(first!.match(/<text class="n"[^>]*>&gt;<\/text>/gu)).toHaveLength(open.length);
    const legend = /<ul class="legend">[\s\S]*?<\/ul>/u.exec(first!)![0];
    const names = [...legend.matchAll(/<\/svg>([^<]*)<\/li>/gu)].map((match) => match[1]);
    const worst = Math.max(...result.maps[0]!.cells.map(({ late }) => late.mean));
    const step = (share: number): string => String(Number((worst * share).toPrecision(3)));
    expect(names).toEqual(['none', ...[0, 0.25, 0.5, 0.75].map((share) => `${step(share)} to ${step(share + 0.25)}`)]);
    expect(new Set(legend.match(/fill-opacity="[^"]*"/gu)).size).toBe(5);
  });

  test('stops where the run without outages hits a limit', () => {
    const stuck = (spec: FleetSpec, options: FleetRunOptions): FleetRun => ({ ...engine(spec, options), advance: () => 'max_pending' });
    expect(() => runStudySync(studyOutages(question()), { start: stuck })).toThrow(PlainRunCut);
  });

  test('starts at whole times of the local clock, one week, as far as the horizon holds the outage', () => {
    const spec = { warmup: 90 * MINUTE, horizon: 2 * WEEK };
    const starts = planSweep(spec, { every: 4 * HOUR, duration: HOUR, room: 6 * HOUR, clock: HOUR });
    expect(starts.length).toBe(42);
    expect(starts[0]).toEqual({ from: 3 * HOUR, duration: HOUR, until: 10 * HOUR });
    const short = planSweep({ warmup: 0, horizon: 10 * HOUR }, { every: 4 * HOUR, duration: 3 * HOUR, room: 6 * HOUR, clock: 0 });
    expect(short.map(({ from, until }) => [from / HOUR, until / HOUR])).toEqual([
      [0, 9],
      [4, 10],
    ]);
  });
});

describe('years', () => {
  test('outages follow each other within their year, start inside the measured period, and end with the horizon', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 3, max: 400 }), (seed, hours) => {
        const spec = { warmup: HOUR, horizon: hours * HOUR };
        const drawn = planYears(spec, { seed, years: 3, between: DEFAULT_BETWEEN, duration: DEFAULT_DURATION }, HOUR);
        for (const [i, outage] of drawn.entries()) {
          const before = drawn[i - 1];
          if (before?.year === outage.year) expect(outage.atOfYear).toBeGreaterThan(before.atOfYear + before.drawn - 1);
          expect(outage.atOfYear).toBeLessThan(YEAR);
          expect(outage.from).toBeGreaterThanOrEqual(HOUR);
          expect(outage.from + outage.duration).toBeLessThanOrEqual(spec.horizon);
          expect(outage.duration).toBeGreaterThan(0);
          expect(outage.duration).toBeLessThanOrEqual(outage.drawn);
        }
      }),
    );
  });

  test('more years leave the first ones as they were', () => {
    const draw = (years: number) => planYears(fleet, { seed: 7, years, between: DEFAULT_BETWEEN, duration: DEFAULT_DURATION }, HOUR);
    const two = draw(2);
    expect(two.length).toBeGreaterThan(0);
    expect(draw(5).filter(({ year }) => year < 2)).toEqual(two);
  });

  test('availability is one minus the late jobs over the jobs of a year', () => {
    const { availability } = played(question({ years: 4 }));
    const { jobsPerYear, outages, ofOutages, inAll, withoutOutages } = availability!;
    expect(withoutOutages).toBe(1);
    // Of the eight days a whole week: the rush comes once in it.
    expect(jobsPerYear).toBeCloseTo((arrivals(WEEK).length * YEAR) / WEEK, 6);
    const late = outages.reduce((sum, outage) => sum + outage.late, 0);
    expect(late).toBeGreaterThan(0);
    expect(ofOutages.mean).toBeCloseTo(1 - late / jobsPerYear / 4, 12);
    expect(inAll.mean).toBeCloseTo(ofOutages.mean, 12);
    expect(ofOutages.halfWidth).toBeGreaterThan(0);
    expect(played(question({ years: 1 })).availability!.ofOutages.halfWidth).toBeNull();
  });

  test('the lengths by default are the median and the 90 % quantile', () => {
    expect(defaultDurations(DEFAULT_DURATION)).toEqual([139 * MINUTE, 672 * MINUTE]);
    expect(defaultDurations({ kind: 'constant', value: HOUR })).toEqual([HOUR]);
  });
});

describe('what is measured', () => {
  const slo = { bound: 50 * SECOND, share: 0.95 };

  test('a wait that goes on counts so far; who is cancelled while pending has left the queue', () => {
    const { jobs } = filled([
      aJob(0, 100),
      aJob(10, 0, { startedAt: NOT_YET, scriptAt: NOT_YET, finishedAt: NOT_YET, status: 'pending' }),
      aJob(20, 0, { startedAt: NOT_YET, scriptAt: NOT_YET, finishedAt: 50 * SECOND, status: 'cancelled' }),
      aJob(30, 5, { status: 'runner_system_failure' }),
    ]);
    const at = (seconds: number) => ({ from: 0, until: seconds * SECOND, at: seconds * SECOND });
    expect(jobs.counts(at(60))).toEqual({ jobs: 4, late: 2, held: 0, waitSeconds: 60 + 50 + 30 + 5, waitMicros: 0 });
    expect(jobs.counts(at(3600)).late).toBe(2);
    expect([60, 140, 141].map((seconds) => jobs.lost([{ from: 0, until: seconds * SECOND }], seconds * SECOND))).toEqual([0, 0, 1]);
    // In the system from 30 s to its end: once, however many spans it lies in.
    const spans = [
      [0, 31],
      [31, 40],
      [50, 60],
    ].map(([from, until]) => ({ from: from! * SECOND, until: until! * SECOND }));
    expect(jobs.lost(spans, Infinity)).toBe(1);
    expect(jobs.lost([{ from: 0, until: 30 * SECOND }], Infinity)).toBe(0);
    expect(jobs.peak(0, HOUR)).toEqual({ jobs: 4, at: 30 * SECOND });
    expect(jobs.meanBacklog(0, 20 * SECOND)).toBe(1.5);
    // 3 jobs for 10 s, 4 for 5 s, 3 for 15 s, 2 for 50 s, 1 for the rest.
    expect(jobs.meanBacklog(20 * SECOND, 110 * SECOND)).toBeCloseTo((30 + 20 + 45 + 100 + 10) / 90, 12);
  });

  test('two runs with the same jobs in another order do not differ at all', () => {
    const waits = fc.array(fc.tuple(fc.integer({ min: 0, max: 1e5 }), fc.integer({ min: 0, max: 1e4 })), { maxLength: 60 });
    fc.assert(
      fc.property(waits, fc.integer({ min: 1, max: 1e5 }), fc.integer({ min: 1, max: 1e5 }), (jobs, from, length) => {
        const own = jobs.map(([queued, wait]) => aJob(queued, wait / 7));
        const window = { from: from * SECOND, to: (from + length) * SECOND, until: (from + length) * SECOND + HOUR };
        expect(harmOf(filled(own), filled([...own].reverse()), window)).toEqual({
          late: 0,
          held: 0,
          waitHours: 0,
          lost: 0,
          sloMinutes: 0,
          recoverMinutes: 0,
        });
      }),
    );
  });

  function filled(jobs: readonly JobRecord[]): Evidence {
    const ledger = new Ledger(fleet, slo);
    for (const job of jobs) ledger.job(job);
    return readLedger(fleet, ledger.columns([]));
  }
});

describe('the fleets', () => {
  const person = { kind: 'person', outages: [0], delay: { kind: 'constant', value: 0 } } as const;
  const failover = { name: 'f', reaction: { kind: 'constant', value: 0 }, unpause: [], start: [], reload: [], back: undefined } as const;
  const rule = { kind: 'rule', anyOf: [], holdsFor: 0 } as const;
  const own = {
    name: 'own',
    target: { kind: 'zone', index: 0 },
    times: { kind: 'fixed', windows: [] },
    effect: { kind: 'host_down' },
  } as const;
  const zone = { cloud: 0 } as FleetSpec['zones'][number];
  const broken: FleetSpec = {
    ...fleet,
    zones: [zone],
    outages: [own],
    failovers: [
      { ...failover, trigger: person },
      { ...failover, name: 'g', trigger: rule },
    ],
  };

  test('without faults there is neither an outage nor a person who waits for one; rules stay', () => {
    const { outages, failovers } = withoutFaults(broken);
    expect(outages).toEqual([]);
    expect(failovers.map(({ name }) => name)).toEqual(['g']);
  });

  test('a person notices the studied outage where it hits the place they watch', () => {
    const effect = { kind: 'down', api: 'fails', machines: 'die' } as const;
    const put = (kind: 'cloud' | 'manager') => withOutage(broken, { target: { kind, index: 0 }, effect, from: 1, to: 2 }, 5);
    expect(put('cloud').failovers.map(({ name }) => name)).toEqual(['f', 'g']);
    expect(put('manager').failovers.map(({ name }) => name)).toEqual(['g']);
    expect(put('cloud')).toMatchObject({ horizon: 5, outages: [{ target: { kind: 'cloud', index: 0 } }] });
  });
});

describe('words', () => {
  test.each([
    ['cloud=gce', { kind: 'cloud', index: 0, name: 'gce' }],
    ['zone=west', { kind: 'zone', index: 1, name: 'west' }],
    ['zone=gce/west', { kind: 'zone', index: 1, name: 'gce/west' }],
    ['manager=vault-1', { kind: 'manager', index: 2, name: 'vault-1' }],
  ])('%s is found', (text, target) => expect(parseTarget(text, small)).toEqual(target));

  test.each([
    ['cloud=gcee', /there is no cloud 'gcee'; did you mean gce\?/u],
    ['zone=nowhere', /there is no zone 'nowhere'; known: east, west/u],
    ['helper=mirror', /the scenario has no helper/u],
    ['clod=gce', /expected what the outage hits.*did you mean cloud=\?/u],
    ['gce', /expected what the outage hits/u],
  ])('%s is refused', (text, message) => expect(parseTarget(text, small)).toMatch(message));

  test('an SLO is a queue time and a share', () => {
    expect(parseSlo('1m:95%')).toEqual({ bound: MINUTE, share: 0.95 });
    for (const text of ['1m', '1m:', '1m:95', ':95%', '0s:95%', '1m:95%:x']) expect(parseSlo(text), text).toBeUndefined();
  });
});
