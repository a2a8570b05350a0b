/** What a comment cites can be looked up: pages that the source names are there, with the headings named, and nothing outside the repository is. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { filesUnder, ROOT } from '../support/files.js';

/** Comments of a source file, each on one line. */
function commentsOf(text: string): string[] {
  return [...text.matchAll(/\/\*[^]*?\*\/|(?:^[ \t]*\/\/.*\n)+/gmu)].map(([comment]) => comment.replace(/\s*\n\s*(?:\*|\/\/)?\s*/gu, ' '));
}

const comments = filesUnder('src').flatMap(({ name, text }) => commentsOf(text).map((comment) => ({ name, comment })));
const citations = comments.flatMap(({ name, comment }) =>
  [...comment.matchAll(/(docs\/[\w/-]+\.md)(?:, ((?:(?: and )?"[^"]+")+))?/gu)].map(([, page, headings]) => ({
    name,
    page: page!,
    headings: [...(headings ?? '').matchAll(/"([^"]+)"/gu)].map(([, heading]) => heading!),
  })),
);

test('pages and headings that comments name are there', () => {
  expect(citations.length).toBeGreaterThan(20);
  const missing = citations.flatMap(({ name, page, headings }) => {
    if (!existsSync(path.join(ROOT, page))) return [`${name}: ${page}`];
    const text = readFileSync(path.join(ROOT, page), 'utf8');
    return headings.filter((heading) => !new RegExp(`^#+ ${heading}$`, 'mu').test(text)).map((heading) => `${name}: ${page}, "${heading}"`);
  });
  expect(missing).toEqual([]);
});

test('no comment cites a text that is not in the repository', () => {
  const outside = comments.filter(({ comment }) => /\bspecification \d|recordings README|\bdesign, section/u.test(comment));
  expect(outside.map(({ name, comment }) => `${name}: ${comment.slice(0, 120)}`)).toEqual([]);
});
