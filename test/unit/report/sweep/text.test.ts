/** What a terminal is told of a sweep: the verdict, a line a point, what is beaten, and that nothing is wider than it. */
import { describe, expect, test } from 'vitest';
import { sweepText } from '../../../../src/report/sweep/text.js';
import { sweepFigure, sweepPoint, sweepResult } from '../../../support/sweep-results.js';

const flat = (text: string): string => text.replace(/\s+/gu, ' ');

test('says of replications that came out alike that these are, and not the points', () => {
  const text = flat(
    sweepText(sweepResult([sweepPoint({ a: '1' }), sweepPoint({ a: '2' }, { cost: 1200 })], { isRandom: false, replications: 5 })),
  );
  expect(text).toContain('all with the same draws; no replication of a point differs from another');
});

describe('the first line', () => {
  test('names how many meet the thresholds, and the cheapest', () => {
    const points = [sweepPoint({ a: '1' }, { verdict: 'fail' }), sweepPoint({ a: '2' }), sweepPoint({ a: '3' }, { cost: 1200 })];
    expect(flat(sweepText(sweepResult(points, { best: 1 })))).toMatch(
      /^✓ 2 of 3 settings meet all thresholds; the cheapest: a=2, 1,000 USD a month /u,
    );
  });

  test('names the scenario as it is where that goes before the settings', () => {
    const base = sweepPoint({}, { isBase: true, cost: 800 });
    const said = (points: Parameters<typeof sweepResult>[0], over: Parameters<typeof sweepResult>[1]): string =>
      flat(sweepText(sweepResult(points, { base, ...over })));
    const both = [sweepPoint({ a: '1' }), sweepPoint({ a: '2' }, { cost: 1200 })];
    expect(said(both, { best: 0, isBaseBest: true })).toMatch(
      /^✓ all 2 settings meet all thresholds; the cheapest: as it is, 800 USD a month; of 2 settings a=1, 1,000 USD a month /u,
    );
    const missed = both.map((point) => ({ ...point, verdict: 'fail' as const }));
    expect(said(missed, { isBaseBest: true })).toMatch(
      /^✗ none of 2 settings meets all thresholds; .*; as it is it does, 800 USD a month /u,
    );
    const open = both.map((point) => ({ ...point, verdict: 'inconclusive' as const }));
    expect(said(open, { isBaseBest: true })).toMatch(/^\? none of 2 settings .* 2 may; as it is it does, 800 USD a month /u);
    const beaten = both.map((point) => ({ ...point, verdict: null, frontier: 'off' as const }));
    const text = said(beaten, {});
    expect(text).toMatch(
      /^each of 2 settings is beaten in cost and waiting together, the scenario as it is by none; there is no threshold /u,
    );
    expect(text).toContain(' * as it is ');
    expect(text).toContain('* no other point beats it');
  });

  test('names the nearest miss where none does', () => {
    const judged = { verdict: 'fail' } as never;
    const points = [
      sweepPoint({ a: '1' }, { verdict: 'fail', thresholds: [judged, judged], wait: 5 }),
      sweepPoint({ a: '2' }, { verdict: 'fail', thresholds: [judged], wait: 50 }),
    ];
    expect(flat(sweepText(sweepResult(points)))).toMatch(/^✗ none of 2 settings meets all thresholds; the nearest: a=2 /u);
  });

  test('says what is undecided, what has no threshold, and what cannot keep up', () => {
    const said = (verdict: 'inconclusive' | null): string => flat(sweepText(sweepResult([sweepPoint({ a: '1' }, { verdict })])));
    expect(said('inconclusive')).toMatch(/^\? none of 1 settings meets all thresholds for sure; 1 may /u);
    expect(said(null)).toMatch(/^1 of 1 settings is beaten by no other in cost and waiting together; there is no threshold /u);
    expect(flat(sweepText(sweepResult([sweepPoint({ a: '1' }, { outcome: 'max_events' })])))).toMatch(
      /^✗ none of 1 settings keeps up with the load /u,
    );
  });
});

describe('the table', () => {
  test('of one setting stands in its order, of several the cheapest of those that meet all first', () => {
    const order = (text: string): string[] => [...text.matchAll(/^ {2}[✓✗?] [*~ ] (\d)/gmu)].map(([, value]) => value!);
    const points = [
      sweepPoint({ a: '1' }, { verdict: 'fail', wait: 90 }),
      sweepPoint({ a: '2' }, { cost: 1500 }),
      sweepPoint({ a: '3' }, { cost: 1200 }),
      sweepPoint({ a: '4' }, { verdict: 'inconclusive' }),
      sweepPoint({ a: '5' }, { verdict: 'fail', wait: 80 }),
    ];
    expect(order(sweepText(sweepResult(points)))).toEqual(['1', '2', '3', '4', '5']);
    expect(order(sweepText(sweepResult(points, { design: 'list' })))).toEqual(['3', '2', '4', '5', '1']);
  });

  test('begins with the scenario as it is, unless a point is the same', () => {
    const base = sweepPoint({}, { isBase: true, wait: 33 });
    expect(sweepText(sweepResult([sweepPoint({ a: '1' })], { base }))).toContain('as it is');
    const same = sweepText(sweepResult([sweepPoint({ a: '1' }, { isBase: true })], { base }));
    expect(same).not.toMatch(/^ {2}✓.*as it is/mu);
    expect(same).toContain('  as it is: a=1');
  });

  test('says how many points are left out, and has them on demand', () => {
    const points = Array.from({ length: 60 }, (_, i) => sweepPoint({ a: String(i) }));
    expect(sweepText(sweepResult(points))).toContain('and 36 more (--full, or -o sweep.csv)');
    expect(sweepText(sweepResult(points), { isFull: true })).not.toContain('more (--full');
  });

  test('fits the width, whatever settings are called; intervals go where there is no room', () => {
    const long = 'managers.shared-runners-manager.config.runners[0].machine.IdleCount';
    const many = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`setting_number_${i}`, '1']));
    for (const width of [80, 120]) {
      const wide = sweepText(sweepResult([sweepPoint(many), sweepPoint({ ...many, setting_number_3: '2' })]), { width });
      expect(wide.split('\n').filter((line) => line.length > width)).toEqual([]);
      expect(wide).toContain('setting_number_3=2');
      const points = ['1', '2'].map((value) => sweepPoint({ [long]: value, 'b.IdleCount': value, check_interval: '3' }));
      const lines = sweepText(sweepResult(points), { width }).trimEnd().split('\n').slice(0, -1);
      expect(lines.filter((line) => line.length > width)).toEqual([]);
    }
    const one = [sweepPoint({ IdleCount: '1' }), sweepPoint({ IdleCount: '2' })];
    expect(sweepText(sweepResult(one))).toContain('(18 … 22)');
  });

  test('shows a lower bound as one, and a run that was stopped without figures', () => {
    const bound = sweepPoint({ a: '1' });
    const points = [
      {
        ...bound,
        figures: bound.figures.map((own) => (own.figure === 'queueTime.p95' ? { ...own, atLeast: true as const, high: null } : own)),
      },
      sweepPoint({ a: '2' }, { outcome: 'max_pending', frontier: null }),
    ];
    const text = sweepText(sweepResult(points));
    expect(text).toContain('>= 20 s');
    expect(text).toContain('stopped');
    expect(flat(text)).toContain('! 1 point stopped by a limit: the fleet cannot keep up with the load.');
  });
});

describe('what stands below', () => {
  test('explains the signs that are there, and only those', () => {
    const of = (place: 'on' | 'perhaps' | 'off' | null): string =>
      flat(
        sweepText(
          sweepResult([sweepPoint({ a: '1' }, { frontier: place === null ? null : 'on' }), sweepPoint({ a: '2' }, { frontier: place })]),
        ),
      );
    expect(of('perhaps')).toContain(
      '* no other point beats it (cost against queue time p95, but for what nobody acts on: 1 %, 10 USD, 0.1 s); ~ beaten, but not for sure',
    );
    expect(of('off')).not.toContain('~');
    expect(of(null)).not.toContain('*');
  });

  test('says what a precision takes', () => {
    const points = [sweepPoint({ a: '1' }, { replicationsWanted: 5 }), sweepPoint({ a: '2' }, { replicationsWanted: 40 })];
    const precision = { figure: 'queueTime.p95', share: 0.02, unit: 's', replications: 40, moreRuns: 70 } as const;
    expect(flat(sweepText(sweepResult(points, { precision })))).toContain(
      'queue time p95 to 2 % either way takes 5 to 40 replications a point (1 of 2 have enough): 70 runs more, by --replications 40',
    );
    const unknown = { ...precision, replications: null, moreRuns: null };
    expect(flat(sweepText(sweepResult([sweepPoint({ a: '1' })], { precision: unknown })))).toContain('cannot be told at 1 point');
    const some = [...points, sweepPoint({ a: '3' }, { replicationsWanted: null })];
    expect(flat(sweepText(sweepResult(some, { precision: unknown })))).toMatch(
      /cannot be told at 1 point: .*; elsewhere it takes 5 to 40 replications/u,
    );
  });

  test('warns where the waiting has moved into the preparation, unless that is weighed too', () => {
    const prepared = (value: string, seconds: number) => {
      const point = sweepPoint({ a: value });
      return { ...point, figures: [...point.figures, sweepFigure('preparation.p95', seconds)] };
    };
    const points = [prepared('0', 62), prepared('5', 4), prepared('6', 5)];
    expect(flat(sweepText(sweepResult(points)))).toContain(
      '! 1 point of 3: jobs wait after they are handed out, preparation p95 up to 1 min 02 (a=0), elsewhere from 4 s; --of startDelay.p95 weighs both.',
    );
    expect(sweepText(sweepResult(points, { of: 'startDelay.p95' }))).not.toContain('handed out');
    expect(sweepText(sweepResult([prepared('1', 30), prepared('2', 31)]))).not.toContain('handed out');
  });

  test('names what was left out', () => {
    const refused = [{ settings: [], label: 'a=9', reason: 'config.toml: too many' }];
    expect(flat(sweepText(sweepResult([sweepPoint({ a: '1' })], { refused })))).toContain(
      '! 1 combination left out, no scenario: a=9: config.toml: too many',
    );
  });

  test('ends with the command that repeats it', () => {
    expect(
      sweepText(sweepResult([sweepPoint({ a: '1' })]))
        .trimEnd()
        .split('\n')
        .at(-1),
    ).toBe('  runcast sweep s.yaml --seed 1');
  });
});
