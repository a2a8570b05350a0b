/** Which runs a sweep makes, and what it makes of them: the base once, every point over the same draws, the best, and what a precision takes. */
import { describe, expect, test } from 'vitest';
import type { FleetRun, FleetRunOptions, RunProgress } from '../../../../src/models/fleet-run.js';
import type { FleetSpec } from '../../../../src/fleet/fleet.js';
import { sweep } from '../../../../src/study/method/sweep.js';
import type { Point } from '../../../../src/study/point.js';
import { runStudySync } from '../../../../src/study/runner.js';
import type { SweepQuestion, SweepSide } from '../../../../src/study/sweep/question.js';
import { parseThresholds } from '../../../../src/study/thresholds/thresholds.js';
import { sweepResultSchema, type SweepResult } from '../../../../src/study/sweep/sweep-result.js';
import { aJob } from '../../../support/records.js';
import { fakeEngine, fleet as whole } from '../../../support/prepared-engine.js';

/** A side whose jobs wait so many seconds; `horizon` tells the engine which it is. */
function side(wait: number, isBase = false): SweepSide {
  return {
    label: isBase ? 's.yaml' : `a=${wait}`,
    settings: isBase ? [] : [{ path: 'a', value: String(wait) }],
    isBase,
    question: {
      fleet: { ...whole, binWidth: wait },
      seed: 7,
      replications: 9,
      pair: false,
      rows: undefined,
      facts: {
        runcast: '1',
        scenario: { name: 't', file: 's.yaml', hash: String(wait).padStart(64, '0') },
        seed: 7,
        rerun: '',
        defaults: [],
        warnings: wait > 50 ? ['it is slow'] : [],
        thresholds: [],
        allowUnmatchedJobs: false,
      },
    },
  };
}

function question(over: Partial<SweepQuestion> = {}): SweepQuestion {
  return {
    base: side(20, true),
    hasBase: true,
    points: [side(10), { ...side(20), isBase: true }, side(60)],
    refused: [],
    design: 'grid',
    variables: [{ path: 'a', values: ['10', '20', '60'] }],
    of: 'queueTime.mean',
    seed: 7,
    replications: 3,
    runcast: '1',
    rerun: '',
    ...over,
  };
}

/** The same where hosts cost money, the same at every point, and all settings meet a threshold. */
function weighed(asked: SweepQuestion): SweepQuestion {
  const priced = (own: SweepSide): SweepSide => {
    const { fleet, facts } = own.question;
    const managers = fleet.managers.map((manager) => ({ ...manager, hostPricePerHour: 1 }));
    const { thresholds } = parseThresholds({ queue_time: ['avg < 5m'] }, fleet);
    return { ...own, question: { ...own.question, fleet: { ...fleet, managers }, facts: { ...facts, thresholds } } };
  };
  return { ...asked, base: priced(asked.base), points: asked.points.map(priced) };
}

/** Plays it with an engine whose jobs wait what their fleet says, and a second more each replication. */
function played(asked: SweepQuestion, ends: (wait: number) => RunProgress = () => 'done'): SweepResult {
  const start = (spec: FleetSpec, options: FleetRunOptions): FleetRun =>
    fakeEngine([aJob(4100, spec.binWidth + options.replication)], [], ends(spec.binWidth))(spec, options);
  return sweepResultSchema.parse(runStudySync(sweep(asked), { start }));
}

const waits = ({ points }: SweepResult): (number | null | undefined)[] =>
  points.map(({ figures }) => figures.find(({ scope, figure }) => scope === 'all' && figure === 'queueTime.mean')?.estimate);

describe('the runs', () => {
  const pointsOf = (asked: SweepQuestion): readonly Point[] => (sweep(asked).batches().next().value as { points: readonly Point[] }).points;

  test('are those of the base, then point after point, all with the same draws; a point that is the base is not played again', () => {
    const points = pointsOf(question());
    expect(points.map(({ fleet, draws }) => `${fleet ?? 0}/${draws.replication}`)).toEqual([
      ...['0/0', '0/1', '0/2'],
      ...['1/0', '1/1', '1/2'],
      ...['2/0', '2/1', '2/2'],
    ]);
    expect(points.every(({ draws, figures, rows }) => draws.seed === 7 && figures?.timeline === false && rows === false)).toBe(true);
    expect(sweep(question()).fleets).toHaveLength(3);
    expect(sweep(question()).runs).toBe(9);
  });

  test('without the base are those of the points', () => {
    expect(sweep(question({ hasBase: false })).runs).toBe(9);
    expect(sweep(question({ hasBase: false, points: [side(10)] })).runs).toBe(3);
  });
});

describe('the result', () => {
  test('has each point with its own figures, under its own name, whatever was played as the base', () => {
    const result = played(question());
    expect(waits(result)).toEqual([11, 21, 61]);
    expect(result.points.map(({ label, isBase }) => [label, isBase])).toEqual([
      ['a=10', false],
      ['a=20', true],
      ['a=60', false],
    ]);
    expect(result.base).toMatchObject({ label: 's.yaml', settings: [], isBase: true });
    expect(result.points.map(({ differences }) => differences.find(({ figure }) => figure === 'queueTime.mean')?.difference)).toEqual([
      -10,
      undefined,
      40,
    ]);
  });

  test('has the scenario as it is among what is weighed and chosen from, whether or not a point is the same', () => {
    const result = played(weighed(question({ points: [side(30), side(60)] })));
    expect(result.base).toMatchObject({ frontier: 'on', beatenBy: null });
    expect(result.points.map(({ frontier, beatenBy }) => [frontier, beatenBy])).toEqual([
      ['off', null],
      ['off', null],
    ]);
    expect([result.best, result.isBaseBest]).toEqual([0, true]);
    const beaten = played(weighed(question({ points: [side(10), side(60)] })));
    expect(beaten.base).toMatchObject({ frontier: 'off', beatenBy: 0 });
    expect([beaten.best, beaten.isBaseBest]).toEqual([0, undefined]);
    const same = played(weighed(question({ points: [{ ...side(20), isBase: true }, side(60)] })));
    expect(same.base).toMatchObject({ frontier: 'on' });
    expect([same.best, same.isBaseBest]).toEqual([0, undefined]);
    const without = played(weighed(question({ hasBase: false, points: [side(30), side(60)] })));
    expect(without.points.map(({ frontier }) => frontier)).toEqual(['on', 'off']);
    expect([without.best, without.isBaseBest]).toEqual([0, undefined]);
  });

  test('without a base has no differences', () => {
    const result = played(question({ hasBase: false }));
    expect(result.base).toBeNull();
    expect(waits(result)).toEqual([11, 21, 61]);
    expect(result.points.every(({ differences }) => differences.length === 0)).toBe(true);
  });

  test('says what a precision takes, by plain arithmetic', () => {
    const result = played(question({ precision: 0.01 }));
    // Student's half-width of 10, 11, 12 is 4.303 x 1 / sqrt(3) = 2.484, of 11 it is 22.6 %: 3 x 22.6 x 22.6 replications.
    const wanted = (mean: number): number =>
      Math.ceil(3 * ((4.302652729911275 / Math.sqrt(3) / mean / 0.01) * (4.302652729911275 / Math.sqrt(3) / mean / 0.01)));
    expect(result.points.map(({ replicationsWanted }) => replicationsWanted)).toEqual([11, 21, 61].map(wanted));
    expect(result.precision).toEqual({
      figure: 'queueTime.mean',
      share: 0.01,
      unit: 's',
      replications: wanted(11),
      moreRuns: (wanted(11) - 3) * 3,
    });
    expect(played(question())).not.toHaveProperty('precision');
  });

  test('names a warning once, with its points', () => {
    expect(played(question()).warnings).toEqual([{ text: 'it is slow', points: 1 }]);
  });

  test('of a point that a limit ended has neither differences nor a place', () => {
    const result = played(question(), (wait) => (wait === 60 ? 'max_pending' : 'done'));
    expect(result.points[2]).toMatchObject({ outcome: 'max_pending', frontier: null, differences: [] });
    expect(result.points[0]!.differences.length).toBeGreaterThan(0);
  });
});
