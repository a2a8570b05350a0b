/** Which keys the schema knows at a path: for suggestions and for checking override paths. */
import type { Path } from './path.js';
import { scenarioJsonSchema } from './schema.js';

/** A node of the JSON Schema. */
interface SchemaNode {
  readonly $ref?: string;
  readonly allOf?: readonly SchemaNode[];
  readonly anyOf?: readonly SchemaNode[];
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: SchemaNode | boolean;
  readonly items?: SchemaNode;
  readonly description?: string;
}

type SchemaRoot = SchemaNode & { readonly definitions?: Readonly<Record<string, SchemaNode>> };

let root: SchemaRoot | undefined;

/** Returns the whole schema. It is made when it is first asked for: a scenario with nothing wrong and nothing changed needs none. */
function rootNode(): SchemaRoot {
  return (root ??= scenarioJsonSchema());
}

/** What the schema allows at one path. */
export interface KeysAt {
  /** Keys that are fixed. */
  readonly keys: readonly string[];
  /** True where any name may stand: a map of entities. */
  readonly anyName: boolean;
  /** What the schema says of the value, if anything. */
  readonly description: string | undefined;
}

function alternatives(node: SchemaNode): SchemaNode[] {
  if (node.$ref !== undefined) {
    const target = rootNode().definitions?.[node.$ref.replace('#/definitions/', '')];
    return target === undefined ? [] : alternatives(target);
  }
  const inner = [...(node.allOf ?? []), ...(node.anyOf ?? [])];
  return inner.length === 0 ? [node] : [node, ...inner.flatMap(alternatives)];
}

function children(node: SchemaNode, key: string | number): SchemaNode[] {
  const fixed = node.properties !== undefined && Object.hasOwn(node.properties, key) ? node.properties[String(key)] : undefined;
  if (fixed !== undefined) return alternatives(fixed);
  if (typeof node.additionalProperties === 'object') return alternatives(node.additionalProperties);
  if (node.items !== undefined && /^\d+$/u.test(String(key))) return alternatives(node.items);
  return [];
}

/** Returns what the schema allows at `path`, or undefined where the path leads outside of it. */
export function keysAt(path: Path): KeysAt | undefined {
  let nodes = alternatives(rootNode());
  for (const key of path) {
    nodes = nodes.flatMap((node) => children(node, key));
    if (nodes.length === 0) return undefined;
  }
  return {
    keys: [...new Set(nodes.flatMap((node) => Object.keys(node.properties ?? {})))],
    anyName: nodes.some((node) => typeof node.additionalProperties === 'object'),
    description: nodes.find((node) => node.description !== undefined)?.description,
  };
}
