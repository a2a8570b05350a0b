/** The map of two settings: every point in its cell, shades that grow with how bad it is, and no map of anything else. */
import { describe, expect, test } from 'vitest';
import { chartOf, sweepMap } from '../../../../src/report/sweep/heat-map.js';
import { heatMapLines } from '../../../../src/report/sweep/heat-map-text.js';
import { sweepPoint, sweepResult } from '../../../support/sweep-results.js';

const WAITS: readonly (readonly number[])[] = [
  [100, 80],
  [30, 20],
  [5, 1],
];
const points = WAITS.flatMap((row, i) =>
  row.map((wait, j) =>
    sweepPoint({ IdleCount: String(5 * (i + 1)), check_interval: String(j + 1) }, { wait, verdict: wait < 50 ? 'pass' : 'fail' }),
  ),
);
const result = sweepResult(points);
const ROOM = { width: 80, isPlain: false, isFull: false };

describe('the map', () => {
  test('has the setting with more values down, and each point in its cell', () => {
    const map = sweepMap(result)!;
    expect([map.down, map.across]).toEqual(['IdleCount', 'check_interval']);
    expect(map.columns).toEqual(['1', '2']);
    expect(map.rows.map(({ name }) => name)).toEqual(['5', '10', '15']);
    expect(map.rows.map(({ cells }) => cells.map((cell) => cell!.text))).toEqual([
      ['1 min 40', '1 min 20'],
      ['30 s', '20 s'],
      ['5 s', '1 s'],
    ]);
    const across = sweepMap(sweepResult(points.map((point) => ({ ...point, settings: [...point.settings].reverse() }))))!;
    expect([across.down, across.across]).toEqual(['IdleCount', 'check_interval']);
  });

  test('is darker where it is worse: in equal steps of the logarithm where figures are far apart', () => {
    // Steps of ln(100) / 5: borders at 2.5, 6.3, 15.8, 39.8.
    expect(sweepMap(result)!.rows.map(({ cells }) => cells.map((cell) => cell!.shade))).toEqual([
      [4, 4],
      [3, 3],
      [1, 0],
    ]);
    // Of a share what is short of all counts: 90 %, 87.5 %, 67 %, 50 % and twice 1 %.
    const share = sweepMap(result, 'queueTime.shareBelow(10s)')!;
    expect(share.rows.map(({ cells }) => cells.map((cell) => cell!.shade))).toEqual([
      [4, 4],
      [4, 4],
      [0, 0],
    ]);
  });

  test('leaves blank what was not played, and has the darkest shade where a limit ended a run', () => {
    const some = [...points.slice(0, 4), { ...points[5]!, outcome: 'max_pending' as const }];
    const map = sweepMap(sweepResult(some, { variables: result.variables }))!;
    expect(map.rows[2]!.cells.map((cell) => cell?.shade)).toEqual([undefined, 4]);
    expect(chartOf(map).rows[2]!.cells.map((cell) => cell?.text)).toEqual([undefined, 'stopped ✓']);
  });

  test('is of no points that lie here and there', () => {
    const spread = ['1', '2', '3', '4', '5'].map((value) => sweepPoint({ a: value, b: value }));
    expect(sweepMap(sweepResult(spread))).toBeUndefined();
    expect(sweepMap(sweepResult(spread.slice(0, 2)))).toBeDefined();
  });

  test('is of two settings with several values each, and of nothing else', () => {
    expect(sweepMap(sweepResult([sweepPoint({ a: '1' }), sweepPoint({ a: '2' })]))).toBeUndefined();
    expect(sweepMap(sweepResult([sweepPoint({ a: '1', b: '1' }), sweepPoint({ a: '2', b: '1' })]))).toBeUndefined();
    expect(sweepMap(sweepResult([sweepPoint({ a: '1', b: '1', c: '1' }), sweepPoint({ a: '2', b: '2', c: '2' })]))).toBeUndefined();
  });
});

describe('on a terminal', () => {
  test('each cell has its shade, its figure and its verdict', () => {
    expect(heatMapLines(sweepMap(result)!, 'queueTime.p95', ROOM).map(({ text }) => text)).toEqual([
      '  queue time p95 by IdleCount (down) and check_interval (across), darker where',
      '  worse',
      '          1              2',
      '       5  ██ 1 min 40 ✗  ██ 1 min 20 ✗',
      '      10  ▓▓ 30 s ✓      ▓▓ 20 s ✓',
      '      15  ░░ 5 s ✓       ·· 1 s ✓',
    ]);
  });

  test('figures go where there is no room, then the map', () => {
    const wide = sweepResult(
      Array.from({ length: 400 }, (_, i) => sweepPoint({ a: String(i % 20), b: String(Math.floor(i / 20)) }, { wait: 1 + i })),
    );
    const lines = heatMapLines(sweepMap(wide)!, 'queueTime.p95', ROOM).map(({ text }) => text);
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    expect(lines.some((line) => line.includes(' s'))).toBe(false);
    expect(lines.at(-1)).toContain('█✓');
    expect(heatMapLines(sweepMap(wide)!, 'queueTime.p95', { ...ROOM, width: 40 })).toEqual([]);
  });

  test('plain terminals get plain shades', () => {
    const text = heatMapLines(sweepMap(result)!, 'queueTime.p95', { ...ROOM, isPlain: true })
      .map((line) => line.text)
      .join('\n');
    expect(text).toContain('## 1 min 40');
    expect(text).not.toMatch(/[░▒▓█]/u);
  });
});
