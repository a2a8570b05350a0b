/** The Markdown: the figures of the page, and names that are never taken for markup. */
import { beforeAll, describe, expect, test } from 'vitest';
import { markdownReport } from '../../src/report/run/markdown.js';
import { reportModel } from '../../src/report/run/model.js';
import { terminalReport } from '../../src/report/run/terminal.js';
import type { StudyResult } from '../../src/study/study-result.js';
import { hostileStudy, page, sharedRunners, tablesOf } from './studies.js';

let study: StudyResult;
let hostile: StudyResult;
beforeAll(async () => {
  study = await sharedRunners();
  hostile = await hostileStudy();
});

/** Cells of a line of a table, escapes undone. */
function cellsOf(line: string): string[] {
  return line
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim().replace(/\\(.)/g, '$1'));
}

describe('the same figures', () => {
  test('every cell of every table of the page stands in the Markdown, half-width behind it', async () => {
    const lines = markdownReport(study).split('\n').map(cellsOf);
    const tables = tablesOf(await page(study));
    expect(tables.size).toBeGreaterThan(5);
    for (const [title, { rows }] of tables) {
      if (title === 'Thresholds') continue;
      for (const [name, cells] of rows) {
        const wanted = cells.map(([figure, spread]) => (figure === '-' ? '–' : [figure, spread].filter((text) => text !== '').join(' ')));
        const same = lines.filter((line) => line[0] === name && JSON.stringify(line.slice(1)) === JSON.stringify(wanted));
        expect(same, `${title}: ${name} ${wanted.join(' | ')}`).not.toEqual([]);
      }
    }
  });

  test('and of the summary on a terminal', () => {
    const markdown = markdownReport(study);
    const terminal = terminalReport(reportModel(study));
    for (const table of reportModel(study).tables) {
      for (const { cells } of table.rows) {
        for (const cell of cells) {
          if (cell === '-' || cell === '') continue;
          expect(terminal).toContain(cell);
          expect(markdown.replace(/\\(.)/g, '$1')).toContain(cell);
        }
      }
    }
    expect(markdown.split('\n')).toContain(reportModel(study).rerun);
  });
});

describe('the order', () => {
  test('contents first, then what to do and the cost, then the details, folded', () => {
    const markdown = markdownReport({ ...study, warnings: [] });
    const headings = [...markdown.matchAll(/^## (.*)$/gm)].map(([, title]) => title!);
    expect(headings).toEqual([
      'Thresholds',
      'What held jobs, and what bears on it',
      'Cost',
      'How long jobs waited',
      'Why jobs waited',
      'Details',
      'The scenario',
      'The same again',
    ]);
    const before = markdown.slice(0, markdown.indexOf('## '));
    const links = [...before.matchAll(/\[([^\]]+)\]\(#([a-z-]+)\)/g)].map(([, title, anchor]) => [title, anchor]);
    expect(links.map(([title]) => title)).toEqual(headings);
    expect(links[1]?.[1]).toBe('what-held-jobs-and-what-bears-on-it');
    expect(links.at(-1)?.[1]).toBe('the-same-again');
    const folded = [...markdown.matchAll(/<details>.*?<\/details>/gs)].map(([text]) => text).join('');
    for (const title of ['Fleet by group', 'Managers', 'Over time']) expect(folded).toContain(title);
    expect(folded).not.toContain('### All jobs');
  });

  test('a merge request can bear it: where the scenario is too long it is named instead', () => {
    const lines = (count: number): StudyResult => ({ ...study, scenario: { ...study.scenario, text: 'key: value\n'.repeat(count) } });
    expect(markdownReport(lines(1000))).toContain('key: value\n'.repeat(1000));
    const long = markdownReport(lines(10_000));
    expect(long).not.toContain('key: value');
    expect(long).toContain('it is in `scenario.yaml`');
    // GitHub takes 65,536 characters, GitLab a million.
    for (const count of [1, 1000, 3000, 4000, 5000, 10_000]) expect(markdownReport(lines(count)).length).toBeLessThanOrEqual(60_000);
  });
});

describe('hostile names', () => {
  test('make no markup, mention nobody and link nothing', () => {
    const name = '@root #1 !2 [x](http://evil.example) www.evil.example | a * b _ c ` d';
    const text = JSON.stringify(hostile).replaceAll('evil', name);
    const markdown = markdownReport(JSON.parse(text) as StudyResult);
    // What is fenced is shown as it is; all else must hold no sign that is not escaped.
    const open = markdown.replace(/^(`{3,})[^\n]*\n[^]*?\n\1$/gm, '').replace(/<\/?(?:details|summary)>/g, '');
    expect(open).toContain(String.raw`\@root \#1 \!2 \[x\]`);
    for (const sign of ['<script', '<b ', '@root', '#1', '!2 ', '[x]', '://', 'www.evil', '`']) {
      const bare = new RegExp(`(?<!\\\\)${sign.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`);
      expect(open, sign).not.toMatch(sign === '://' ? /(?<!\\):\/\// : sign === 'www.evil' ? /www\.evil/ : bare);
    }
    expect(markdown).not.toMatch(/[\p{Cf}]/u);
  });

  test('cannot end the block of code that holds the scenario', () => {
    const long = { ...hostile, scenario: { ...hostile.scenario, text: 'a: 1\n````\n# Out\n' } };
    expect(markdownReport(long)).toContain('`````yaml\na: 1\n````\n# Out\n`````');
  });
});
