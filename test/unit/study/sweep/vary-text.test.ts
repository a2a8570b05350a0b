/** The grammar of `--vary`: what each form means, and what is said of texts that mean nothing. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MOST_VALUES, parseVary, splitValues, varyConflict, type Vary } from '../../../../src/study/sweep/vary-text.js';

function valuesOf(text: string): readonly string[] {
  const found = parseVary(text);
  expect(found).not.toHaveProperty('problem');
  return (found as Vary).values;
}

function problemOf(text: string): string {
  const found = parseVary(text);
  expect(found).toHaveProperty('problem');
  return (found as { problem: string }).problem;
}

describe('a range', () => {
  test.each([
    ['IdleCount=10..60:10', ['10', '20', '30', '40', '50', '60']],
    ['IdleCount=8..12', ['8', '9', '10', '11', '12']],
    ['x=-2..2:2', ['-2', '0', '2']],
    ['factor=0.1..0.5:0.1', ['0.1', '0.2', '0.3', '0.4', '0.5']],
    ['factor=1..2:0.25', ['1', '1.25', '1.5', '1.75', '2']],
    ['boot_time=30s..2m:30s', ['30s', '1m', '1m30s', '2m']],
    ['boot_time=0..1m:30s', ['0s', '30s', '1m']],
    ['share=10%..50%:20%', ['10%', '30%', '50%']],
    [' IdleCount = 1 .. 3 ', ['1', '2', '3']],
  ])('%s', (text, values) => {
    expect(valuesOf(text)).toEqual(values);
  });

  test('has both its ends, so its last step may be shorter', () => {
    expect(valuesOf('IdleCount=10..55:20')).toEqual(['10', '30', '50', '55']);
  });

  test('says whether a step was given', () => {
    expect(parseVary('IdleCount=1..3')).toMatchObject({ isOpen: true });
    expect(parseVary('IdleCount=1..3:1')).toMatchObject({ isOpen: false });
    expect(parseVary('IdleCount=1,2..3')).toMatchObject({ isOpen: false });
  });

  test('counts whole steps: as many values as there is room for, evenly apart', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -500, max: 500 }),
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom(0, 1, 2),
        (first, steps, by, digits) => {
          const scale = Number(`1e${digits}`);
          const text = (count: number): string => (count / scale).toFixed(digits);
          const values = valuesOf(`x=${text(first)}..${text(first + steps * by)}:${text(by)}`).map(Number);
          expect(values).toEqual(Array.from({ length: steps + 1 }, (_, i) => (first + i * by) / scale));
        },
      ),
    );
  });
});

describe('a list', () => {
  test.each([
    ['check_interval=1,3', ['1', '3']],
    ['IdleCount=1,2,5..20:5', ['1', '2', '5', '10', '15', '20']],
    ['tags=[a,b],[c]', ['[a,b]', '[c]']],
    ['boot_time={ lognormal: { median: 35s, sigma: 0.4 } },20s', ['{ lognormal: { median: 35s, sigma: 0.4 } }', '20s']],
    ['name="a,b",c', ['"a,b"', 'c']],
    [`name='1..2'`, [`'1..2'`]],
    ['config=../a.toml,b.toml', ['../a.toml', 'b.toml']],
    ['instances["gitlab.com"].request_latency=1s,2s', ['1s', '2s']],
    ['machine_type=n1-standard-1,n1-standard-4', ['n1-standard-1', 'n1-standard-4']],
  ])('%s', (text, values) => {
    expect(valuesOf(text)).toEqual(values);
    expect((parseVary(text) as Vary).path).toBe(text.slice(0, text.indexOf('=')));
  });

  test('keeps what stands in brackets, braces and quotes together', () => {
    expect(splitValues('[1,2],{a: b, c: d},"x,\\"y",z')).toEqual(['[1,2]', '{a: b, c: d}', '"x,\\"y"', 'z']);
  });
});

describe('what is refused', () => {
  test.each([
    ['IdleCount', 'expected path=values'],
    ['=1,2', 'expected path=values'],
    ['a]=1', 'expected path=values'],
    ['IdleCount=', 'a value is empty'],
    ['IdleCount=1,,2', 'a value is empty'],
    ['IdleCount=60..10:10', '60..10:10 runs backwards, so it is empty; write the lower end first'],
    ['IdleCount=10..10', '10..10 has no room'],
    ['IdleCount=10..60:0', '10..60:0 has a step of 0; expected one above nought'],
    ['IdleCount=10..60:-10', '10..60:-10 has a step of -10; expected one above nought'],
    ['IdleCount=10..60:', '10..60: cannot be read; expected a range such as 10..60:10'],
    ['IdleCount=10..', '10.. cannot be read'],
    ['IdleCount=10..many', '10..many cannot be read'],
    ['boot_time=1m..10m:3', '1m..10m:3 mixes units'],
    ['boot_time=1m..10:1m', '1m..10:1m mixes units'],
    ['boot_time=1m..10m', '1m..10m has no step'],
    ['x=0.5..2', '0.5..2 has no step'],
    ['IdleCount=1,2,1', 'IdleCount=1 is there twice'],
    ['IdleCount=1,1.0', 'IdleCount=1.0 is there twice'],
    ['IdleCount=1,0..3', 'IdleCount=1 is there twice'],
    ['IdleCount=0..1000000', `more than ${MOST_VALUES} values`],
    ['IdleCount=0..999999999999', `more than ${MOST_VALUES} values`],
  ])('%s', (text, words) => {
    expect(problemOf(text)).toContain(words);
  });

  test('tells no secret', () => {
    expect(problemOf('runners[0].token=glrt-abcdefghijklmnopqrst,,x')).not.toContain('abcdefghij');
  });

  test('never throws, whatever the text is', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'a1.,:=[]{}"\'%ms- \\'.split('')), maxLength: 24 }), (text) => {
        const found = parseVary(text);
        if (!('problem' in found)) expect(new Set(found.values).size).toBe(found.values.length);
      }),
    );
  });
});

describe('settings that are varied together', () => {
  test('have different paths', () => {
    expect(varyConflict([{ path: 'IdleCount' }, { path: 'limit' }])).toBeUndefined();
    expect(varyConflict([{ path: 'runners[0].limit' }, { path: 'runners[ 0 ].limit' }])).toContain('is varied twice');
  });
});
