/** Links between the pages lead somewhere: the file is there, and so is the heading. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const pages = [
  'README.md',
  ...readdirSync(path.join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => path.join('docs', file)),
];

/** The text of a page without its code. */
function prose(file: string): string {
  return readFileSync(path.join(root, file), 'utf8')
    .replace(/^```[\s\S]*?^```/gmu, '')
    .replace(/`[^`\n]*`/gu, 'code');
}

/** Anchors of headings as GitLab and GitHub make them. */
function anchors(file: string): string[] {
  const text = readFileSync(path.join(root, file), 'utf8').replace(/^```[\s\S]*?^```/gmu, '');
  return [...text.matchAll(/^#+ (.+)$/gmu)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(' ', '-'),
  );
}

test('there are pages and links to be looked at', () => {
  expect(pages.length).toBeGreaterThan(15);
  expect(pages.flatMap((file) => [...prose(file).matchAll(/\]\(/gu)]).length).toBeGreaterThan(30);
});

test.each(pages)('%s', (file) => {
  const broken: string[] = [];
  for (const [, link] of prose(file).matchAll(/\]\(([^)\s]+)\)/gu)) {
    if (/^(?:https?|mailto):/u.test(link!)) continue;
    const [target = '', anchor] = link!.split('#');
    const place = target === '' ? file : path.join(path.dirname(file), target);
    const there = path.join(root, place);
    if (!existsSync(there)) broken.push(link!);
    else if (anchor !== undefined && (statSync(there).isDirectory() || !anchors(place).includes(anchor))) broken.push(link!);
  }
  expect(broken).toEqual([]);
});

test('every page of docs/ is reached from the README by links', () => {
  const reached = new Set<string>();
  const next = ['README.md'];
  for (let file = next.pop(); file !== undefined; file = next.pop()) {
    if (reached.has(file)) continue;
    reached.add(file);
    for (const [, link] of prose(file).matchAll(/\]\(([^)\s#]+\.md)(?:#[^)\s]*)?\)/gu)) next.push(path.join(path.dirname(file), link!));
  }
  expect(pages.filter((file) => !reached.has(file))).toEqual([]);
});
