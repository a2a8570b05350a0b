/** Refuses the one name that JavaScript cannot keep in a map: the schema would drop it without a word. Any other name is only data. */
import { isMap, isScalar, visit, type Document, type Node, type Pair } from 'yaml';
import type { Path } from './path.js';
import type { Report } from './report.js';
import { keysAt } from './schema-keys.js';

const REFUSED_NAME = '__proto__';

const REFUSED_WHY = `the name '${REFUSED_NAME}' cannot be used: JavaScript does not keep it as the name of a thing; expected any other name`;

/** Returns the name before the colon; where `--set` put it there it is a plain text. */
function keyOf({ key }: Pair): string {
  return String(isScalar(key) ? key.value : key);
}

/** Returns the keys and indices that lead to `last` through its ancestors. */
function pathOf(ancestors: readonly (Document | Node | Pair)[], last: Pair): Path {
  return [...ancestors, last].flatMap((node, i, all): (string | number)[] => {
    const parent = all[i - 1];
    if ('key' in node) return [keyOf(node)];
    return parent !== undefined && 'items' in parent && !isMap(parent) ? [parent.items.indexOf(node)] : [];
  });
}

/** Notes every key `__proto__` of the document, overrides included. */
export function noteRefusedNames(report: Report): void {
  visit(report.document.yaml, {
    Pair: (_, pair, ancestors) => {
      if (keyOf(pair) !== REFUSED_NAME) return;
      const path = pathOf(ancestors, pair);
      // Where only known keys may stand the schema says that this is none.
      if (keysAt(path.slice(0, -1))?.anyName === true) report.error(path, REFUSED_WHY, 'key');
    },
  });
}
