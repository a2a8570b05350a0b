/** The frame of every chart: places are percentages of the plot, or pixels of its height. */
import { describe, expect, test } from 'vitest';
import { drawing, percent, type Panel } from '../../../../src/report/charts/drawing.js';
import { yTicks, xTicks, zones, words, found } from '../../../support/svg.js';

describe('the frame', () => {
  const panel: Panel = {
    height: 100,
    title: 'upright',
    yTicks: [
      { at: 0, text: '0' },
      { at: 0.25, text: '1' },
    ],
    xTicks: [
      { at: 0, text: '22:00' },
      { at: 0.25, text: '23:00' },
      { at: 0.5, text: 'Tue 9 Oct', isDate: true },
      { at: 0.97, text: '01:00' },
      { at: 0.98, text: '02:00' },
    ],
    marks: '',
    zones: [],
  };

  test('panels stand below each other: head, plot, foot, and room for a title of the lying axis', () => {
    // 26 head, 100 plot, 22 foot; with a title 18 more; without title and ticks 8 each.
    expect(drawing([panel], words)).toMatch(/^<svg[^>]* height="148"/u);
    const titled = drawing([{ ...panel, xTitle: 'lying' }], words);
    expect(titled).toMatch(/^<svg[^>]* height="166"/u);
    expect(titled).toContain('<text class="x" x="50%" y="100%" dy="3em">lying</text>');
    const bare = { ...panel, title: '', xTicks: [] };
    expect(drawing([bare], words)).toMatch(/^<svg[^>]* height="116"/u);
    const bottoms: number[] = [];
    const head = { height: 30, markup: (bottom: number): string => `<b>${bottoms.push(bottom)}</b>` };
    const two = drawing([bare, panel], words, head);
    expect(found(two, /<svg y="(\d+)" width="100%" height="(\d+)"/gu)).toEqual([
      ['38', '100'],
      // 30 + 116 + 26.
      ['172', '100'],
    ]);
    expect(bottoms).toEqual([272]);
    expect(two).toMatch(/<b>1<\/b><\/svg>$/u);
  });

  test('the grid is of the upright axis, of a lying chart of the lying one', () => {
    const lines = (isLying: boolean): string[] =>
      found(drawing([{ ...panel, isLying }], words), /<line class="g" ([^/]*)\/>/gu).map(([line]) => line!);
    expect(lines(false)).toEqual(['x2="100%" y1="100%" y2="100%"', 'x2="100%" y1="75%" y2="75%"']);
    expect(lines(true)).toHaveLength(5);
    expect(lines(true)[1]).toBe('x1="25%" x2="25%" y2="100%"');
  });

  test('every other text may be left out where there is little room, dates never; one at the right end ends there', () => {
    expect(xTicks(drawing([panel], words))).toEqual([
      ['', '0%', '22:00'],
      [' o', '25%', '23:00'],
      ['', '50%', 'Tue 9 Oct'],
      [' o', '97%', '01:00'],
      [' e', '98%', '02:00'],
    ]);
    // A time gives way to the date beside it, which takes more room where it ends with the axis.
    const days = [
      { at: 0, text: 'Mon 29 Oct', isDate: true },
      { at: 0.1, text: '03:00' },
      { at: 0.2, text: '06:00' },
      { at: 0.4, text: '12:00' },
      { at: 0.74, text: '18:00' },
      { at: 0.8, text: '19:00' },
      { at: 1, text: 'Tue 30 Oct', isDate: true },
    ];
    expect(xTicks(drawing([{ ...panel, xTicks: days }], words)).map(([form, , text]) => [text, form])).toEqual([
      ['Mon 29 Oct', ''],
      ['03:00', ' o'],
      ['06:00', ''],
      ['12:00', ' o'],
      ['18:00', ''],
      ['19:00', ' o'],
      ['Tue 30 Oct', ' e'],
    ]);
    const near = days.map((tick) => (tick.text === '18:00' ? { ...tick, at: 0.77 } : tick.text === '06:00' ? { ...tick, at: 0.15 } : tick));
    expect(
      xTicks(drawing([{ ...panel, xTicks: near }], words))
        .filter(([form]) => form === '')
        .map(([, , text]) => text),
    ).toEqual(['Mon 29 Oct']);
    const odd = { ...panel, xTicks: panel.xTicks.slice(1) };
    expect(xTicks(drawing([odd], words)).map(([kind]) => kind)).toEqual([' o', '', ' o', ' e']);
    const none = { ...panel, xTicks: panel.xTicks.slice(3) };
    expect(xTicks(drawing([none], words)).map(([kind]) => kind)).toEqual(['', ' e o']);
    expect(yTicks(drawing([panel], words))).toEqual([
      ['100%', '0'],
      ['75%', '1'],
    ]);
  });

  test('shades and what is said of a part stand from left to right, of all the height unless it says otherwise', () => {
    const svg = drawing(
      [
        {
          ...panel,
          shades: [[0.1, 0.4, 'outage']],
          zones: [
            { from: 0, to: 0.5, text: 'left' },
            { from: 0.5, to: 0.75, top: 0.2, bottom: 0.6, text: 'part' },
          ],
        },
      ],
      words,
    );
    expect(svg).toContain('<rect fill="var(--outage)" x="10%" width="30%" height="100%"/>');
    expect(zones(svg)).toEqual([
      ['0%', '50%', '', '100%', 'left'],
      ['50%', '25%', '20%', '40%', 'part'],
    ]);
    expect(percent(1 / 3)).toBe('33.33%');
  });
});
