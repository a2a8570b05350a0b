/**
 * One study of outages, checked cell by cell by plain arithmetic over lists of jobs: in JSON, CSV, text and page. Several jobs come a minute, at fractions
 * of seconds; the plain run has late and lost jobs of its own; some outages make jobs late within the share that may be, others beyond it.
 */
import { beforeAll, describe, expect, test } from 'vitest';
import type { FleetRun, FleetRunOptions, RunProgress } from '../../../src/models/fleet-run.js';
import type { FleetSpec } from '../../../src/fleet/fleet.js';
import { outageCsv } from '../../../src/report/outage/csv.js';
import { outageHtml } from '../../../src/report/outage/html.js';
import { outageText } from '../../../src/report/outage/text.js';
import type { OutageResult, Spread } from '../../../src/study/outage/outage-result.js';
import { studyOutages } from '../../../src/study/method/outage.js';
import type { OutageQuestion } from '../../../src/study/outage/question.js';
import { runStudySync } from '../../../src/study/runner.js';
import { NOT_YET } from '../../../src/record/not-yet.js';
import { DAY, HOUR, MINUTE, SECOND } from '../../../src/units/time.js';
import { aJob } from '../../support/records.js';
import { fleet as small } from '../../support/prepared-engine.js';

const WARMUP = 2 * HOUR;
const HORIZON = 2 * DAY + 90 * MINUTE;
const ROOM = 50 * MINUTE;
const EVERY = 4 * HOUR;
const LENGTHS = [10 * MINUTE, 45 * MINUTE + 250_000];
const REPLICATIONS = 2;
const SLO = { bound: 30 * SECOND, share: 0.75 };
/** Sunday 7 January 2018, 20:00 in UTC, 22:30 of a clock that is two and a half hours ahead. */
const CLOCK = Date.UTC(2018, 0, 7, 22, 30) * 1000;

interface Job {
  readonly queued: number;
  /** NOT_YET: it still waits at the end. */
  readonly started: number;
  readonly script: number;
  readonly lost: boolean;
}

/** The jobs of a run. Outages hurt differently: of the four jobs of a minute one, two, three or all wait for the end, by the four hours in which it begins. */
function jobsOf(replication: number, end: number, outage?: { readonly from: number; readonly to: number }): Job[] {
  const jobs: Job[] = [];
  const many = outage === undefined ? 0 : (Math.floor(outage.from / EVERY) % 4) + 1;
  let behind = 0;
  for (let nth = 0; ; nth++) {
    const minute = Math.floor(nth / 4);
    const queued = minute * MINUTE + [250_000, 10_500_000, 20_750_000, 31_000_001][nth % 4]! + 1000 * replication;
    if (queued >= end) break;
    const isHit = outage !== undefined && queued >= outage.from && queued < outage.to && nth % 4 < many && nth % 13 !== 5 * replication;
    // In the plain run every 97th job is late, every 53rd lost, every 31st held up in its preparation.
    const usual = nth % 97 === 0 ? 31_500_001 : 700_000 + 1000 * (nth % 7);
    const started = isHit ? outage.to + 20_033_333 * ++behind : queued + usual;
    const isHeld = nth % 31 === 0 || (outage !== undefined && nth % 29 === 0 && queued >= outage.from && queued < outage.to);
    const isLost = nth % 53 === 0 || (outage !== undefined && nth % 9 === 0 && queued >= outage.from && queued < outage.to);
    jobs.push({ queued, started: started < end ? started : NOT_YET, script: started + (isHeld ? 40 * SECOND : 5 * SECOND), lost: isLost });
  }
  return jobs;
}

/** When a lost job ends; any other ends later than anybody looks. */
function endOf({ started }: Job): number {
  return started + 60_000_007;
}

function engine(spec: FleetSpec, { recorder, replication }: FleetRunOptions): FleetRun {
  const [outage] = spec.outages;
  const window = outage?.times.kind === 'fixed' ? outage.times.windows[0] : undefined;
  let progress: RunProgress = 'more';
  return {
    advance() {
      if (progress === 'done') return progress;
      for (const job of jobsOf(replication, spec.horizon, window)) {
        const isOver = job.started !== NOT_YET && endOf(job) < spec.horizon;
        const script = job.started !== NOT_YET && job.script < spec.horizon ? job.script : NOT_YET;
        const running = job.started === NOT_YET ? 'pending' : 'running';
        recorder.job(
          aJob(job.queued / SECOND, 0, {
            startedAt: job.started,
            scriptAt: script,
            finishedAt: isOver ? endOf(job) : NOT_YET,
            status: isOver ? (job.lost ? 'runner_system_failure' : 'success') : running,
            failureReason: isOver && job.lost ? 'no_machine' : 'none',
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

const fleet: FleetSpec = { ...small, startEpochMs: Date.UTC(2018, 0, 7, 20), horizon: HORIZON, warmup: WARMUP, binWidth: MINUTE };

const question: OutageQuestion = {
  fleet,
  facts: {
    runcast: '1.0.0',
    scenario: { name: 'cells', file: 's.yaml', hash: '0'.repeat(64), start: '2018-01-07T20:00:00Z', timezone: 'Etc/Example' },
    seed: 7,
    replications: REPLICATIONS,
    rerun: 'runcast outage s.yaml',
  },
  target: { kind: 'cloud', index: 0, name: 'gce' },
  effect: { kind: 'down', api: 'fails', machines: 'die' },
  slo: SLO,
  every: EVERY,
  durations: LENGTHS,
  room: ROOM,
  years: 2,
  // The first begins 100 days and 6 h into its year, each further one as long after the end of the one before, which lasts 3 h.
  between: { kind: 'constant', value: 100 * DAY + 6 * HOUR },
  duration: { kind: 'constant', value: 3 * HOUR },
  clock: CLOCK,
};

/** What one outage did in one replication, in plain sums over the lists of jobs. */
interface Own {
  readonly late: number;
  readonly held: number;
  readonly waitHours: number;
  readonly lost: number;
  readonly sloMinutes: number;
  readonly recoverMinutes: number | null;
}

function ownHarm(replication: number, from: number, to: number, until: number): Own {
  const broken = jobsOf(replication, until, { from, to });
  const plain = jobsOf(replication, HORIZON).filter(({ queued }) => queued < until);
  const left = ({ started }: Job): number => (started === NOT_YET || started > until ? until : started);
  const isLate = (job: Job): boolean => left(job) - job.queued >= SLO.bound;
  const isHeld = (job: Job): boolean =>
    !isLate(job) && Math.min(until, job.started === NOT_YET ? until : job.script) - job.queued >= SLO.bound;
  const count = (is: (job: Job) => boolean): number => broken.filter(is).length - plain.filter(is).length;
  const wait = (jobs: readonly Job[]): number => jobs.reduce((sum, job) => sum + (left(job) - job.queued), 0);
  const missed = (jobs: readonly Job[]): number => {
    let minutes = 0;
    for (let minute = Math.floor(from / MINUTE); minute * MINUTE < until; minute++) {
      const own = jobs.filter(({ queued }) => queued >= from && Math.floor(queued / MINUTE) === minute);
      if (own.length > 0 && own.filter((job) => !isLate(job)).length / own.length < SLO.share) minutes++;
    }
    return minutes;
  };
  const backlog = (jobs: readonly Job[], begin: number, end: number): number =>
    jobs.reduce((sum, job) => sum + Math.max(0, Math.min(left(job), end) - Math.max(job.queued, begin)), 0) / (end - begin);
  const usual = backlog(broken, from - HOUR, from);
  let back: number | null = null;
  for (let at = to; back === null && at + 10 * MINUTE <= until; at = (Math.floor(at / MINUTE) + 1) * MINUTE) {
    const now = backlog(broken, at, at + 10 * MINUTE);
    // As many jobs come in ten minutes as ever: 40, but for those of a fraction of a minute.
    const came = (begin: number, end: number): number => broken.filter(({ queued }) => queued >= begin && queued < end).length;
    const share = (came(at, at + 10 * MINUTE) * 6) / came(from - HOUR, from);
    if (now <= usual || now <= usual * share || now <= backlog(plain, at, at + 10 * MINUTE)) back = (at - to) / MINUTE;
  }
  // In the system between the begin and as before, and lost before both runs are cut.
  const calm = back === null ? until : to + back * MINUTE;
  const isLost = (job: Job): boolean =>
    job.lost && job.started !== NOT_YET && job.queued < calm && endOf(job) >= from && endOf(job) < until;
  return {
    late: count(isLate),
    held: count(isHeld),
    waitHours: (wait(broken) - wait(plain)) / HOUR,
    lost: count(isLost),
    sloMinutes: missed(broken) - missed(plain),
    recoverMinutes: back,
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Student's half-width of the 95 % interval of two values: t(0.975, 1 degree) = 12.7062. */
function halfWidth([a, b]: readonly number[]): number {
  return (12.706_204_736 * Math.abs(a! - b!)) / 2;
}

/** Three digits, as people read them. */
function shown(x: number): string {
  const rounded = Number(x.toPrecision(3));
  return rounded >= 1000 ? String(Math.round(rounded)).replace(/(\d)(\d{3})$/u, '$1,$2') : String(rounded);
}

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** Begin of an outage on the local clock, by the calendar of JavaScript. */
function begins(from: number): string {
  const local = new Date((CLOCK + from) / 1000);
  return `${DAYS[local.getUTCDay()]!} ${local.toISOString().slice(11, 16)}`;
}

const FIGURES = ['late', 'held', 'waitHours', 'lost', 'sloMinutes'] as const;

/** Starts at 0, 4, 8 ... o'clock of the local clock, which shows 22:30 at the begin of the run, from the end of the warm-up on. */
const STARTS = Array.from({ length: 12 }, (_, i) => (i + 1) * EVERY - 2.5 * HOUR).filter((from) => from >= WARMUP);

describe('a study of outages, cell by cell', () => {
  let result: OutageResult;
  const harms = new Map<string, Own[]>();
  const ownOf = (from: number, length: number): Own[] => harms.get(`${from} ${length}`)!;

  beforeAll(() => {
    result = runStudySync(studyOutages(question), { start: engine });
    for (const length of LENGTHS) {
      for (const from of STARTS.filter((start) => start + length <= HORIZON)) {
        const until = Math.min(HORIZON, from + length + ROOM);
        harms.set(
          `${from} ${length}`,
          [0, 1].map((replication) => ownHarm(replication, from, from + length, until)),
        );
      }
    }
  });

  test('the JSON has each cell', () => {
    expect(STARTS[0]).toBe(5.5 * HOUR);
    expect(result.maps.map(({ durationSeconds }) => durationSeconds)).toEqual([600, 2700.25]);
    for (const [index, { cells }] of result.maps.entries()) {
      const length = LENGTHS[index]!;
      expect(cells.map(({ startSeconds }) => startSeconds)).toEqual(
        STARTS.filter((from) => from + length <= HORIZON).map((from) => from / SECOND),
      );
      for (const cell of cells) {
        const from = cell.startSeconds * SECOND;
        const own = ownOf(from, length);
        for (const figure of FIGURES) {
          const values = own.map((harm) => harm[figure]);
          const { mean: found, halfWidth: half }: Spread = cell[figure];
          expect(found, figure).toBeCloseTo(mean(values), 9);
          expect(half, figure).toBeCloseTo(halfWidth(values), 6);
        }
        const back = own.map(({ recoverMinutes }) => recoverMinutes);
        const isSeen = back.every((minutes) => minutes !== null);
        if (isSeen) expect(cell.recoverMinutes).toBeCloseTo(mean(back), 9);
        else expect(cell.recoverMinutes).toBeNull();
        expect(`${['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'][cell.weekday]!} ${begins(from).slice(4)}`).toBe(begins(from));
        expect(cell.minuteOfDay).toBe(((CLOCK + from) % DAY) / MINUTE);
        expect(cell.isCut).toBe(false);
      }
    }
  });

  test('its cells differ: within the share that may be late, and beyond it; lost beside those of the plain run; not all recovered', () => {
    const cells = result.maps.flatMap((map) => map.cells);
    expect(cells.some(({ late, sloMinutes }) => late.mean > 5 && sloMinutes.mean <= 0)).toBe(true);
    expect(cells.some(({ sloMinutes }) => sloMinutes.mean > 40)).toBe(true);
    expect(cells.some(({ lost, held }) => lost.mean > 0 && held.mean > 0)).toBe(true);
    expect(new Set(cells.map(({ recoverMinutes }) => recoverMinutes)).size).toBeGreaterThan(3);
    expect(cells.some(({ recoverMinutes }) => recoverMinutes === null)).toBe(true);
    const lost = jobsOf(0, HORIZON).filter((job) => job.lost && endOf(job) < HORIZON);
    expect(lost.length).toBeGreaterThan(100);
  });

  test('the CSV has each cell in its column', () => {
    const [head, ...rows] = outageCsv(result).trimEnd().split('\n');
    const columns = head!.split(',');
    const cells = rows.map((row) => Object.fromEntries(row.split(',').map((cell, index) => [columns[index]!, cell])));
    const sweep = cells.filter(({ kind }) => kind === 'sweep');
    expect(sweep.length).toBe(harms.size);
    for (const row of sweep) {
      const from = Number(row['start']) * SECOND;
      const own = ownOf(from, Number(row['duration_seconds']) * SECOND);
      const of = (figure: (typeof FIGURES)[number]): number[] => own.map((harm) => harm[figure]);
      expect(row['begins']).toBe(begins(from));
      expect(row['year']).toBe('');
      expect(Number(row['late_jobs'])).toBeCloseTo(mean(of('late')), 9);
      expect(Number(row['late_jobs_half_width'])).toBeCloseTo(halfWidth(of('late')), 6);
      expect(Number(row['held_jobs'])).toBeCloseTo(mean(of('held')), 9);
      expect(Number(row['wait_hours'])).toBeCloseTo(mean(of('waitHours')), 9);
      expect(Number(row['lost_jobs'])).toBeCloseTo(mean(of('lost')), 9);
      expect(Number(row['slo_minutes'])).toBeCloseTo(mean(of('sloMinutes')), 9);
      const back = own.map(({ recoverMinutes }) => recoverMinutes);
      if (back.every((minutes) => minutes !== null)) expect(Number(row['recover_minutes'])).toBeCloseTo(mean(back), 9);
      else expect(row['recover_minutes']).toBe('');
      expect(row['is_cut']).toBe('false');
    }
    // Three a year: begun at 100 d 6 h, 200 d 15 h and 301 d, on the time of the day that these are.
    const drawn = cells.filter(({ kind }) => kind === 'drawn');
    const times = [6 * HOUR, 15 * HOUR, 0].map((ofDay) => (WARMUP + ofDay) / SECOND);
    expect(drawn.map(({ year, start }) => [year, Number(start)])).toEqual(
      ['1', '2'].flatMap((year) => times.map((start) => [year, start])),
    );
    for (const [index, row] of drawn.entries()) {
      const from = Number(row['start']) * SECOND;
      const own = ownHarm(index % REPLICATIONS, from, from + 3 * HOUR, Math.min(HORIZON, from + 3 * HOUR + ROOM));
      const names = {
        late: 'late_jobs',
        held: 'held_jobs',
        waitHours: 'wait_hours',
        lost: 'lost_jobs',
        sloMinutes: 'slo_minutes',
      } as const;
      for (const figure of FIGURES) expect(Number(row[names[figure]]), figure).toBeCloseTo(own[figure], 9);
      expect(row['late_jobs_half_width']).toBe('');
      expect(row['begins']).toBe(begins(from));
    }
  });

  test('drawn outages say the day of their year, and the availability is that of their late jobs', () => {
    const { outages, jobsPerYear, withoutOutages, ofOutages, inAll } = result.availability!;
    expect(outages.map(({ year, dayOfYear }) => [year, dayOfYear])).toEqual(
      [1, 2].flatMap((year) => [101, 201, 302].map((day) => [year, day])),
    );
    const measured = [0, 1].map((replication) => jobsOf(replication, HORIZON).filter(({ queued }) => queued >= WARMUP));
    const yearly = (mean(measured.map((jobs) => jobs.length)) * 8760 * HOUR) / (HORIZON - WARMUP);
    expect(jobsPerYear).toBeCloseTo(yearly, 6);
    const inTime = measured.map((jobs) => {
      const late = jobs.filter(({ queued, started }) => (started === NOT_YET ? HORIZON : started) - queued >= SLO.bound);
      return 1 - late.length / jobs.length;
    });
    expect(withoutOutages).toBeCloseTo(mean(inTime), 12);
    const shares = [1, 2].map((year) => outages.filter((one) => one.year === year).reduce((sum, { late }) => sum + late, 0) / yearly);
    expect(ofOutages.mean).toBeCloseTo(1 - mean(shares), 12);
    expect(inAll.mean).toBeCloseTo(mean(inTime) - mean(shares), 12);
    expect(ofOutages.halfWidth).toBeCloseTo(halfWidth(shares), 9);
    const text = outageText(result);
    for (const outage of outages) expect(text).toContain(`year ${outage.year} day ${outage.dayOfYear},`);
  });

  /** The number of a cell of late jobs, as it is to be read. */
  const lateText = (from: number, length: number): string => {
    const own = ownOf(from, length);
    const isOpen = own.some(({ recoverMinutes }) => recoverMinutes === null);
    return `${isOpen ? '>' : ''}${shown(mean(own.map(({ late }) => late)))}`;
  };

  test('the text has each cell in its row and column, and names the worst with all its figures', () => {
    const lines = outageText(result).split('\n');
    const maps = lines.flatMap((line, index) => (line.startsWith('Jobs late, by the start') ? [index] : []));
    expect(maps.length).toBe(LENGTHS.length);
    for (const [index, at] of maps.entries()) {
      const length = LENGTHS[index]!;
      const head = lines[at + 1]!;
      expect(head.trim().split(/\s+/u)).toEqual(['00:00', '04:00', '08:00', '12:00', '16:00', '20:00']);
      const columns = [...head.matchAll(/\d\d:\d\d/gu)].map((match) => ({ time: match[0], at: match.index }));
      const found = new Map<string, string>();
      const after = lines.slice(at + 2);
      for (const line of after.slice(
        0,
        after.findIndex((text) => !/^ {2}(?:Mon|Tue)/u.test(text)),
      )) {
        for (const { time, at: left } of columns) {
          const number = line.slice(left, left + 12).replace(/[^0-9.,>-]/gu, '');
          if (number !== '') found.set(`${line.trim().slice(0, 3)} ${time}`, number);
        }
      }
      const starts = STARTS.filter((from) => from + length <= HORIZON);
      expect([...found].sort()).toEqual(starts.map((from) => [begins(from), lateText(from, length)]).sort());
    }
    const all = [...harms].map(([key, own]) => ({ key, own, late: mean(own.map(({ late, waitHours }) => late + waitHours / 1e6)) }));
    const worst = all.reduce((a, b) => (b.late > a.late ? b : a));
    const [from, length] = worst.key.split(' ').map(Number) as [number, number];
    const of = (figure: (typeof FIGURES)[number]): string => shown(mean(worst.own.map((harm) => harm[figure])));
    const sentence = lines
      .slice(lines.findIndex((line) => line.startsWith('Worst: ')))
      .join(' ')
      .replace(/\s+/gu, ' ');
    expect(sentence).toContain(`Worst: ${begins(from)} for ${length === LENGTHS[0] ? '10m' : '45m'}`);
    expect(sentence).toContain(of('late'));
    for (const words of [`${of('waitHours')} h of waiting`, `${of('lost')} jobs lost`, `the SLO missed for ${of('sloMinutes')} min`])
      expect(sentence).toContain(words);
  });

  test('the page has each cell of its three maps', async () => {
    const page = await outageHtml(result, { sha256: () => 'hash' });
    const titles = [...page.matchAll(/<title>((?:Sun|Mon|Tue|Wed) \d\d:\d\d)\n([^<]*)<\/title>/gu)].map(
      (match) => `${match[1]!} ${match[2]!}`,
    );
    const own = (['late', 'waitHours', 'sloMinutes'] as const).flatMap((figure) =>
      LENGTHS.flatMap((length) =>
        STARTS.filter((from) => from + length <= HORIZON).map((from) => {
          const harm = ownOf(from, length);
          const isOpen = harm.some(({ recoverMinutes }) => recoverMinutes === null);
          return `${begins(from)} ${isOpen ? '&gt; ' : ''}${shown(mean(harm.map((one) => one[figure])))}`;
        }),
      ),
    );
    expect(titles).toEqual(own);
  });
});
