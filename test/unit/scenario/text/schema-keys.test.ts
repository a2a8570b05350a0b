/** The keys at a path are those that the JSON Schema has there, which editors get. */
import { expect, test } from 'vitest';
import type { Path } from '../../../../src/scenario/text/path.js';
import { scenarioJsonSchema } from '../../../../src/scenario/schema.js';
import { keysAt } from '../../../../src/scenario/text/schema-keys.js';

interface Node {
  readonly $ref?: string;
  readonly allOf?: readonly Node[];
  readonly anyOf?: readonly Node[];
  readonly properties?: Readonly<Record<string, Node>>;
  readonly additionalProperties?: Node | boolean;
  readonly items?: Node;
  readonly description?: string;
}

const root = scenarioJsonSchema() as unknown as Node & { readonly definitions: Readonly<Record<string, Node>> };

/** A node, what it refers to, and all that it may be instead. */
function alternatives(node: Node): Node[] {
  if (node.$ref !== undefined) return [node, ...alternatives(root.definitions[node.$ref.replace('#/definitions/', '')]!)];
  const inner = [...(node.allOf ?? []), ...(node.anyOf ?? [])];
  return inner.length === 0 ? [node] : [node, ...inner.flatMap(alternatives)];
}

/** Deep enough for every key once; what refers to itself is met twice. */
const DEPTH = 9;

/** Each path of the JSON Schema once, with the nodes at it. */
function* paths(nodes: readonly Node[], path: Path): Generator<[Path, readonly Node[]]> {
  yield [path, nodes];
  if (path.length === DEPTH) return;
  const keys = new Set(nodes.flatMap((node) => Object.keys(node.properties ?? {})));
  for (const key of keys) {
    // Where a name may stand, a key that is fixed elsewhere is a name too.
    const next = nodes.flatMap((node) => {
      if (node.properties !== undefined && Object.hasOwn(node.properties, key)) return alternatives(node.properties[key]!);
      return typeof node.additionalProperties === 'object' ? alternatives(node.additionalProperties) : [];
    });
    yield* paths(next, [...path, key]);
  }
  const named = nodes.flatMap(({ additionalProperties }) =>
    typeof additionalProperties === 'object' ? alternatives(additionalProperties) : [],
  );
  if (named.length > 0) yield* paths(named, [...path, 'some-name']);
  const items = nodes.flatMap((node) => (node.items === undefined ? [] : alternatives(node.items)));
  if (items.length > 0) yield* paths(items, [...path, 0]);
}

test('every path of the JSON Schema has its keys, names and description, and no other key leads anywhere', () => {
  let seen = 0;
  for (const [path, nodes] of paths(alternatives(root), [])) {
    seen++;
    const anyName = nodes.some(({ additionalProperties }) => typeof additionalProperties === 'object');
    expect(keysAt(path), path.join('.')).toEqual({
      keys: [...new Set(nodes.flatMap(({ properties }) => Object.keys(properties ?? {})))],
      anyName,
      description: nodes.find(({ description }) => description !== undefined)?.description,
    });
    if (!anyName) expect(keysAt([...path, 'no such key']), path.join('.')).toBeUndefined();
  }
  expect(seen).toBeGreaterThan(1_000);
});
