/** The chart of what could be bought. */
import { expect, test } from 'vitest';
import { frontierChart, isCutOff, type FrontierPoint } from '../../../../src/report/charts/frontier-chart.js';

const point = (x: number, y: number, isOnFrontier: boolean, isMain = false): FrontierPoint => ({
  x,
  y,
  colour: 'pass',
  form: 'disc',
  isOnFrontier,
  isMain,
  text: `${x} <USD>`,
});

const words = { id: 'frontier', title: 'Cost', description: 'Dots.' };
const drawn = (points: FrontierPoint[], allowed?: number): string =>
  frontierChart(
    { points, allowed, xTitle: 'USD', yTitle: 'late', xText: (x) => String(x), yText: (y) => `${Math.round(y * 100)} %` },
    words,
  );

test('has a dot a setting where its figures are, those that nothing beats joined from the cheapest on', () => {
  const svg = drawn([point(200, 0.02, true), point(100, 0.08, true, true), point(150, 0.1, false)], 0.05);
  const dots = [
    ...svg.matchAll(/<svg x="([\d.]+)%" y="([\d.]+)%"><path d="M0,-1A[^"]+" transform="scale\(([\d.]+)\)" fill="([^"]+)"/gu),
  ].map(([, x, y, r, fill]) => [Number(x), Number(y), r, fill]);
  expect(dots).toEqual([
    [100, 80, '3.5', 'var(--pass)'],
    [0, 20, '6', 'var(--pass)'],
    [50, 0, '3.5', 'none'],
  ]);
  expect(svg).toContain('<path d="M0,48L1000,192"');
  expect(svg).toContain('<path d="M0,120H1000"');
  expect(svg).not.toContain('<USD>');
});

test('what is far above the line stands at the upper edge', () => {
  const svg = drawn([point(100, 0.9, false), point(200, 0.04, true)], 0.05);
  expect(svg).toMatch(/<svg x="0%" y="0%"><path d="M0,-1A/u);
  expect(svg).toContain('20 %');
  expect(svg).not.toContain('90 %');
});

test('whether anything stands at the upper edge that is higher is known, so that it can be said', () => {
  expect(isCutOff({ points: [point(100, 0.9, false), point(200, 0.04, true)], allowed: 0.05 })).toBe(true);
  expect(isCutOff({ points: [point(100, 0.19, false), point(200, 0.04, true)], allowed: 0.05 })).toBe(false);
  expect(isCutOff({ points: [point(100, 0.9, false), point(200, 0.04, true)] })).toBe(false);
});

test('forms tell kinds apart where colours do not; large ones that something beats are hollow', () => {
  const forms = (['disc', 'square', 'triangle'] as const).map((form, i) => ({ ...point(100 * i, 0.01 * i, false, true), form }));
  const paths = [...drawn(forms, 0.05).matchAll(/<path d="([^"]+)" transform="scale\(6\)" fill="([^"]+)"/gu)];
  expect(new Set(paths.map(([, path]) => path)).size).toBe(3);
  expect(paths.map(([, , fill]) => fill)).toEqual(['none', 'none', 'none']);
});

test('two settings of one price have an axis all the same', () => {
  expect(drawn([point(100, 0.02, true), point(100, 0.03, false)])).not.toMatch(/NaN|Infinity/u);
});
