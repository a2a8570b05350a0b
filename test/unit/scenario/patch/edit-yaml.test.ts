/** Setting values in the text of a scenario: what is not meant stays as it is, to the byte. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { setYamlValue } from '../../../../src/scenario/patch/edit-yaml.js';

const TEXT = `# a fleet
name: A   # of two
managers:
  srm: { config: srm.toml, replicas: 2 }   # today
  prm:
    config: prm.toml
    replicas:             # one a zone
      - zone: a
      - { zone: b }
    entries: {}
thresholds:
  queue_time: [ "p(95) < 1m" ]
`;

describe('a value of a scenario', () => {
  test.each([
    ['between braces', ['managers', 'srm', 'replicas'], 3, 'replicas: 2 }', 'replicas: 3 }'],
    ['on a line of its own, its comment kept', ['name'], 'B fleet', 'name: A   # of', 'name: B fleet   # of'],
    ['that would be read as a number', ['name'], '11.4', 'name: A ', 'name: "11.4" '],
    ['in a list', ['managers', 'prm', 'replicas', 0, 'zone'], 'c', 'zone: a', 'zone: c'],
    ['new between braces', ['managers', 'srm', 'running'], false, 'replicas: 2 }', 'replicas: 2, running: false }'],
    ['new in empty braces', ['managers', 'prm', 'entries', '0', 'zone'], 'b', 'entries: {}', 'entries: { "0": { zone: b } }'],
    ['new on a line', ['managers', 'prm', 'running'], true, 'entries: {}\n', 'entries: {}\n    running: true\n'],
    ['new at the end', ['horizon'], '3h', ' ]\n', ' ]\nhorizon: 3h\n'],
    ['new, with the maps around it', ['chef', 'interval'], '10m', ' ]\n', ' ]\nchef: { interval: 10m }\n'],
  ] as const)('%s', (_, path, value, before, after) => {
    expect(setYamlValue(TEXT, path, value)).toBe(TEXT.replace(before, after));
  });

  test('a list over several lines gives way to a number', () => {
    const after = setYamlValue(TEXT, ['managers', 'prm', 'replicas'], 4)!;
    expect((parse(after) as { managers: { prm: { replicas: unknown } } }).managers.prm.replicas).toBe(4);
    expect(after).toContain('# a fleet\nname: A   # of two\n');
    expect(after.endsWith('thresholds:\n  queue_time: [ "p(95) < 1m" ]\n')).toBe(true);
  });

  test('a text of several lines keeps its block', () => {
    const text = `managers:\n  srm:\n    config:\n      file: c.toml\n      text: |\n        a = 1\n\n        b = 2\n    replicas: 1\n`;
    expect(setYamlValue(text, ['managers', 'srm', 'config', 'text'], 'a = 3\n\nb = 2\n')).toBe(text.replace('a = 1', 'a = 3'));
  });

  test('that an alias shares has no place of its own', () => {
    expect(setYamlValue('a: &x { b: 1 }\nc: *x\n', ['c', 'b'], 2)).toBeUndefined();
    expect(setYamlValue('a: &x { b: 1 }\nc: *x\n', ['a', 'b'], 2)).toBeUndefined();
  });

  test('is set whatever the form of the text, and nothing else changes', () => {
    const leaf = fc.oneof(fc.integer({ min: 0, max: 99 }), fc.boolean(), fc.constantFrom('3m', 'x: y', '# no', '1.5', 'é', 'USD 3', ''));
    const key = fc.constantFrom('a', 'b', 'c d', '1', 'x:y');
    const tree = fc.letrec<{ node: unknown }>((tie) => ({
      node: fc.oneof({ maxDepth: 3 }, leaf, fc.dictionary(key, tie('node'), { minKeys: 1, maxKeys: 3 }), fc.array(leaf, { maxLength: 3 })),
    })).node;
    const property = fc.property(
      fc.dictionary(key, tree, { minKeys: 1 }),
      fc.array(key, { minLength: 1, maxLength: 3 }),
      leaf,
      fc.boolean(),
      (root, path, value, flow) => {
        const text = flow ? `${JSON.stringify(root)}\n` : stringify(root);
        const expected = structuredClone<Record<string, unknown>>(root);
        let at = expected;
        for (const step of path.slice(0, -1)) {
          const inner = at[step];
          // Behind a value that is no map there is no place for a key.
          if (inner !== undefined && (typeof inner !== 'object' || inner === null || Array.isArray(inner))) return;
          at = (at[step] ??= {}) as Record<string, unknown>;
        }
        at[path.at(-1)!] = value;
        const edited = setYamlValue(text, path, value);
        expect(edited).toBeDefined();
        expect(parse(edited!)).toEqual(expected);
      },
    );
    fc.assert(property);
  });
});
