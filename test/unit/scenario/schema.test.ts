/** The published JSON Schema is that of the code, and documents every key. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { scenarioJsonSchema } from '../../../src/scenario/schema.js';

interface Node {
  readonly description?: string;
  readonly $ref?: string;
  readonly allOf?: readonly Node[];
  readonly anyOf?: readonly Node[];
  readonly items?: Node;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly additionalProperties?: Node | boolean;
  readonly definitions?: Readonly<Record<string, Node>>;
}

test('the file in schema/ is what the code makes (node scripts/write-schema.mjs after a build)', () => {
  const file = new URL('../../../schema/scenario.schema.json', import.meta.url);
  expect(readFileSync(file, 'utf8')).toBe(`${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`);
});

test('every key says what it is', () => {
  const silent: string[] = [];
  const walk = (node: Node, path: string): void => {
    for (const [key, value] of Object.entries(node.properties ?? {})) {
      if (value.description === undefined) silent.push(`${path}.${key}`);
      walk(value, `${path}.${key}`);
    }
    for (const part of [...(node.allOf ?? []), ...(node.anyOf ?? [])]) walk(part, path);
    if (typeof node.additionalProperties === 'object') walk(node.additionalProperties, `${path}.*`);
    if (node.items !== undefined) walk(node.items, `${path}[]`);
    for (const [name, value] of Object.entries(node.definitions ?? {})) walk(value, name);
  };
  walk(scenarioJsonSchema(), '');
  expect(silent).toEqual([]);
});

test('patterns mean the same with and without the flag for Unicode, of which validators are free to choose', () => {
  const text = JSON.stringify(scenarioJsonSchema());
  const patterns = [...text.matchAll(/"pattern":("(?:[^"\\]|\\.)*")/gu)].map(([, pattern]) => JSON.parse(pattern ?? '""') as string);
  expect(patterns.length).toBeGreaterThan(0);
  for (const pattern of patterns) {
    expect(pattern).not.toMatch(/\\[pP]\{/u);
    for (const word of ['gitlab.com', '30s', '1.5 %', '0.1 USD/h', 'mon 09:00', '名前 🚀', 'a\nb', '']) {
      expect(new RegExp(pattern).test(word), `${pattern} on ${word}`).toBe(new RegExp(pattern, 'u').test(word));
    }
  }
});
