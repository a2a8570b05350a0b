/** Which runs a study of a scenario makes, in which order, and what it makes of those that a limit ended. */
import { describe, expect, test } from 'vitest';
import type { FleetSpec } from '../../../../src/fleet/fleet.js';
import type { FleetRun, FleetRunOptions, RunProgress } from '../../../../src/models/fleet-run.js';
import { figuresPoint } from '../../../../src/study/method/replicate.js';
import { studyOf } from '../../../../src/study/method/run.js';
import type { Point } from '../../../../src/study/point.js';
import { runStudySync } from '../../../../src/study/runner.js';
import type { StudyQuestion } from '../../../../src/study/study-question.js';
import { aJob } from '../../../support/records.js';
import { fakeEngine, fleet as whole } from '../../../support/prepared-engine.js';

const outage = {
  name: 'o',
  target: { kind: 'cloud', index: 0 },
  times: { kind: 'fixed', windows: [{ from: 4000e6, to: 5000e6 }] },
  effect: { kind: 'down', api: 'fails', machines: 'die' },
} as unknown as FleetSpec['outages'][number];

function question(over: Partial<StudyQuestion> = {}): StudyQuestion {
  return {
    fleet: { ...whole, outages: [outage] },
    seed: 7,
    replications: 2,
    pair: true,
    rows: undefined,
    facts: {
      runcast: '1',
      scenario: { name: 't', file: 't.yaml', hash: 'f'.repeat(64) },
      seed: 7,
      rerun: '',
      defaults: [],
      warnings: [],
      thresholds: [],
      allowUnmatchedJobs: false,
    },
    ...over,
  };
}

/** Jobs wait a minute and 5 s more without outages, three minutes with them; `ends` tells how the nth run ends. */
function engine(ends: readonly RunProgress[] = []) {
  let nth = 0;
  return (spec: FleetSpec, options: FleetRunOptions): FleetRun => {
    const waits = spec.outages.length > 0 ? [180, 180] : [65, 5];
    return fakeEngine(
      waits.map((wait, i) => aJob(4100 + i, wait)),
      [],
      ends[nth++] ?? 'done',
    )(spec, options);
  };
}

describe('which method', () => {
  const kinds = (asked: StudyQuestion): string[] => {
    const { points } = studyOf(asked).batches().next().value as { points: readonly Point[] };
    return points.map(({ patch, draws }) => `${patch.kind} ${draws.replication}`);
  };

  test('pairs where there are outages and pairs are asked for: of each replication the run without them first', () => {
    expect(kinds(question())).toEqual(['without_faults 0', 'as_is 0', 'without_faults 1', 'as_is 1']);
    expect(studyOf(question()).runs).toBe(4);
  });

  test('replications alone where there is no outage, or no pair is asked for', () => {
    expect(kinds(question({ fleet: whole }))).toEqual(['as_is 0', 'as_is 1']);
    expect(kinds(question({ pair: false }))).toEqual(['as_is 0', 'as_is 1']);
  });
});

describe('what is kept of a run', () => {
  const kept = (rows: StudyQuestion['rows']): (readonly [boolean | undefined, boolean])[] =>
    [0, 1].map((replication) => {
      const point = figuresPoint(question({ rows }), { seed: 7, replication });
      return [point.rows, point.figures.timeline];
    });

  test('the timeline of the first, and of each whose records are wanted', () => {
    expect(kept(undefined)).toEqual([
      [false, true],
      [false, false],
    ]);
    expect(kept('first')).toEqual([
      [true, true],
      [false, false],
    ]);
    expect(kept('all')).toEqual([
      [true, true],
      [true, true],
    ]);
  });

  test('of the run without outages neither, for nothing is drawn of it', () => {
    const { points } = studyOf(question({ rows: 'all' }))
      .batches()
      .next().value as { points: readonly Point[] };
    expect(points.map(({ figures, rows }) => [figures?.timeline, rows ?? false])).toEqual([
      [false, false],
      [true, true],
      [false, false],
      [true, true],
    ]);
  });
});

describe('pairs', () => {
  test('are told with what the outages cost, and figures are those of the runs with them', () => {
    const { study } = runStudySync(studyOf(question()), { start: engine() });
    expect(study.paired!.replications).toBe(2);
    const sides = Object.fromEntries(study.paired!.figures.map(({ figure, with: own, without }) => [figure, [own, without]]));
    // Of two jobs that are to start within a minute both are late with the outage, one without.
    expect(sides['lateJobs']).toEqual([2, 1]);
    expect(sides['queueTimeMean']).toEqual([180, 35]);
    expect(study.replications).toBe(2);
    expect(study.figures.find(({ scope, figure }) => scope === 'all' && figure === 'queueTime.mean')?.estimate).toBe(180);
  });

  test('of which one run was cut by a limit are left out; where none is whole there is nothing to tell', () => {
    const paired = (...ends: RunProgress[]): number | undefined =>
      runStudySync(studyOf(question()), { start: engine(ends) }).study.paired?.replications;
    expect(paired('done', 'max_pending', 'done', 'done')).toBe(1);
    expect(paired('max_pending', 'done', 'done', 'done')).toBe(1);
    expect(paired('done', 'max_events', 'max_events', 'done')).toBeUndefined();
  });
});
