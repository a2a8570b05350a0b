/** Sizes and bandwidths as text, and back to the same number. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bandwidthText, parseBandwidth, parseSize, sizeText } from '../../../src/units/size.js';

test.each([
  ['0 B', 0],
  ['300 MiB', 314_572_800],
  ['1.5 KiB', 1_536],
  ['500GiB', 536_870_912_000],
  ['0.0001 KiB', 0],
  ['2 TiB', 2_199_023_255_552],
])('%s is %d bytes', (text, bytes) => {
  expect(parseSize(text)).toBe(bytes);
});

test.each(['', '300', '300 MB', '-1 MiB', '1e3 B', '9000000 TiB', '5 MiB/s'])("'%s' is no size", (text) => {
  expect(parseSize(text)).toBeUndefined();
});

test('a bandwidth is bytes a micro', () => {
  expect(parseBandwidth('20 MiB/s')).toBe(20.97152);
  expect(parseBandwidth('1000000 B / s')).toBe(1);
  expect(parseBandwidth('20 MiB')).toBeUndefined();
  expect(parseBandwidth('20 MiB/h')).toBeUndefined();
});

test('the text of a size is in its largest whole unit', () => {
  expect([0, 1, 1_024, 1_536, 314_572_800].map(sizeText)).toEqual(['0 B', '1 B', '1 KiB', '1536 B', '300 MiB']);
});

test('texts are read back to the same number', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 46 }), (bytes) => {
      expect(parseSize(sizeText(bytes))).toBe(bytes);
      const perMicro = parseBandwidth(`${bytes} B/s`) ?? NaN;
      expect(parseBandwidth(bandwidthText(perMicro))).toBe(perMicro);
    }),
  );
});
