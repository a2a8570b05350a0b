/** `draws: OTHER`: the jobs of two workloads are the same, whatever serves them; and what is refused. */
import { describe, expect, test } from 'vitest';
import type { JobRecord } from '../../../src/record/job.js';
import { startFleet } from '../../../src/models/run.js';
import { formatIssue } from '../../../src/scenario/text/issue.js';
import { prepareScenario } from '../../../src/scenario/prepare.js';
import { HOUR } from '../../../src/units/time.js';

/** One is served by as many workers as it likes, the other by two. */
function scenario(draws: string, of = 'fast'): string {
  return `name: twins
start: 2026-03-02T00:00:00Z
horizon: 8h
instances: { gitlab: {} }
runners: { fast: { instance: gitlab, token: f, tags: [fast] }, slow: { instance: gitlab, token: s, tags: [slow] } }
managers:
  fast: { config: { file: fast.toml, text: "concurrent = 100\\n[[runners]]\\n  executor = \\"shell\\"\\n  token = \\"f\\"\\n" } }
  slow: { config: { file: slow.toml, text: "concurrent = 2\\n[[runners]]\\n  executor = \\"shell\\"\\n  token = \\"s\\"\\n" } }
workloads:
  fast:
    tags: [fast]
    projects: { count: 10, popularity: { zipf: 1 } }
    pipelines: { rate: 20/h, jobs: { lognormal: { median: 2, p95: 6 } }, daily_variation: { cv: 0.3 } }
    schedules: { hourly: { at: '30 * * * *', pipelines: { uniform: { min: 1, max: 5 } }, jitter: 5m } }
    duration: { lognormal: { median: 1m, p95: 5m } }
    failure: 20%
  slow:
${draws}
    tags: [slow]
    projects: { count: 10, popularity: { zipf: 1 } }
    pipelines: { rate: 20/h, jobs: { lognormal: { median: 2, p95: 6 } }, daily_variation: { cv: 0.3 } }
    schedules: { hourly: { at: '30 * * * *', pipelines: { uniform: { min: 1, max: 5 } }, jitter: 5m } }
    duration: { lognormal: { median: 1m, p95: 5m } }
    failure: 20%
  third: { tags: [fast], every: { interval: 1h }, duration: 1m, draws: ${of} }
`;
}

function prepare(draws: string, of?: string) {
  return prepareScenario(scenario(draws, of), 'twins.yaml', () => undefined, { hash: String });
}

/** The jobs of each workload in the order in which they came, as far as their luck is drawn. */
function play(draws: string): { readonly drawn: unknown[][]; readonly waited: number[] } {
  const prepared = prepare(draws);
  if ('issues' in prepared) throw new Error(prepared.issues.map(formatIssue).join('\n'));
  const jobs: JobRecord[] = [];
  const recorder = { job: (job: JobRecord) => void jobs.push({ ...job }), machine: () => undefined };
  const run = startFleet(prepared.fleet, { seed: 1, replication: 0, recorder });
  while (run.advance(1e6) === 'more');
  const { fleet } = prepared;
  const of = ['fast', 'slow'].map((name) => {
    const index = fleet.workloads.findIndex((workload) => workload.name === name);
    return jobs.filter(({ workload, queuedAt }) => workload === index && queuedAt < 2 * HOUR).sort((a, b) => a.job - b.job);
  });
  return {
    drawn: of.map((own) =>
      own.map(({ queuedAt, project, pipeline, scriptAt, finishedAt, status }) => {
        const [, nth] = fleet.projects[project]!.name.split('-');
        return { queuedAt, nth, pipeline, script: finishedAt - scriptAt, status };
      }),
    ),
    waited: of.map((own) => own.reduce((sum, { startedAt, queuedAt }) => sum + startedAt - queuedAt, 0)),
  };
}

describe('a twin', () => {
  const twins = play('    draws: fast');

  test('has the same jobs of the same projects at the same instants, which take as long and end alike', () => {
    const [fast, slow] = twins.drawn;
    expect(fast!.length).toBeGreaterThan(40);
    expect(slow).toEqual(fast);
  });

  test('is served by a fleet of its own', () => {
    const [fast, slow] = twins.waited;
    expect(slow).toBeGreaterThan(5 * fast!);
  });

  test('leaves the other one alone; without the key it has jobs of its own', () => {
    const strangers = play('    # no key');
    expect(strangers.drawn[0]).toEqual(twins.drawn[0]);
    expect(strangers.drawn[1]).not.toEqual(twins.drawn[0]);
  });
});

describe('the key', () => {
  test('stands in the complete scenario; one that names itself says nothing', () => {
    const drawsOf = (draws: string): unknown[] => {
      const prepared = prepare(draws);
      if ('issues' in prepared) throw new Error(prepared.issues.map(formatIssue).join('\n'));
      return [prepared.scenario.workloads['slow']!.draws, prepared.fleet.workloads.find(({ name }) => name === 'slow')?.draws];
    };
    expect(drawsOf('    draws: fast')).toEqual(['fast', 'fast']);
    expect(drawsOf('    draws: slow')).toEqual([undefined, 'slow']);
  });

  test.each([
    ['    draws: fats', 'fast', "there is no workload 'fats'; did you mean fast?"],
    ['    draws: fast', 'slow', 'slow is drawn as fast itself; expected a workload with draws of its own: name fast here'],
  ])('%s and %s', (draws, of, message) => {
    const refused = prepare(draws, of);
    expect('issues' in refused && refused.issues.map(({ message: said }) => said)).toContain(message);
  });
});
