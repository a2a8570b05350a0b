/** Prices as text. */
import { describe, expect, test } from 'vitest';
import { parsePrice } from '../../../src/units/money.js';

describe('a price', () => {
  test('is US dollars per hour', () => {
    expect(parsePrice('0.0475 USD/h')).toBe(0.0475);
    expect(parsePrice('2.4 USD/day')).toBeCloseTo(0.1, 12);
    expect(parsePrice('730 USD/month')).toBe(1);
  });
  test.each([
    ['0.0475', 'form'],
    ['-1 USD/h', 'form'],
    ['1 EUR/h', 'currency'],
    ['1 USD/year', 'unit'],
    ['1 USD/constructor', 'unit'],
  ])('%s is none', (text, why) => expect(parsePrice(text)).toBe(why));
});
