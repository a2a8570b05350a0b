/** Digits put straight into bytes are those of the texts that a plain program writes. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encoded, RowBytes } from '../../../../src/report/run/row-bytes.js';
import { written } from '../../../support/rows.js';

/** Whole numbers of every length. */
const wholes = fc.oneof(
  fc.maxSafeInteger(),
  fc.nat(),
  fc.nat(1200),
  fc.constantFrom(0, 9, 10, 99, 100, 999_999, 1_000_000, 2_147_483_647, 2_147_483_648, 4_294_967_296, Number.MAX_SAFE_INTEGER),
);

describe('rows as bytes', () => {
  test('a whole number has the digits of its text', () => {
    fc.assert(
      fc.property(wholes, (value) => {
        expect(written((rows) => rows.integer(value))).toBe(String(value));
      }),
    );
  });

  test('seconds have six decimals and keep every microsecond', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.maxSafeNat(),
          wholes.filter((us) => us >= 0),
        ),
        (us) => {
          const [whole, decimals] = [BigInt(us) / 1_000_000n, BigInt(us) % 1_000_000n];
          expect(written((rows) => rows.seconds(us))).toBe(`${String(whole)}.${String(decimals).padStart(6, '0')}`);
        },
      ),
    );
    const texts = [0, 1, 999_999, 1_000_000, 12_000_034].map((us) => written((rows) => rows.seconds(us)));
    expect(texts).toEqual(['0.000000', '0.000001', '0.999999', '1.000000', '12.000034']);
  });

  test('texts and cells come as they are, however long, in the order in which they are put', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ minLength: 3000, maxLength: 9000 })), { maxLength: 12 }),
        (texts) => {
          const seen = written((rows) => {
            for (const [i, text] of texts.entries()) {
              if (i % 2 === 0) rows.text(text);
              else rows.bytes(encoded(text));
              rows.comma();
            }
            rows.endRow();
          });
          expect(seen).toBe(`${texts.map((text) => `${text},`).join('')}\n`);
        },
      ),
    );
  });

  test('what was taken is gone', () => {
    const rows = new RowBytes();
    rows.text('one');
    expect(rows.length).toBe(3);
    rows.take(() => undefined);
    expect(rows.length).toBe(0);
    rows.integer(2);
    let text = '';
    rows.take((bytes) => (text = new TextDecoder().decode(bytes)));
    expect(text).toBe('2');
  });
});
