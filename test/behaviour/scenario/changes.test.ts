/** What if a history had been another one: what each change does to its jobs, in a replay and in days that are drawn from it. */
import { describe, expect, test } from 'vitest';
import type { ResampledArrivals, TraceArrivals } from '../../../src/fleet/arrivals.js';
import { expectedJobs } from '../../../src/scenario/build/expected-jobs.js';
import { DAY, HOUR, MINUTE } from '../../../src/units/time.js';
import { errors, prepared, warnings } from '../../support/scenario-files.js';

const CONFIG = `concurrent = 1000\n[[runners]]\n  name = "host"\n  token = "t"\n  executor = "docker"\n`;
const DAYS = 14;
/** Each day: a nightly build of four jobs at 02:00:05 local time of the zone (UTC), and two pipelines each of web and api, of two jobs. */
const ROWS = Array.from({ length: DAYS }, (_, day) => {
  const date = `2024-01-${String(day + 1).padStart(2, '0')}`;
  const job = (time: string, project: string, pipeline: string, tags: string): string =>
    `${date}T${time}Z,60,${project},${day} ${pipeline},${tags}`;
  return [
    job('00:10:00', 'group/web', 'a', 'docker'),
    job('00:10:00', 'group/web', 'a', 'docker linux'),
    ...[0, 1, 2, 3].map((i) => job(`02:00:0${5 + i}`, 'group/nightly', 'n', 'docker')),
    job('12:00:00', 'group/web-admin', 'b', 'docker'),
    job('12:30:00', 'group/web-admin', 'b', 'docker'),
    job('15:00:00', 'api', 'c', ''),
    job('23:30:00', 'api', 'd', ''),
  ];
}).flat();
const HISTORY = ['queued_at,duration,project,pipeline,tags', ...ROWS].join('\n');

const scenario = (kind: string, changes: string, more = ''): string => `
name: what if
start: 2024-01-01T00:00:00Z
horizon: ${DAYS}d
instances: { gitlab: {} }
runners: { host: { token: t, run_untagged: true } }
managers: { host: { config: config.toml } }
allow_unmatched_jobs: true
${more}
workloads:
  history: { ${kind}: { file: history.csv, ${changes} } }
  other: { jobs: { rate: 1/h }, duration: 1m }
`;
const files = { 'config.toml': CONFIG, 'history.csv': HISTORY };

/** The jobs of the history in a run: when each is queued, in minutes of its day, with its project and tags. */
function jobsOf(
  kind: 'trace' | 'resample',
  changes: string,
  more = '',
): { minute: number; project: string; tags: string; pipeline: number }[] {
  const { fleet } = prepared({ files }, scenario(kind, changes === '' ? '' : `changes: [${changes}]`, more));
  const arrivals = fleet.workloads[0]!.arrivals as TraceArrivals | ResampledArrivals;
  // Its first job is ten minutes after midnight, which a replay begins with.
  const times = arrivals.kind === 'trace' ? arrivals.queuedAt.map((at) => (at + 10 * MINUTE) % DAY) : arrivals.clock;
  return Array.from(times, (at, row) => ({
    minute: Math.floor(at / MINUTE),
    project: fleet.projects[arrivals.project[row]!]!.name,
    tags: arrivals.tagSets[arrivals.tags[row]!]!.join(' '),
    pipeline: arrivals.pipeline[row]!,
  }));
}
const count = <T>(list: readonly T[], is: (one: T) => boolean): number => list.filter(is).length;

describe.each(['trace', 'resample'] as const)('a change of a %s', (kind) => {
  const before = jobsOf(kind, '');

  test('without any has all jobs as they were', () => {
    expect(before).toHaveLength(10 * DAYS);
  });

  test('moves the jobs of a team to another pool', () => {
    const jobs = jobsOf(kind, '{ projects: [group/web*], tags: { replace: [gpu] } }');
    expect(count(jobs, ({ tags }) => tags === 'gpu')).toBe(4 * DAYS);
    for (const { project, tags } of jobs) expect(tags === 'gpu').toBe(project.startsWith('group/web'));
    expect(jobs.map(({ minute, project }) => [minute, project])).toEqual(before.map(({ minute, project }) => [minute, project]));
  });

  test('adds and removes tags of jobs that have some', () => {
    const jobs = jobsOf(kind, '{ tagged: [docker], tags: { add: [big], remove: [docker] } }');
    expect(count(jobs, ({ tags }) => tags === 'big')).toBe(7 * DAYS);
    expect(count(jobs, ({ tags }) => tags === 'big linux')).toBe(DAYS);
    expect(count(jobs, ({ tags }) => tags === '')).toBe(2 * DAYS);
  });

  test('drops the nightly pipelines, in the zone that is meant', () => {
    const jobs = jobsOf(kind, '{ pipelines_of: "0 2 * * *", drop: true }');
    expect(jobs).toHaveLength(6 * DAYS);
    expect(count(jobs, ({ project }) => project === 'group/nightly')).toBe(0);
    expect(jobsOf(kind, '{ pipelines_of: "0 3 * * *", timezone: Europe/Berlin, drop: true }')).toEqual(jobs);
  });

  test('spreads them: each pipeline later by a part of it, with all of its jobs', () => {
    const jobs = jobsOf(kind, '{ pipelines_of: "0 2 * * *", spread: 2h }');
    expect(jobs).toHaveLength(10 * DAYS);
    const nightly = jobs.filter(({ project }) => project === 'group/nightly');
    const starts = nightly.map(({ minute }) => minute);
    expect(Math.min(...starts)).toBeGreaterThanOrEqual(120);
    expect(Math.max(...starts)).toBeLessThanOrEqual(240);
    expect(new Set(starts).size).toBeGreaterThan(DAYS / 2);
    expect(new Set(nightly.map(({ pipeline }) => pipeline)).size).toBe(DAYS);
    expect(jobs.filter(({ project }) => project !== 'group/nightly')).toHaveLength(6 * DAYS);
  });

  test('brings one team twice, in pipelines and not in their size', () => {
    const jobs = jobsOf(kind, '{ projects: [group/web], scale: { pipelines: 2, spread: 0s } }');
    const web = jobs.filter(({ project }) => project === 'group/web');
    expect(web).toHaveLength(4 * DAYS);
    const pipelines = [...new Set(web.map(({ pipeline }) => pipeline))];
    expect(pipelines).toHaveLength(2 * DAYS);
    for (const own of pipelines) expect(count(web, ({ pipeline }) => pipeline === own)).toBe(2);
    expect(jobs.filter(({ project }) => project !== 'group/web')).toHaveLength(8 * DAYS);
  });

  test('means pipelines that come just as much later as is said, and none that come a second after that', () => {
    const dropped = (within: string): number =>
      before.length - jobsOf(kind, `{ pipelines_of: "0 15,23 * * *", within: ${within}, drop: true }`).length;
    expect(dropped('30m')).toBe(2 * DAYS);
    expect(dropped('29m59s')).toBe(DAYS);
  });

  test('of tags counts the jobs that get others, and is an error where none does: a tag that is misspelt changes nothing', () => {
    const said = (changes: string): string => warnings({ files }, scenario(kind, `changes: [${changes}]`)).join('\n');
    const wrong = (changes: string): string => errors({ files }, scenario(kind, `changes: [${changes}]`)).join('\n');
    expect(said('{ tags: { remove: [linux] } }')).toMatch(/changes\[0\]: warning: changes 14 of 140 jobs of the history/u);
    expect(said('{ tags: { replace: [docker] } }')).toMatch(/changes 42 of 140 jobs of the history/u);
    expect(wrong('{ projects: [group/web], tags: { remove: [linuks] } }')).toMatch(
      /changes\[0\]\.tags: no job that is meant gets other tags by this; they have docker, linux/u,
    );
    expect(wrong('{ tagged: [docker], tags: { add: [docker] } }')).toMatch(/no job that is meant gets other tags/u);
    expect(wrong('{ projects: [api], tags: { replace: [] } }')).toMatch(/they have no tags/u);
  });

  test('comes after the one before it', () => {
    const jobs = jobsOf(kind, '{ projects: [api], tags: { add: [x] } }, { tagged: [x], drop: true }');
    expect(jobs).toHaveLength(8 * DAYS);
  });

  test('keeps the place of the others: without its first job a history begins when it began', () => {
    const jobs = jobsOf(kind, '{ projects: [group/web], drop: true }');
    expect(jobs.map(({ minute }) => minute)).toEqual(before.filter(({ project }) => project !== 'group/web').map(({ minute }) => minute));
  });

  test('says how many jobs it touches; one that touches none is an error that says what there is', () => {
    const said = (changes: string): string => warnings({ files }, scenario(kind, `changes: [${changes}]`)).join('\n');
    const wrong = (changes: string): string => errors({ files }, scenario(kind, `changes: [${changes}]`)).join('\n');
    expect(said('{ projects: [api], spread: 1h }')).toMatch(/changes\[0\]: warning: changes 28 of 140 jobs of the history/u);
    expect(wrong('{ projects: [apy], drop: true }')).toMatch(
      /no job of the history is meant; check projects; it has group\/web, group\/nightly/u,
    );
    expect(wrong('{ tagged: [gpu], drop: true }')).toMatch(/check tagged; it has docker, linux/u);
    expect(wrong('{ pipelines_of: "1 2 * * *", drop: true }')).toMatch(/let pipelines begin later: within: 10m/u);
    expect(wrong('{ pipelines_of: "61 2 * * *", drop: true }')).toMatch(/out of range/u);
    expect(wrong('{ projects: [api], drop: true, spread: 1h }')).toMatch(/expected exactly one of tags, scale, drop, spread/u);
  });
});

describe('what is counted of a changed history is of the rows that it has then', () => {
  const said = (text: string, set: readonly string[] = []): string => warnings({ files, set }, text).join('\n');

  test.each([
    ['changes: [{ scale: 3 }]', ''],
    ['', 'scale: { projects: { "*": 3 } }'],
  ])('three times as many: %s%s', (changes, more) => {
    // The second week comes three times; copies stay within the history, and within an hour of midnight none begins.
    expect(said(scenario('trace', changes, more), ['horizon=7d'])).toMatch(
      /\b2\d\d of 420 rows of the changed history lie at or after the horizon/u,
    );
    expect(said(scenario('resample', `history_boot: 2m, duration_includes: preparation, ${changes}`, more))).toMatch(
      /420 of 420 rows of the changed history are shorter than what the model adds/u,
    );
  });

  test('of drawn days: rows that come after the last day are left out, and told', () => {
    // Fourteen pipelines begin at 23:30 of the 1st to the 14th: that of the last day alone can leave the history.
    const late = said(scenario('resample', 'changes: [{ projects: [api], spread: 16h }]'));
    expect(late).toMatch(/[12] of 140 rows are left out: what is changed has moved them beyond the days of the history/u);
    expect(late).not.toMatch(/not wholly in the history/u);
    expect(said(scenario('resample', 'changes: [{ projects: [api], spread: 10m }]'))).not.toMatch(/left out/u);
  });

  test('fewer, and as many', () => {
    expect(said(scenario('trace', 'changes: [{ projects: [api], drop: true }]'), ['horizon=7d'])).toMatch(
      /56 of 112 rows of the changed history lie at or after the horizon/u,
    );
    expect(said(scenario('trace', 'changes: [{ projects: [api], tags: { add: [gpu] } }]'), ['horizon=7d'])).toMatch(
      /70 of 140 rows lie at or after the horizon/u,
    );
  });
});

describe('scale', () => {
  const expected = (more: string): number[] => {
    const { fleet } = prepared({ files }, scenario('resample', '', more));
    return fleet.workloads.map(({ arrivals }) => Math.round(expectedJobs(arrivals, fleet.horizon)));
  };
  const hours = (DAYS * DAY) / HOUR;

  test('of pipelines is one of every workload, of a workload one of it; both are multiplied', () => {
    expect(expected('')).toEqual([10 * DAYS, hours]);
    expect(expected('scale: { pipelines: 2 }')).toEqual([20 * DAYS, 2 * hours]);
    expect(expected('scale: { workloads: { other: 3 } }')).toEqual([10 * DAYS, 3 * hours]);
    expect(expected('scale: { pipelines: 2, workloads: { history: 2 } }')).toEqual([40 * DAYS, 2 * hours]);
  });

  test('of a project, of a history and of all work one after the other: a copy of a copy begins within as many spreads', () => {
    const at = (more: string): number[] => {
      const { fleet } = prepared({ files }, scenario('trace', 'scale: 3, changes: [{ scale: 3 }]', more));
      const { queuedAt, line } = fleet.workloads[0]!.arrivals as TraceArrivals;
      const first = new Map<number, number>();
      // The original is the row as it stands in the file; the first job of the replay came at ten past midnight.
      for (const [row, text] of ROWS.entries())
        first.set(row + 2, Date.parse(text.split(',')[0]!) * 1000 - Date.parse('2024-01-01T00:10:00Z') * 1000);
      return [...queuedAt].map((time, i) => Math.abs(time - first.get(line![i]!)!) / HOUR);
    };
    const two = Math.max(...at(''));
    const four = Math.max(...at('scale: { pipelines: 2, projects: { "*": 2 } }'));
    expect([two > 1, two <= 2, four > 2, four <= 4]).toEqual([true, true, true, true]);
  });

  test('of a project is one of its pipelines in histories', () => {
    expect(expected('scale: { projects: { "group/web*": 2 } }')).toEqual([14 * DAYS, hours]);
    const wrong = (more: string): string => errors({ files }, scenario('resample', '', more)).join('\n');
    expect(wrong('scale: { projects: { web: 2 } }')).toMatch(/no history has jobs of a project 'web'/u);
    expect(wrong('scale: { workloads: { histori: 2 } }')).toMatch(/there is no workload 'histori'; did you mean history\?/u);
  });
});
