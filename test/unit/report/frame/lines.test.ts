/** Words set in lines, where room is just enough. */
import { describe, expect, test } from 'vitest';
import { fitting, painted, set } from '../../../../src/report/frame/lines.js';
import { texts } from '../../../support/screen-lines.js';

describe('lines', () => {
  test('what does not fit is cut with a sign behind the last word, or in its place where there is no room', () => {
    expect(set(['aaaa', 'bbb', 'cccc'], { width: 10, most: 1 })).toEqual(['aaaa bbb …']);
    expect(set(['aaaa', 'bbbb', 'cccc'], { width: 10, most: 1 })).toEqual(['aaaa bbbb…']);
    expect(set(['aaaaa', 'bbbb', 'cccc'], { width: 10, most: 1 })).toEqual(['aaaaa bbb…']);
    expect(set(['aaaa', 'bbbb', 'cccc'], { width: 10, most: 2 })).toEqual(['aaaa bbbb', 'cccc']);
    expect(set(['aaaa', 'bbbb', 'cccc', 'dddd', 'e'], { width: 10, most: 2 })).toEqual(['aaaa bbbb', 'cccc dddd…']);
  });

  test('items that find no room are counted in the last line', () => {
    const items = [1, 2, 1].map((lines, item) => Array.from({ length: lines }, () => ({ text: `i${item}` })));
    const of = (most: number): string[] => texts(fitting(items, most, (left) => ({ text: `${left} left` })));
    expect(of(4)).toEqual(['i0', 'i1', 'i1', 'i2']);
    expect(of(3)).toEqual(['i0', '2 left']);
    expect(of(2)).toEqual(['i0', '2 left']);
    expect(of(1)).toEqual(['3 left']);
    expect(of(0)).toEqual([]);
    expect(texts(fitting([...items, [{ text: 'i3' }]], 4, (left) => ({ text: `${left} left` })))).toEqual(['i0', 'i1', 'i1', '2 left']);
  });

  test('paint leaves empty lines and those without a tone alone', () => {
    expect(painted([{ text: 'a', tone: 'fail' }, { text: '', tone: 'fail' }, { text: 'b' }], (tone, text) => `<${tone}>${text}`)).toBe(
      '<fail>a\n\nb\n',
    );
  });
});
