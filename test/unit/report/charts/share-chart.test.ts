/** Shares by time, by hand. */
import { describe, expect, test } from 'vitest';
import { shareChart } from '../../../../src/report/charts/share-chart.js';
import { yTicks, xTicks, zones, words, found, paths } from '../../../support/svg.js';

describe('shares by time', () => {
  const lines = [
    {
      name: 'a',
      points: [
        { seconds: 1, share: 0.5 },
        { seconds: 10, share: 0.75 },
        { seconds: 100, share: 1 },
      ],
    },
    { name: 'b', points: [{ seconds: 10, share: 0.25 }] },
  ];

  test('lines rise at their points from the first tick to the last, and stay where they end', async () => {
    const svg = await shareChart({ lines, aims: [] }, words);
    // Ticks from 1 s to 10 min: 10 s stands at log 10 / log 600 of the width.
    expect(xTicks(svg).map(([, x, text]) => [x, text])).toEqual([
      ['0%', '1s'],
      ['36%', '10s'],
      ['64%', '1m'],
      ['100%', '10m'],
    ]);
    expect(paths(svg)).toEqual(['M0,105H360V52.5H719.9V0H1000', 'M0,210H360V157.5H1000']);
    expect(yTicks(svg).map(([y, text]) => `${text} at ${y}`)).toEqual([
      '0% at 100%',
      '20% at 80%',
      '40% at 60%',
      '60% at 40%',
      '80% at 20%',
      '100% at 0%',
    ]);
    expect(found(svg, /stroke-dasharray="([^"]*)"/gu)).toEqual([[''], ['6,3']]);
  });

  test('a pointer is told what is so at the end of where it rests', async () => {
    const said = zones(await shareChart({ lines, aims: [] }, words));
    expect(said).toHaveLength(60);
    // The 21st of sixty ends at 600 to the power of 21/60, 9.38 s, the next at 10.4 s, which is told to the second.
    expect(said[20]).toEqual(['33.33%', '1.67%', '', '100%', 'within 9.38s\na 50%\nb 0%']);
    expect(said[21]).toEqual(['35%', '1.67%', '', '100%', 'within 10s\na 75%\nb 25%']);
    expect(said[59]![4]).toBe('within 10m\na 100%\nb 25%');
  });

  test('marks stand where a threshold wants a line to have risen; the axis reaches them', async () => {
    const marks = async (seconds: number): Promise<string[][]> =>
      found(await shareChart({ lines, aims: [{ seconds, share: 0.95 }] }, words), /<svg x="([^"]*)" y="([^"]*)"><path d="M0,-6/gu);
    expect(await marks(60)).toEqual([['64%', '5%']]);
    expect(await marks(600)).toEqual([['100%', '5%']]);
    // Nothing stands left of the shortest time.
    expect(await marks(0.001)).toEqual([['0%', '5%']]);
    const early = await shareChart({ lines, aims: [{ seconds: 0.001, share: 0.95 }] }, words);
    expect(xTicks(early).map(([, , text]) => text)).toEqual(['10ms', '100ms', '1s', '10s', '1m', '10m']);
    const late = await shareChart({ lines, aims: [{ seconds: 3601, share: 0.95 }] }, words);
    expect(xTicks(late).at(-1)).toEqual([' e o', '100%', '6h']);
  });

  test('the quickest one in a hundred is not worth room, and no time at all has some', async () => {
    const points = [
      { seconds: 0.02, share: 0.019 },
      { seconds: 20, share: 0.02 },
    ];
    const first = xTicks(await shareChart({ lines: [{ name: 'a', points }], aims: [] }, words))[0];
    expect(first?.[2]).toBe('10s');
    const none = await shareChart({ lines: [{ name: 'a', points: [{ seconds: 0.01, share: 1 }] }], aims: [] }, words);
    expect(xTicks(none).map(([, x, text]) => [x, text])).toEqual([
      ['0%', '10ms'],
      ['100%', '100ms'],
    ]);
    expect(paths(none)).toEqual(['M0,0H1000']);
  });

  test('the axis ends at what is beyond its last tick', async () => {
    const points = [{ seconds: 10_000_000, share: 1 }];
    const svg = await shareChart({ lines: [{ name: 'a', points }], aims: [] }, words);
    expect(xTicks(svg)[0]![2]).toBe('4w');
    expect(zones(svg).at(-1)![4]).toMatch(/^within 16w .*\na 100%$/u);
  });
});
