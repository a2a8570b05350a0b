/** Looks at the syntax of source files, for house rules that a pattern cannot hold. */
import ts from 'typescript';
import type { SourceFile } from './files.js';

function parse({ name, text }: SourceFile): ts.SourceFile {
  return ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
}

function visitAll(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  node.forEachChild((child) => visitAll(child, visit));
}

/** A place in a file: its name and the line, from 1. */
function placeOf(file: ts.SourceFile, node: ts.Node): string {
  return `${file.fileName}:${String(file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1)}`;
}

/** Names that stand for the type of a function in any of the files. */
function functionNames(files: readonly ts.SourceFile[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const file of files) {
    visitAll(file, (node) => {
      if (ts.isTypeAliasDeclaration(node) && ts.isFunctionTypeNode(node.type)) names.add(node.name.text);
    });
  }
  return names;
}

/** A function, one of several things of which one is a function, or a list of those. */
function holdsFunction(type: ts.TypeNode | undefined, names: ReadonlySet<string>): boolean {
  if (type === undefined) return false;
  if (ts.isFunctionTypeNode(type)) return true;
  if (ts.isParenthesizedTypeNode(type) || ts.isTypeOperatorNode(type)) return holdsFunction(type.type, names);
  if (ts.isUnionTypeNode(type)) return type.types.some((one) => holdsFunction(one, names));
  if (ts.isArrayTypeNode(type)) return holdsFunction(type.elementType, names);
  return ts.isTypeReferenceNode(type) && ts.isIdentifier(type.typeName) && names.has(type.typeName.text);
}

/**
 * Returns the fields of classes that somebody else may fill with a function, as "file:line: name": those that are public and can be
 * assigned, or are a list that can be pushed into, and those that are said to be filled later (`!:`), public or not.
 */
export function fieldsForListeners(files: readonly SourceFile[]): string[] {
  const parsed = files.map(parse);
  const names = functionNames(parsed);
  const found: string[] = [];
  for (const file of parsed) {
    visitAll(file, (node) => {
      if (!ts.isPropertyDeclaration(node) || !holdsFunction(node.type, names)) return;
      const isOwn = ts.isPrivateIdentifier(node.name) || hasModifier(node, ts.SyntaxKind.PrivateKeyword);
      const isList = ts.isArrayTypeNode(node.type!);
      const isOpen = !isOwn && (isList || !hasModifier(node, ts.SyntaxKind.ReadonlyKeyword));
      if (isOpen || node.exclamationToken !== undefined) found.push(`${placeOf(file, node)}: ${node.name.getText(file)}`);
    });
  }
  return found;
}

function hasModifier(node: ts.PropertyDeclaration, kind: ts.SyntaxKind): boolean {
  return (node.modifiers ?? []).some((modifier) => modifier.kind === kind);
}

/** Returns the functions (methods, constructors and closures too) with more lines than that, their first and last included, as "file:line: lines". */
export function longFunctions(files: readonly SourceFile[], most: number): string[] {
  const found: string[] = [];
  for (const file of files.map(parse)) {
    visitAll(file, (node) => {
      if (!ts.isFunctionLike(node) || !('body' in node) || node.body === undefined) return;
      const [first, last] = [node.getStart(file), node.end].map((at) => file.getLineAndCharacterOfPosition(at).line);
      const lines = last! - first! + 1;
      if (lines > most) found.push(`${placeOf(file, node)}: ${String(lines)}`);
    });
  }
  return found;
}
