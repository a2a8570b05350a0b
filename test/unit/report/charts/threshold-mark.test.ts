/** The mark of a threshold on a chart. */
import { describe, expect, test } from 'vitest';
import { thresholdMark } from '../../../../src/report/charts/threshold-mark.js';

describe('the mark of a threshold', () => {
  const mark = (over: object): string =>
    thresholdMark({
      verdict: 'pass',
      unit: 'duration',
      limit: 100,
      estimate: 50,
      low: null,
      high: null,
      ...over,
    });
  const places = (svg: string): unknown[] => [
    /<rect x="5" y="8" width="([^"]*)"/u.exec(svg)?.[1],
    /<path d="(M[^"]*)" stroke="[^"]*" fill="none"/u.exec(svg)?.[1],
    /cx="([^"]*)"/u.exec(svg)?.[1],
    /<path d="M([^,]*),2V18"/u.exec(svg)?.[1],
  ];

  test('stands on an axis from nought to a tenth more than the larger of limit and value', () => {
    // 122 px from 5 on are 110: 50 stands at 5 + 55.45, 100 at 5 + 110.91.
    expect(places(mark({}))).toEqual(['55.45', undefined, '60.45', '115.91']);
    expect(places(mark({ estimate: 200 }))).toEqual(['110.91', undefined, '115.91', '60.45']);
    expect(places(mark({ low: 40, high: 60 }))).toEqual(['55.45', 'M49.36,10H71.55M49.36,7V13M71.55,7V13', '60.45', '115.91']);
    expect(places(mark({ low: 40, high: 200 }))).toEqual(['27.73', 'M27.18,10H115.91M27.18,7V13M115.91,7V13', '32.73', '60.45']);
    expect(places(mark({ low: 50, high: 50 }))[1]).toBeUndefined();
  });

  test('an interval without an end reaches to the edge; a share is of one; nought is at the left', () => {
    expect(places(mark({ low: 40, high: null }))[1]).toBe('M49.36,10H127M49.36,7V13M127,7V13');
    expect(places(mark({ unit: 'share', limit: 0.95, estimate: 0.5 }))).toEqual(['61', undefined, '66', '120.9']);
    expect(places(mark({ limit: 0, estimate: 0 }))).toEqual(['0', undefined, '5', '5']);
    expect(mark({ estimate: Infinity })).toBe('');
    expect(mark({ estimate: null })).toBe('');
  });
});
