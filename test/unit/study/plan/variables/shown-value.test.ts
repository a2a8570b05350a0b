/** Values as they are shown. */
import { expect, test } from 'vitest';
import { shownText, shownValue } from '../../../../../src/study/plan/variables/shown-value.js';

test('one value has one text, however it is written', () => {
  for (const text of ['1800', '30m', '0.5h', '1800s']) expect(shownText('IdleTime', text)).toEqual({ text: '30m', number: 1800 });
  expect(shownText('idle_time', '180s')).toEqual({ text: '3m', number: 180 });
  expect(shownText('IdleCount', '30')).toEqual({ text: '30', number: 30 });
  expect(shownText('zone', 'us-east1-c')).toEqual({ text: 'us-east1-c' });
  expect(shownValue('running', true)).toEqual({ text: 'true' });
});
