/** The picture of an outage: its marks stand where things happened, and its words are those of the course. */
import { describe, expect, test } from 'vitest';
import { outageChart } from '../../../../../src/report/charts/outage-chart.js';
import { outagePictures } from '../../../../../src/report/run/story/pictures.js';
import type { Story } from '../../../../../src/results/outages/story-schema.js';
import type { StudyResult } from '../../../../../src/study/study-result.js';

const story: Story = {
  outage: 'gce-gone',
  start: 7200,
  end: 9000,
  failovers: [
    { name: 'to-do', since: 7200, noticed: 7500, failedOver: 7800, failingBack: 9300, failedBack: 9600 },
    { name: 'to-aws', noticed: 7500, failedOver: 8100, failingBack: null, failedBack: null },
  ],
  backlogBefore: 1,
  backlogPeak: 50,
  backlogPeakAt: 7800,
  recovered: 10_200,
  waves: [{ from: 7200, failback: null, backlogPeak: 50, backlogPeakAt: 7800, jobsQueued: 100, jobsDelayed: 40 }],
  slo: { seconds: 60, share: 0.95, subject: 'queue_time', isDefault: true },
  jobsQueued: 100,
  jobsDelayed: 40,
  jobsHeld: 0,
  jobsLostInAll: 3,
  jobsLost: 3,
  minutesMissed: 5,
  course: {
    from: 5400,
    binSeconds: 600,
    waiting: [1, 1, 1, 20, 45, 10, 5, 2, 1, 1],
    machines: [
      { cloud: 'gce', averages: [30, 30, 30, 0, 0, 0, 10, 30, 30, 30] },
      { cloud: 'do', averages: [5, 5, 5, 5, 20, 25, 20, 10, 5, 5] },
    ],
  },
};
const study = (own: readonly Story[], replications = 1): StudyResult =>
  ({ first: { story: own }, scenario: { start: '2018-10-08T10:00:00Z' }, replications }) as unknown as StudyResult;

async function drawn(own: Story): Promise<string> {
  const [chart] = outagePictures(study([own]));
  return outageChart(chart!.chart, chart!);
}

describe('what is said of a picture', () => {
  const described = (own: Story, replications = 1): string => outagePictures(study([own], replications))[0]!.description;

  test('its averages, of the first replication where there are several, and the range of the machines of each cloud', () => {
    const machines = 'ready machines, in use or not: gce 0 to 30, do 5 to 25';
    expect(described(story)).toBe(`Averages of 10m: up to 45 jobs waiting; ${machines}.`);
    expect(described(story, 2)).toBe(`Averages of 10m, of the first replication: up to 45 jobs waiting; ${machines}.`);
    const [gce] = story.course!.machines;
    expect(described({ ...story, course: { ...story.course!, machines: [gce!] } })).toContain('or not: gce 0 to 30.');
    expect(described({ ...story, course: { ...story.course!, machines: [] } })).toBe('Averages of 10m: up to 45 jobs waiting.');
  });

  test('of one cloud its machines have a panel too, of none there is none', () => {
    const panels = (clouds: number): number => {
      const own = { ...story, course: { ...story.course!, machines: story.course!.machines.slice(0, clouds) } };
      return outagePictures(study([own]))[0]!.chart.panels.length;
    };
    expect([0, 1, 2].map(panels)).toEqual([1, 2, 2]);
  });

  test('marks stand within the course, its ends included', () => {
    const marks = (failovers: Story['failovers'], recovered: number | null): number[] =>
      outagePictures(study([{ ...story, failovers, recovered }]))[0]!.chart.marks.map(({ at }) => at);
    const turn = { name: 'to-do', noticed: 5400, failedOver: 5399, failingBack: 11_399, failedBack: 11_400 };
    expect(marks([turn], 11_401)).toEqual([5400, 11_399, 11_400]);
    // What begins and ends at one instant is one mark.
    expect(marks([{ ...turn, failingBack: 9000, failedBack: 9000 }], null)).toEqual([5400, 9000]);
  });
});

describe('the picture of an outage', () => {
  test('has the outage shaded, over jobs waiting and over machines', async () => {
    const svg = await drawn(story);
    // From 5,400 to 11,400 s are 6,000 s: the outage begins after 1,800 and lasts 1,800.
    expect([...svg.matchAll(/<rect fill="var\(--outage\)" x="([\d.]+)%" width="([\d.]+)%"/g)].map(([, x, width]) => [x, width])).toEqual([
      ['30', '30'],
      ['30', '30'],
    ]);
    expect([...svg.matchAll(/<text x="-3.1em"[^>]*>([^<]*)</g)].map(([, text]) => text)).toEqual(['jobs waiting', 'machines']);
  });

  test('marks what was noticed and done, each at its instant', async () => {
    const svg = await drawn(story);
    const places = [...svg.matchAll(/<text class="k[^"]*" dx="-?5" x="([\d.]+)%"[^>]*>([^<]*)</g)].map(([, x, text]) => `${text} at ${x}%`);
    // Two failovers that noticed at the same instant are one mark.
    expect(places.sort()).toEqual([
      'as before 12:50 at 80%',
      'failed back 12:40 at 70%',
      'failed over 12:10 at 40%',
      'failed over 12:15 at 45%',
      'failing back 12:35 at 65%',
      'noticed 12:05 at 35%',
    ]);
    const lines = [...svg.matchAll(/<line class="k" x1="([\d.]+)%" x2="([\d.]+)%"/g)];
    expect(lines.map(([, x]) => Number(x)).sort((a, b) => a - b)).toEqual([35, 40, 45, 65, 70, 80]);
    for (const [, from, to] of lines) expect(from).toBe(to);
  });

  test('says its values to a pointer: jobs, and machines by cloud', async () => {
    const titles = [...(await drawn(story)).matchAll(/<title>(.*?)<\/title>/gs)].map(([, text]) => text);
    expect(titles).toHaveLength(20);
    expect(titles[4]).toBe('Mon 8 Oct 12:10 UTC\njobs waiting 45');
    expect(titles[14]).toBe('Mon 8 Oct 12:10 UTC\nmachines 20\ndo 20');
    expect(titles[16]).toBe('Mon 8 Oct 12:30 UTC\nmachines 30\ngce 10\ndo 20');
  });

  test('has words for those who cannot see it, and says of what it is', () => {
    const [chart] = outagePictures(study([story], 3));
    expect(chart!.description).toBe(
      'Averages of 10m, of the first replication: up to 45 jobs waiting; ready machines, in use or not: gce 0 to 30, do 5 to 25.',
    );
    expect(chart!.legend.map(({ name }) => name)).toEqual(['outage', 'jobs waiting', 'machines of gce', 'machines of do']);
    const { failingBack, failedBack } = { failingBack: 9600, failedBack: 9600 };
    const atOnce = { ...story, recovered: null, failovers: [{ ...story.failovers[0]!, failingBack, failedBack }] };
    // Without a wait for running jobs failing back and failed back are one; what has not happened is no mark.
    expect(outagePictures(study([atOnce]))[0]!.chart.marks.map(({ words }) => words)).toEqual([
      'noticed 12:05',
      'failed over 12:10',
      'failed back 12:40',
    ]);
  });

  test('an outage that had not ended is shaded to the end; one without a course has no picture, and the others keep their places', async () => {
    const { course: _course, ...bare } = { ...story, jobsDelayed: 1 };
    const pictures = outagePictures(study([bare, story]));
    expect(pictures.map((picture) => picture?.id)).toEqual([undefined, 'outage-1']);
    const svg = await drawn({ ...story, end: null, recovered: null });
    expect(svg).toContain('<rect fill="var(--outage)" x="30%" width="70%"');
  });

  test('of fixed hosts is of jobs alone', async () => {
    const svg = await drawn({ ...story, course: { ...story.course!, machines: [] } });
    expect([...svg.matchAll(/<text x="-3.1em"[^>]*>([^<]*)</g)].map(([, text]) => text)).toEqual(['jobs waiting']);
  });
});
