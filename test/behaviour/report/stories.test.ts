/** What reports say of waits and outages, from studies made by hand. */
import { said } from '../../support/figures.js';
import { describe, expect, test } from 'vitest';
import { advice } from '../../../src/report/run/advice.js';
import { figureLookup } from '../../../src/study/figures/figure-lookup.js';
import { reportModel } from '../../../src/report/run/model.js';
import { waitingChart } from '../../../src/report/run/page/waiting-charts.js';
import { pairedTable } from '../../../src/report/run/tables/paired-table.js';
import { outageTable } from '../../../src/report/run/story/outage-table.js';
import { storyTexts, type StoryText } from '../../../src/report/run/story/stories.js';
import { cloudTables } from '../../../src/report/run/tables/cloud-tables.js';
import { gitLabTable } from '../../../src/report/run/tables/gitlab-table.js';
import { pipelineTable } from '../../../src/report/run/tables/pipeline-table.js';
import { trafficTable } from '../../../src/report/run/tables/traffic-table.js';
import { terminalReport } from '../../../src/report/run/terminal.js';
import { waitTable } from '../../../src/report/run/tables/wait-table.js';
import { columnsTaken } from '../../../src/report/frame/width.js';
import { Collector } from '../../../src/results/collector.js';
import type { RunResult } from '../../../src/results/run-result.js';
import type { Story } from '../../../src/results/outages/story-schema.js';
import type { Settings } from '../../../src/results/settings-schema.js';
import { summarise } from '../../../src/study/study.js';
import { studyResultSchema, type StudyResult } from '../../../src/study/study-result.js';
import { storyLine } from '../../../src/study/thresholds/story-line.js';
import { parseThresholds } from '../../../src/study/thresholds/thresholds.js';
import { WAIT_CAUSES } from '../../../src/record/wait-causes.js';
import { SECOND } from '../../../src/units/time.js';
import { aJob, anEnd, fleet, options } from '../../support/records.js';

const waits = (parts: Readonly<Record<string, number>>): Float64Array =>
  Float64Array.from(WAIT_CAUSES, (cause) => (parts[cause] ?? 0) * SECOND);

const range = (x: number): [number, number] => [x, x];
const settings: Settings = {
  group: 'linux',
  entry: 'shared',
  concurrent: range(50),
  checkInterval: range(3),
  limit: range(0),
  requestConcurrency: range(1),
  idleCount: [20, 50],
  maxGrowthRate: range(0),
  maxBuilds: range(1),
};

/** A run of jobs of the group `linux` that waited 40 s each, for these causes. */
function aRun(parts: Readonly<Record<string, number>>, over: Partial<RunResult> = {}): RunResult {
  const wait = Object.values(parts).reduce((sum, seconds) => sum + seconds, 0);
  const collector = new Collector(options());
  for (let job = 0; job < 10; job++) collector.job(aJob(4000 + job, wait, { waits: waits(parts) }));
  return { ...collector.finish(anEnd()), settings: [settings], ...over };
}

function aStudy(...runs: readonly RunResult[]): StudyResult {
  const facts = {
    runcast: '0.1.0',
    scenario: { name: 'x', file: 'x.yaml', hash: 'abcdef0123456789', start: '2018-10-08T00:00:00Z' },
    seed: 1,
    rerun: 'runcast run x.yaml',
    defaults: [],
    warnings: [],
    thresholds: [],
    allowUnmatchedJobs: false,
  };
  // Nothing here is a quantile of several replications.
  const samples = { scopes: [], questions: [] };
  return summarise(
    facts,
    runs.map((result) => ({ result, samples })),
  );
}

const story: Story = {
  outage: 'gce-gone',
  start: 50_400,
  end: 61_200,
  failovers: [{ name: 'standby', since: 50_520, noticed: 50_700, failedOver: 50_820, failingBack: 61_800, failedBack: 62_400 }],
  backlogBefore: 0.5,
  backlogPeak: 4847,
  backlogPeakAt: 61_260,
  recovered: 64_800,
  waves: [
    { from: 50_400, failback: null, backlogPeak: 4847, backlogPeakAt: 61_260, jobsQueued: 5000, jobsDelayed: 1200 },
    { from: 61_800, failback: 'standby', backlogPeak: 91, backlogPeakAt: 62_100, jobsQueued: 1000, jobsDelayed: 300 },
  ],
  slo: { seconds: 60, share: 0.95, subject: 'queue_time', isDefault: true },
  jobsQueued: 6000,
  jobsDelayed: 1500,
  jobsHeld: 11,
  jobsLostInAll: 51,
  jobsLost: 51,
  minutesMissed: 90,
};

describe('why jobs waited, in words', () => {
  test('the quantile with its parts, largest first, and the binding constraint with its setting', () => {
    const study = aStudy(aRun({ boot: 28, limit: 9, next_poll: 3.5, outage: 0.1 }));
    const lookup = figureLookup(study);
    const table = waitTable(study, lookup);
    expect(table.rows.map(({ name, cells }) => [name, ...cells.slice(0, 2)])).toEqual([
      ['manager at its limit', '9s', '22.2%'],
      ['boot in progress', '28s', '69%'],
      ['next poll', '3.5s', '8.62%'],
    ]);
    expect(said(table)).toContain('Of all jobs: of 41s at p95, 28s boot in progress, 9s manager at its limit, 3.5s next poll.');
    expect(said(table)).toContain('Less than 0.5%: outage.');
    expect(advice(study, lookup)).toEqual([
      'linux, queue time 41s at p95: 69% boot in progress: IdleCount (now 20 to 50), how long machines boot; 22.2% manager at its limit: the number of managers.',
    ]);
  });

  test('an outage does not vanish behind a standby: how much of the waiting lay in it is said, where the table does not', () => {
    const notes = (parts: Readonly<Record<string, number>>, inOutage: number): readonly string[] => {
      const collector = new Collector(options());
      const whole = Object.values(parts).reduce((sum, seconds) => sum + seconds, 0);
      for (const within of [inOutage, 0]) collector.job(aJob(4000, whole, { waits: waits(parts), inOutage: within * SECOND }));
      const study = aStudy({ ...collector.finish(anEnd()), settings: [settings] });
      return said(waitTable(study, figureLookup(study))).filter((note) => note.startsWith('Of the waiting'));
    };
    // 30 s of twice 40 s.
    expect(notes({ concurrent: 40 }, 30)).toEqual([
      'Of the waiting, 37.5% lay in an outage of a cloud, host or GitLab that these jobs would have been served from.',
    ]);
    expect(notes({ concurrent: 40 }, 0)).toEqual([]);
    // The mean of 20 s is what the table shows as outage already.
    expect(notes({ outage: 20, boot: 20 }, 40)).toEqual([]);
  });

  test.each([
    ['concurrent', 'all workers busy: concurrent (now 50), the number of managers'],
    // The entry has no limit, no MaxGrowthRate: there is none to name.
    ['limit', 'manager at its limit: the number of managers'],
    ['growth_rate', 'growth slot: how long machines boot'],
    ['request_slot', "request slots taken: request_concurrency (now 1), GitLab's request latency"],
    ['next_poll', 'next poll: check_interval (now 3), request_concurrency (now 1), the number of managers'],
    ['api_limit', "the rate limit of the cloud's API, how often docker-machine polls it, MaxBuilds (now 1)"],
    ['quota', "the cloud's quota, other zones"],
    ['outage', 'a standby elsewhere, how soon it takes over'],
    ['paused', 'when registrations are unpaused and processes started'],
    ['no_runner', 'tags and run_untagged of the runners'],
  ])('%s: %s', (cause, words) => {
    const study = aStudy(aRun({ [cause]: 30 }));
    const [sentence] = advice(study, figureLookup(study));
    expect(sentence).toMatch(/^linux, queue time 30s at p95: 100% /);
    expect(sentence).toContain(`${words}.`);
  });

  test('causes with a fifth of the time are named; short waits bind nobody', () => {
    const three = aStudy(aRun({ outage: 20, paused: 12, no_runner: 7 }));
    const [sentence] = advice(three, figureLookup(three));
    expect(sentence).toContain('51.3% outage: ');
    expect(sentence).toContain('; 30.8% runner paused or stopped: ');
    expect(sentence).not.toContain('no runner may take it');
    const short = aStudy(aRun({ next_poll: 2 }));
    expect(advice(short, figureLookup(short))).toEqual(['linux: nothing binds; 95% of its jobs wait 2s at most.']);
  });

  test('what cannot be otherwise, or would change nothing, is not named', () => {
    const of = (cause: string, own: Partial<Settings>): string => {
      const study = aStudy(aRun({ [cause]: 30 }, { settings: [{ ...settings, ...own }] }));
      return advice(study, figureLookup(study))[0]!;
    };
    // One second is the least that there is.
    expect(of('next_poll', { checkInterval: range(1) })).not.toContain('check_interval');
    expect(of('next_poll', { checkInterval: range(2) })).toContain('check_interval (now 2)');
    expect(of('next_poll', { checkInterval: [1, 3] })).toContain('check_interval (now 1 to 3)');
    // A pool of 50 machines cannot keep more than 50 idle.
    expect(of('boot', { limit: range(50) })).toMatch(/boot in progress: limit \(now 50\), how long machines boot\.$/u);
    expect(of('boot', { limit: range(51) })).toContain('IdleCount (now 20 to 50)');
    const { idleCount: _idle, maxBuilds: _builds, maxGrowthRate: _growth, ...fixed } = settings;
    const host = aStudy(aRun({ api_limit: 30 }, { settings: [fixed] }));
    expect(advice(host, figureLookup(host))[0]).not.toMatch(/MaxBuilds|IdleCount/u);
  });

  test('a wait of five seconds at p95 is told of, a fifth of the time is named, and so is the largest cause whatever its share', () => {
    const said = (parts: Readonly<Record<string, number>>): string => {
      const study = aStudy(aRun(parts));
      return advice(study, figureLookup(study))[0]!;
    };
    expect(said({ no_runner: 4.9 })).toBe('linux: nothing binds; 95% of its jobs wait 4.9s at most.');
    expect(said({ no_runner: 5 })).toBe('linux, queue time 5s at p95: 100% no runner may take it: tags and run_untagged of the runners.');
    expect(said({ no_runner: 20, outage: 80 })).toContain('; 20% no runner may take it: ');
    expect(said({ no_runner: 19.9, outage: 80.1 })).not.toContain('no runner may take it');
    const six = said({ no_runner: 19, outage: 18, paused: 17, quota: 16, concurrent: 15, boot: 15 });
    expect(six).toContain('19% no runner may take it: tags');
    expect(six).not.toContain(';');
  });

  test('entries that differ in a setting are told apart, equal ones are one; what has none of it is none', () => {
    const of = (...limits: readonly number[]): string => {
      const own = limits.map((limit, i) => ({ ...settings, entry: `e${i}`, limit: range(limit) }));
      const study = aStudy(aRun({ limit: 30 }, { settings: [...own, { ...settings, group: 'vault', limit: range(7) }] }));
      return advice(study, figureLookup(study))[0]!;
    };
    expect(of(50, 50)).toContain('manager at its limit: limit (now 50), the number of managers.');
    expect(of(50, 60)).toContain('limit (now 50 in e0, 60 in e1), the');
    expect(of(0, 60)).toContain('limit (now 60), the');
    expect(of(0, 0)).not.toContain('limit (now');
  });

  test('a limit that is full of machines being removed is not named, and what fills it is said', () => {
    const signal = (name: string, averages: readonly number[], labels: object): object => ({ name, averages, ...labels });
    const run = (removing: number): StudyResult => {
      const group = { group: 'linux', manager: 'linux-1', runner: 'shared' };
      const signals = [
        signal('jobs_waiting', [0, 10, 0], { workload: 'public', cause: 'limit' }),
        // Only what stands while the limit holds jobs counts: the second bin.
        signal('machines_all', [100, 50, 100], group),
        signal('machines_removing', [0, removing, 100], group),
      ];
      return aStudy(
        aRun({ limit: 30 }, { settings: [{ ...settings, limit: range(50) }], timeline: { binSeconds: 3600, signals } as never }),
      );
    };
    const sentence = (removing: number): string => advice(run(removing), figureLookup(run(removing)))[0]!;
    expect(sentence(40)).toContain(
      'how long removals take and whether they succeed (of what stood under the limit 80% was being removed).',
    );
    expect(sentence(40)).not.toContain('limit (now');
    expect(sentence(10)).toContain('manager at its limit: limit (now 50), the number of managers.');
  });

  test('a result that does not say why jobs waited has no table and no advice', () => {
    const study = aStudy(aRun({}));
    expect(waitTable(study, figureLookup(study)).rows).toEqual([]);
    expect(advice(study, figureLookup(study))).toEqual([]);
  });

  test('the chart over time has a layer a cause, from what is always there to what is rare', () => {
    const timeline = {
      binSeconds: 60,
      signals: [
        { name: 'jobs_waiting', cause: 'outage', averages: [0, 3] },
        { name: 'jobs_waiting', cause: 'next_poll', averages: [1, 0] },
      ],
    };
    const chart = waitingChart(aStudy(aRun({ boot: 1 }, { timeline, window: { from: 0, to: 120 } })))!;
    expect(chart.legend.map(({ name }) => name)).toEqual(['next poll', 'outage']);
    // Shares of the causes are the table's, of the measured period and all replications; a second set of another period would only confuse.
    expect(chart.description).toMatch(/^The highest average of 1m is 3, from [^%]+$/);
    expect(waitingChart(aStudy(aRun({ boot: 1 })))).toBeUndefined();
  });
});

describe('stories', () => {
  const told = (...stories: readonly Story[]): StoryText =>
    storyTexts(aStudy(...stories.map((one) => aRun({ boot: 1 }, { story: [one] }))))[0]!;
  const linesOf = ({ lines }: StoryText): string[] => lines.map(({ at, words }) => `${at} ${words}`);

  test('lines in order of time, and what it did', () => {
    const text = told(story);
    expect(text.title).toBe('gce-gone, Mon 8 Oct 14:00 to 17:00 UTC');
    expect(linesOf(text)).toEqual([
      '14:05 noticed (rule standby)',
      '14:07 failed over',
      '17:01 4,847 jobs wait, the most',
      '17:10 failing back; another wave of late jobs',
      '17:15 91 jobs wait, the most of this wave',
      '17:20 failed back',
      '18:00 the fleet is as before: 0.5 jobs wait on average',
    ]);
    expect(text.sentences).toEqual([
      '1,500 of 6,000 jobs late (1m or more), 1,200 before and 300 after the failback; 11 more hung in preparation. ' +
        'Lost: 51. Minutes with less than 95% (assumed) in time: 90.',
    ]);
  });

  test('a person who notices, a failback at once and without another wave, a night in between', () => {
    const [first] = story.waves;
    const { since: _, ...person } = story.failovers[0]!;
    const text = told({
      ...story,
      start: 79_200,
      end: 90_000,
      failovers: [{ ...person, noticed: 80_000, failedOver: 86_400, failingBack: 93_600, failedBack: 93_600 }],
      waves: [
        { ...first!, from: 79_200, backlogPeak: 1, backlogPeakAt: 90_000 },
        { ...first!, from: 93_600, failback: 'standby', jobsDelayed: 0 },
      ],
      recovered: 97_200,
      backlogBefore: 1,
      jobsHeld: 0,
      slo: { seconds: 10, share: 0.9, subject: 'queue_time: p(90) < 10s', isDefault: false },
    });
    expect(text.title).toBe('gce-gone, Mon 8 Oct 22:00 to Tue 9 Oct 01:00 UTC');
    expect(linesOf(text)).toEqual([
      '22:13 noticed (standby)',
      'Tue 9 Oct 00:00 failed over',
      'Tue 9 Oct 01:00 1 job waits, the most',
      'Tue 9 Oct 02:00 failed back',
      'Tue 9 Oct 03:00 the fleet is as before: 1 job waits on average',
    ]);
    expect(text.sentences).toEqual(['1,500 of 6,000 jobs late (10s or more). Lost: 51. Minutes with less than 90% in time: 90.']);
  });

  test('what was lost because of it is told where each replication has its pair, else all that was lost then', () => {
    const some = { ...story, jobsLost: 40, jobsLostInAll: 60 };
    expect(told(some, some).sentences[0]).toContain('Lost: 40.');
    expect(told(some, { ...some, jobsLost: null }).sentences[0]).toContain('Lost then, for whatever reason: 60.');
    const note = (...own: readonly Story[]): string =>
      said(outageTable(aStudy(...own.map((one) => aRun({ boot: 1 }, { story: [one] })))))[0]!;
    expect(note(some, some)).toMatch(/; lost more than without the outage\.$/u);
    expect(note(some, { ...some, jobsLost: null })).toMatch(/; lost for whatever reason\.$/u);
  });

  test('two failovers are told apart by their names', () => {
    const [turn] = story.failovers;
    const lines = linesOf(
      told({
        ...story,
        failovers: [
          { ...turn!, name: 'b' },
          { ...turn!, name: 'a', noticed: 50_760, failingBack: null, failedBack: null },
        ],
      }),
    );
    expect(lines.slice(0, 4)).toEqual(['14:05 noticed (rule b)', '14:06 noticed (rule a)', '14:07 a: failed over', '14:07 b: failed over']);
    expect(lines.filter((line) => line.includes('back'))).toEqual(['17:10 b: failing back', '17:20 b: failed back']);
  });

  test('several unequal replications: means, with the least and the most', () => {
    const [turn] = story.failovers;
    const late = (delay: number, jobs: number): Story => ({
      ...story,
      failovers: [{ ...turn!, noticed: 50_700 + delay, failedOver: 50_820 + delay }],
      backlogPeak: jobs,
      waves: [
        { ...story.waves[0]!, backlogPeak: jobs, jobsDelayed: 10 * jobs },
        { ...story.waves[1]!, jobsDelayed: jobs },
      ],
      jobsDelayed: 11 * jobs,
      jobsLost: jobs,
      minutesMissed: 90 - jobs,
    });
    const text = told(late(0, 10), late(600, 31), late(120, 16));
    expect(text.title).toBe('gce-gone, Mon 8 Oct 14:00 to 17:00 UTC (mean of 3 runs, least … most)');
    expect(linesOf(text)).toEqual([
      '14:09 (14:05 … 14:15) noticed (rule standby)',
      '14:11 (14:07 … 14:17) failed over',
      '17:01 19 (10 … 31) jobs wait, the most',
      '17:10 failing back; another wave of late jobs',
      '17:15 91 jobs wait, the most of this wave',
      '17:20 failed back',
      '18:00 the fleet is as before: 0.5 jobs wait on average',
    ]);
    expect(text.sentences).toEqual([
      '209 (110 … 341) of 6,000 jobs late (1m or more), 190 (100 … 310) before and 19 (10 … 31) after the failback; 11 more hung in preparation. ' +
        'Lost: 19 (10 … 31). Minutes with less than 95% (assumed) in time: 71 (59 … 80).',
    ]);
  });

  test('two replications: their mean; a wave in one of them is one, and what came once is said to', () => {
    const [turn] = story.failovers;
    const [wave, second] = story.waves;
    const at = (over: Partial<Story>): Story => ({ ...story, ...over });
    const calm = at({ waves: [wave!, { ...second!, jobsDelayed: 0 }] });
    const text = told(story, calm);
    expect(text.title).toMatch(/ \(mean of 2 runs, least … most\)$/u);
    expect(linesOf(text)).toContain('17:10 failing back; another wave of late jobs');
    expect(linesOf(told(calm, calm))).toContain('17:10 failing back');
    // Nobody failed back in the second, and no wave came after.
    const once = linesOf(told(story, at({ failovers: [{ ...turn!, failingBack: null, failedBack: null }], waves: [wave!] })));
    expect(once).toContain('17:20 failed back (in 1 of 2)');
    expect(once).toContain('17:15 91 jobs wait, the most of this wave (in 1 of 2)');
  });

  test('three turns of a failover are told, more are counted', () => {
    const [turn] = story.failovers;
    const turns = (n: number): StoryText =>
      told({ ...story, failovers: Array.from({ length: n }, (_, i) => ({ ...turn!, noticed: 50_700 + 60 * i })) });
    const noticed = (n: number): number => turns(n).lines.filter(({ words }) => words.startsWith('noticed')).length;
    expect([noticed(2), noticed(3), noticed(4)]).toEqual([2, 3, 3]);
    expect(turns(3).sentences.join(' ')).not.toContain('After that');
    expect(turns(4).sentences[0]).toBe('After that it failed over up to 1 more time.');
    expect(turns(5).sentences[0]).toBe('After that it failed over up to 2 more times.');
  });

  test('thirty changes to the fleet are listed, more are counted', () => {
    const changes = (n: number): StoryText => {
      const notes = Array.from({ length: n }, (_, i) => ({ at: i * 60, kind: 'manager_started' as const, subject: `m${i}` }));
      return storyTexts(aStudy(aRun({ boot: 1 }, { notes })))[0]!;
    };
    expect([changes(30).lines.length, changes(30).sentences]).toEqual([30, []]);
    expect([changes(31).lines.length, changes(31).sentences]).toEqual([30, ['And 1 more.']]);
    expect(changes(1).lines).toEqual([{ at: 'Mon 8 Oct 00:00 UTC', words: 'm0: started' }]);
  });

  test('a figure is a least one where a replication had not seen the end of it', () => {
    const open = told(story, { ...story, recovered: null, jobsDelayed: 1700 });
    expect(open.sentences[0]).toBe('In 1 of 2 replications the run ended before the fleet was seen to be as before.');
    expect(open.sentences[1]).toMatch(
      /^At least 1,600 \(1,500 … 1,700\) of 6,000 jobs late .*; at least 11 more hung in preparation\. Lost: at least 51\. Minutes with less than 95% \(assumed\) in time: at least 90\.$/u,
    );
    expect(linesOf(open).at(-1)).toBe('18:00 the fleet is as before: 0.5 jobs wait on average (in 1 of 2)');
    const cut = told({ ...story, end: null, recovered: null });
    expect(cut.title).toBe('gce-gone, from Mon 8 Oct 14:00 UTC');
    expect(cut.sentences[0]).toBe('The run ended before the outage did.');
    expect(linesOf(cut).some((line) => line.includes('as before'))).toBe(false);
    expect(told(story).sentences.join(' ')).not.toContain('at least');
  });

  test('a drawn outage, which other replications have at other times, is told of the first', () => {
    const text = told(story, { ...story, start: 50_401 });
    expect(text.title).toBe('gce-gone, Mon 8 Oct 14:00 to 17:00 UTC (first replication)');
  });

  test.each([
    [111, 13, 'It cost 111 USD ± 13 USD more than the same run without it.'],
    [-40, null, 'It cost 40 USD less than the same run without it.'],
  ])('%d USD', (extra, halfWidth, words) => {
    const study = aStudy(aRun({ boot: 1 }, { story: [story] }));
    const figures = [{ figure: 'cost' as const, unit: 'USD' as const, with: 500 + extra, without: 500, extra, halfWidth }];
    const paired = { slo: { seconds: 60, share: 0.95 }, replications: 1, figures };
    expect(
      storyTexts({ ...study, paired })[0]!
        .sentences.at(-1)!
        .slice(-words.length - 2),
    ).toBe(`. ${words}`);
    const table = pairedTable({ ...study, paired });
    expect(table.columns).toEqual(['with', 'without', 'extra']);
    const cells = extra > 0 ? ['611 USD', '500 USD', '+111 USD'] : ['460 USD', '500 USD', '-40 USD'];
    expect(table.rows.map((row) => row.cells)).toEqual([cells]);
    // Of two outages the cost is not known apart.
    const two = aStudy(aRun({ boot: 1 }, { story: [story, { ...story, outage: 'other' }] }));
    expect(
      storyTexts({ ...two, paired })
        .flatMap(({ sentences }) => sentences)
        .join(' '),
    ).not.toContain('USD');
  });

  test('five outages are told, the others counted', () => {
    const many = Array.from({ length: 7 }, (_, i): Story => ({ ...story, start: i * 1000, jobsDelayed: i, end: null, recovered: null }));
    const texts = storyTexts(aStudy(aRun({ boot: 1 }, { story: many })));
    expect(texts.map(({ title }) => title.slice(-9))).toEqual(['00:33 UTC', '00:50 UTC', '01:06 UTC', '01:23 UTC', '01:40 UTC']);
    expect(texts.at(-1)!.sentences.at(-1)).toBe('2 other outages delayed fewer jobs and are in summary.json.');
  });

  test('the worst are told in order of time, whatever they did; one that is left out is one', () => {
    const late = [5, 9, 4, 8, 1, 6];
    const many = late.map((jobsDelayed, i): Story => ({ ...story, start: i * 3600, jobsDelayed, end: null, recovered: null }));
    const texts = storyTexts(aStudy(aRun({ boot: 1 }, { story: many })));
    expect(texts.map(({ title }) => title.slice(-9))).toEqual(['00:00 UTC', '01:00 UTC', '02:00 UTC', '03:00 UTC', '05:00 UTC']);
    expect(texts.at(-1)!.sentences.at(-1)).toBe('1 other outage delayed fewer jobs and is in summary.json.');
    expect(
      storyTexts(aStudy(aRun({ boot: 1 }, { story: many.slice(0, 5) })))
        .flatMap(({ sentences }) => sentences)
        .join(),
    ).not.toContain('other outage');
  });

  test('upgrades and configurations are a story of their own; failovers only where no outage tells of them', () => {
    const notes = [
      { at: 3600, kind: 'upgrade_begins' as const, subject: 'linux to 12.0' },
      { at: 3660, kind: 'noticed' as const, subject: 'standby' },
      { at: 3660, kind: 'noticed' as const, subject: 'other' },
    ];
    const texts = storyTexts(aStudy(aRun({ boot: 1 }, { story: [story], notes })));
    expect(texts[1]!.lines.map(({ words }) => words)).toEqual(['linux to 12.0: upgrade begins', 'other: noticed']);
  });

  test('several replications: means with half-widths, and a bound where one had not recovered', () => {
    const run = (jobsDelayed: number, recovered: number | null): RunResult =>
      aRun({ boot: 1 }, { story: [{ ...story, jobsDelayed, recovered }] });
    const table = outageTable(aStudy(run(1000, 64_800), run(1200, null)));
    expect(table.rows[0]!.cells).toEqual(['>= 4h', '4,847', '1,100', '51', '90']);
    expect(table.rows[0]!.spread[2]).toMatch(/^± 1,2\d\d$/);
    expect(outageTable(aStudy(run(1000, null))).rows).toEqual([]);
  });

  test('a terminal of 80 columns holds all of it, and the schema too', () => {
    const clouds = [
      {
        cloud: 'digitalocean',
        calls: 123_456,
        refusedCalls: 12_345,
        refusedByQuota: 1234,
        failedByOutage: 12_345,
        died: 1234,
        preempted: 1234,
        orphaned: 1234,
        zeroRecords: 123,
        hangingRemoved: 1234,
        zeroRemoved: 123,
        orphans: { average: 123.4, peak: 321 },
      },
    ];
    const traffic = [
      {
        helper: 'registry-mirror-nyc1',
        kind: 'registry_mirror',
        cloud: 'digitalocean',
        transfers: 123_456,
        refused: 0,
        gibOut: 1234.5,
        gibIn: 0,
        cost: 12,
      },
    ];
    const gitlab = [{ instance: 'gitlab.com', requestsPerSecond: 3, statusUpdatesPerSecond: 1, traceUpdatesPerSecond: 10.5 }];
    const run = aRun({ outage: 28, limit: 9, next_poll: 3.5 }, { story: [story], clouds, traffic, gitlab });
    const study = aStudy(run, { ...run, replication: 1 });
    expect(studyResultSchema.parse(JSON.parse(JSON.stringify(study)))).toEqual(JSON.parse(JSON.stringify(study)));
    const text = terminalReport(reportModel(study));
    for (const line of text.split('\n')) expect(columnsTaken(line)).toBeLessThanOrEqual(80);
    for (const title of ['What happened: gce-gone', 'Why jobs waited', "Clouds' APIs", 'Traffic', 'What held jobs, and what bears on it'])
      expect(text).toContain(title);
    expect(said(cloudTables(study)[1]!)[0]).toContain('cleaned: by hanging-droplets-cleaner');
    expect(trafficTable(study).columns).toEqual(['transfers', 'GiB to', 'cost']);
    expect(gitLabTable(study).rows[0]!.cells).toEqual(['3', '1', '10.5']);
  });

  test('pipelines: one table of all, of each workload where several have some', () => {
    const collector = new Collector(options());
    collector.job(aJob(4000, 1));
    const own = { pipeline: 1, workload: 0, project: 0, startedAt: 4000 * SECOND, status: 'success' as const, jobs: 1 };
    collector.pipeline({ ...own, createdAt: 4000 * SECOND, finishedAt: 4100 * SECOND });
    const result = collector.finish(anEnd());
    const study = aStudy(result);
    const table = pipelineTable(study, figureLookup(study));
    expect(table.rows.map(({ name, cells }) => [name, cells[0], cells[2]])).toEqual([['all pipelines', '1', '1m 40s']]);
    const without = aStudy(aRun({ boot: 1 }));
    expect(pipelineTable(without, figureLookup(without)).rows).toEqual([]);
  });
});

describe('the line of stories', () => {
  const line = (thresholds: Readonly<Record<string, readonly string[]>>): ReturnType<typeof storyLine> =>
    storyLine(parseThresholds(thresholds, fleet).thresholds);

  test('the first on queue time, of all jobs before those of a part', () => {
    expect(line({ queue_time: ['max < 1h', 'share_below(10s) > 90%'] })).toMatchObject({
      below: 10 * SECOND,
      share: 0.9,
      isDefault: false,
    });
    expect(line({ 'queue_time{workload=secret}': ['p(99) < 5s'] })).toMatchObject({
      below: 5 * SECOND,
      share: 0.99,
      labels: { workload: [1] },
    });
    expect(line({ queue_time: ['p(95) < 2m'], 'queue_time{workload=public}': ['share_below(1s) > 1%'] })).toMatchObject({ labels: {} });
  });

  test('else 95 % within a minute', () => {
    expect(line({ sojourn: ['p(95) < 1h'] })).toMatchObject({ below: 60 * SECOND, share: 0.95, isDefault: true });
  });

  test('pipelines have thresholds of their own', () => {
    const { thresholds, issues } = parseThresholds(
      { 'pipeline_duration{workload=public}': ['p(95) < 1h', 'share_below(10m) > 50%'] },
      fleet,
    );
    expect(issues).toEqual([]);
    expect(thresholds.map(({ question }) => question.metric)).toEqual(['pipeline_duration', 'pipeline_duration']);
    expect(parseThresholds({ 'pipeline_duration{group=linux}': ['avg < 1h'] }, fleet).issues).toHaveLength(1);
  });
});
