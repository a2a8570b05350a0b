/** Cells of tables and the words that go with them. */
import type { Figure } from '../../../../src/study/figures/figures.js';
import { describe, expect, test } from 'vitest';
import { countText, secondsText, things } from '../../../../src/report/frame/numbers.js';
import { boundNotes, cell, endsText, figureText, intervalText, row } from '../../../../src/report/frame/table.js';
import { aFigure } from '../../../support/figures.js';

describe('cells', () => {
  test('what is not known is a dash, also where the figure is there without a value', () => {
    expect(cell(undefined)).toEqual({ text: '-', spread: '' });
    expect(cell(aFigure(null))).toEqual({ text: '-', spread: '' });
  });

  test('units', () => {
    const text = (unit: Parameters<typeof aFigure>[1]): string => cell(aFigure(1.5, unit)).text;
    expect((['s', 'share', 'USD', 'USD per month', 'count', 'per hour'] as const).map((unit) => text({ unit }))).toEqual([
      '1.5s',
      '150%',
      '1.5 USD',
      '1.5 USD',
      '1.5',
      '1.5/h',
    ]);
    // From a hundred on the fraction of a count says nothing.
    expect([99.94, 100, 123.4, 2000].map((x) => cell(aFigure(x)).text)).toEqual(['99.9', '100', '123', '2,000']);
  });

  test('an interval of two unequal sides shows the wider one, an open one its low end', () => {
    const of = (over: Partial<ReturnType<typeof aFigure>>): readonly string[] => {
      const figure = aFigure(10, { unit: 's', ...over });
      return [cell(figure).spread, intervalText(figure, secondsText)];
    };
    expect(of({ low: 8, high: 15 })).toEqual(['± 5s', ' (8s … 15s)']);
    expect(of({ low: 4, high: 15 })).toEqual(['± 6s', ' (4s … 15s)']);
    expect(of({ low: 8, high: null })).toEqual(['from 8s', ' (8s or more)']);
    expect(of({ low: 8, high: 12, halfWidth: 2 })).toEqual(['± 2s', ' ± 2s']);
    expect(of({})).toEqual(['', '']);
  });

  test('signs of bounds are explained only where one stands', () => {
    const [plain, least, most] = [aFigure(1), aFigure(2, { atLeast: true }), aFigure(3, { atMost: true })];
    const signs = (...rows: readonly (readonly Figure[])[]): string[] =>
      boundNotes(rows.map((figures) => row('', figures))).map(({ kind, text }) => `${kind} ${text.slice(0, 2)}`);
    expect(signs([plain, plain])).toEqual([]);
    expect(signs([plain, least], [plain])).toEqual(['sign >=']);
    expect(signs([most], [least])).toEqual(['sign >=', 'sign <=']);
    expect(signs([aFigure(null, { atLeast: true })])).toEqual([]);
  });
});

describe('words that go with numbers', () => {
  test('one of a thing has no s, whatever it was before it was written', () => {
    expect(['1', '0', '0.5', '2', '1.01'].map((number) => things(number, 'job'))).toEqual([
      '1 job',
      '0 jobs',
      '0.5 jobs',
      '2 jobs',
      '1.01 jobs',
    ]);
    expect([countText(1, 'job'), countText(0, 'job'), countText(1000, 'job'), countText(1.2, 'job')]).toEqual([
      '1 job',
      '0 jobs',
      '1,000 jobs',
      '1 job',
    ]);
  });

  test('an interval of unequal sides is told by its ends where there is room, by its wider side in a column', () => {
    const sided = aFigure(9, { unit: 's', low: 8, high: 20 });
    expect([cell(sided).spread, endsText(sided), figureText(sided)]).toEqual(['± 11s', '8s … 20s', '9s (8s … 20s)']);
    const even = aFigure(9, { unit: 's', low: 8, high: 10, halfWidth: 1 });
    expect([cell(even).spread, endsText(even), figureText(even)]).toEqual(['± 1s', '± 1s', '9s ± 1s']);
    // Ends that are written alike say nothing; one that is open is told as such.
    const narrow = aFigure(35, { unit: 's', low: 34.99, high: 35.04 });
    expect([endsText(narrow), figureText(narrow)]).toEqual(['± 40ms', '35s ± 40ms']);
    const open = aFigure(9, { unit: 's', low: 8, high: null, atLeast: true });
    expect([endsText(open), figureText(open)]).toEqual(['from 8s', '>= 9s from 8s']);
    expect([endsText(aFigure(9)), figureText(aFigure(9)), endsText(undefined), figureText(undefined)]).toEqual(['', '9', '', '-']);
  });
});
