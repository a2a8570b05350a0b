/** The page: its figures are those of the result, it is one file that asks for nothing, and names in it are text. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { ScopeKind } from '../../src/study/figures/figure-key.js';
import type { StudyResult } from '../../src/study/study-result.js';
import { EVIL, hostileStudy, ROOT, page, sharedRunners, shownNumber, tablesOf, textOf, type PageTable } from './studies.js';

let study: StudyResult;
let html = '';
let hostile = '';
beforeAll(async () => {
  study = await sharedRunners();
  html = await page(study);
  hostile = await page(await hostileStudy());
});

/** Holds a cell against the figure of the result it is to show. */
function holds(cell: readonly [string, string] | undefined, scope: ScopeKind, name: string, figure: string): void {
  const raw = study.figures.find((other) => other.scope === scope && other.name === name && other.figure === figure);
  expect(raw, `${scope} ${name} ${figure}`).toBeDefined();
  const [text, spread] = cell ?? ['', ''];
  const shown = shownNumber(text);
  expect(Math.abs(shown.value - raw!.estimate!), `${figure} of ${name}: ${text} for ${String(raw!.estimate)}`).toBeLessThanOrEqual(
    shown.off,
  );
  expect(text.startsWith('>='), figure).toBe(raw!.atLeast === true);
  expect(text.startsWith('<='), figure).toBe(raw!.atMost === true);
  const { low, high, halfWidth } = raw!;
  const ends = spread.split(' … ');
  if (low === null) expect(spread).toBe('');
  else if (ends.length === 2) {
    expect(halfWidth, figure).toBeNull();
    for (const [i, end] of [low, high!].entries()) {
      const own = shownNumber(ends[i]!);
      expect(Math.abs(own.value - end), `${figure}: ${spread}`).toBeLessThanOrEqual(own.off);
    }
  } else if (halfWidth === null) {
    const isOpen = high === null;
    expect(spread.startsWith('from '), figure).toBe(isOpen);
    const wider = shownNumber(spread.replace('from ', ''));
    if (isOpen) expect(Math.abs(wider.value - low), figure).toBeLessThanOrEqual(wider.off);
    else expect(Math.abs(wider.value - Math.max(high - raw!.estimate!, raw!.estimate! - low)), figure).toBeLessThanOrEqual(wider.off);
  } else {
    const half = shownNumber(spread);
    expect(Math.abs(half.value - halfWidth), `half-width of ${figure}: ${spread}`).toBeLessThanOrEqual(half.off);
  }
}

describe('the figures', () => {
  const table = (name: string): PageTable => {
    const found = tablesOf(html).get(name);
    expect(found, name).toBeDefined();
    return found!;
  };

  test('times of all jobs', () => {
    const { columns, rows } = table('All jobs');
    expect(columns).toEqual(['mean', 'p50', 'p95', 'p99', 'max']);
    for (const [row, path] of [
      ['queue time', 'queueTime'],
      ['preparation', 'preparation'],
      ['start delay', 'startDelay'],
      ['sojourn', 'sojourn'],
    ] as const) {
      for (const [i, column] of columns.entries()) holds(rows.get(row)?.[i], 'all', 'all', `${path}.${column}`);
    }
  });

  test('shares handed out within a time, by workload', () => {
    const { columns, rows } = table('Handed out within');
    const borders = study.first.jobs.all.queueTime.shareBelow.map(({ seconds }) => seconds);
    expect(columns).toHaveLength(1 + borders.length);
    const cells = rows.get('public')!;
    holds(cells[0], 'workload', 'public', 'jobs');
    for (const [i, seconds] of borders.entries()) holds(cells[i + 1], 'workload', 'public', `queueTime.shareBelow(${String(seconds)}s)`);
  });

  test('managers', () => {
    const { columns, rows } = table('Managers');
    const paths: Readonly<Record<string, string>> = {
      jobs: 'jobs',
      'queue p95': 'queueTime.p95',
      workers: 'utilisation',
      machines: 'machines.all.average',
      peak: 'machines.all.peak',
      created: 'machinesCreated',
      failed: 'creationsFailed',
      'idle eff.': 'idleEfficiency',
      'cost a month': 'cost.perMonth',
    };
    expect(columns).toEqual(Object.keys(paths));
    for (const [i, column] of columns.entries()) {
      holds(rows.get('shared-runners-manager-1')?.[i], 'manager', 'shared-runners-manager-1', paths[column]!);
    }
  });

  test('cost by part and by cloud', () => {
    const parts = table('Cost of the measured period');
    for (const part of ['busy', 'idle', 'boot', 'teardown', 'hosts', 'total'])
      holds(parts.rows.get(part)?.[0], 'all', 'all', `cost.${part}`);
    const { columns, rows } = table('Cost by cloud');
    for (const [i, part] of columns.entries()) {
      const text = rows.get('gce')![i]![0];
      const raw = study.figures.find(
        ({ scope, name, figure }) => scope === 'cloud' && name === 'gce' && figure === `cost.${part}`,
      )!.estimate!;
      if (raw === 0) expect(text).toBe('-');
      else expect(Math.abs(shownNumber(text).value - raw)).toBeLessThanOrEqual(shownNumber(text).off);
    }
    // What the clouds and the hosts cost is what all costs.
    const sum = [...rows].filter(([name]) => name !== 'all').reduce((total, [, cells]) => total + shownNumber(cells.at(-1)![0]).value, 0);
    expect(sum).toBeCloseTo(shownNumber(rows.get('all')!.at(-1)![0]).value, -1);
  });

  test('thresholds: verdict, what was wanted and found', () => {
    const lines = [...html.matchAll(/<tr><td class="(\w+)">(.*?)<\/td><th scope="row">(.*?)<\/th>/gs)];
    expect(lines.map(([, verdict]) => verdict)).toEqual(study.thresholds.map(({ verdict }) => verdict));
    expect(lines.map(([, , , subject = '']) => textOf(subject))).toEqual(study.thresholds.map(({ subject }) => subject));
    expect(lines.length).toBe(4);
    for (const { estimate, condition } of study.thresholds) {
      const row = new RegExp(
        `<td data-label="wanted">${condition.replaceAll('<', '&lt;').replaceAll('>', '&gt;').replace(/[()]/g, '\\$&')}</td><td data-label="found">(.*?)</td>`,
      ).exec(html);
      // What is found stands before its interval, in either form of one.
      const shown = shownNumber(textOf(row![1]!).split(/ ± | \(/u)[0]!);
      expect(Math.abs(shown.value - estimate!)).toBeLessThanOrEqual(shown.off);
    }
  });

  test('where a threshold comes from stands beside it, as a target', async () => {
    const [first, ...rest] = study.thresholds;
    const noted = await page({ ...study, thresholds: [{ ...first!, note: 'alert of 2018 <runbooks>' }, ...rest] });
    expect(noted).toContain('<span class="source">target: alert of 2018 &lt;runbooks&gt;</span>');
    expect(html).not.toContain('class="source"');
  });

  test('the sentence and the large figures at the top', () => {
    const tiles = new Map(
      [...html.matchAll(/<dt>(.*?)<\/dt><dd class="figure">(.*?)<\/dd><dd class="spread">(.*?)<\/dd>/gs)].map(
        ([, name = '', figure = '', spread = '']) => [textOf(name), [textOf(figure), textOf(spread)] as const],
      ),
    );
    holds(tiles.get('jobs'), 'all', 'all', 'jobs');
    holds(tiles.get('queue time p95'), 'all', 'all', 'queueTime.p95');
    holds(tiles.get('machines at the peak'), 'all', 'all', 'machines.all.peak');
    holds(tiles.get('cost a month of 730 h'), 'all', 'all', 'cost.perMonth');
    const lead = textOf(/<p class="lead">(.*?)<\/p>/s.exec(html)![1]!);
    const [p95, ends] = tiles.get('queue time p95')!;
    expect(lead).toContain(`${p95} (${ends})`);
    expect(lead).toContain(`${tiles.get('cost a month of 730 h')!.join(' ')} a month`);
  });

  test('the descriptions of charts', () => {
    const about = (id: string): string => textOf(new RegExp(`<desc id="${id}-desc">(.*?)</desc>`, 's').exec(html)![1]!);
    const p95 = tablesOf(html).get('All jobs')!.rows.get('queue time')![2]![0];
    expect(about('queue-time')).toContain(`95% within ${p95}`);
    const { signals, binSeconds } = study.first.timeline!;
    const machines = signals.find(({ name }) => name === 'machines_all')!.averages;
    const most = Math.max(...machines.slice(study.first.window.from / binSeconds));
    const [, said = ''] = /The highest average of [\w ]+ is ([\d.,]+), from/.exec(about('machines-0'))!;
    expect(Math.abs(shownNumber(said).value - most)).toBeLessThanOrEqual(shownNumber(said).off);
    expect(about('cost')).toMatch(/busy [\d.]+ USD \([\d.]+%\)/);
  });
});

describe('the code', () => {
  test('loads the libraries that draw only when a page is drawn', () => {
    const files = readdirSync(path.join(ROOT, 'src'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
    const early = files.filter((file) => /^import (?!type)[^;]*'vega(?:-lite)?'/m.test(readFileSync(path.join(ROOT, 'src', file), 'utf8')));
    expect(files.length).toBeGreaterThan(100);
    expect(early).toEqual([]);
    // And the page itself is loaded by what writes it, when it writes it.
    const cli = readFileSync(path.join(ROOT, 'src/cli/output/report-pages.ts'), 'utf8');
    expect(cli).toContain("await import('../../report/run/html.js')");
  });
});

describe('the file', () => {
  test('the same study gives the same bytes, also after other pages were drawn', async () => {
    expect(await page(study)).toBe(html);
  });

  test('nothing in it is fetched, run or styled from elsewhere', () => {
    for (const markup of [html, hostile]) {
      expect(markup).not.toMatch(/<(?:script|iframe|object|embed|form|base)\b/i);
      expect(markup).not.toMatch(/<[^>]* on[a-z]+=/i);
      expect(markup).not.toMatch(/<[^>]* style=/i);
      const addresses = [...markup.matchAll(/<[^>]* (?:src|href|xlink:href|action)="([^"]*)"/g)].map(([, address]) => address);
      // The contents lead to places of the page.
      expect(addresses.filter((address) => !/^#[a-z]+$/.test(address!))).toEqual(['data:,']);
      expect([...markup.matchAll(/url\(([^)]*)\)/g)].every(([, target = '']) => target.startsWith('#'))).toBe(true);
      expect(markup).not.toContain('@import');
    }
  });

  test('the policy lets through its own style sheet and nothing else', () => {
    const [, policy = ''] = /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(html)!;
    const [, style = ''] = /<style>(.*?)<\/style>/s.exec(html)!;
    const hash = createHash('sha256').update(style).digest('base64');
    const directives = textOf(policy).split('; ');
    expect(directives).toEqual([
      "default-src 'none'",
      `style-src 'sha256-${hash}'`,
      'img-src data:',
      "base-uri 'none'",
      "form-action 'none'",
    ]);
  });

  test('every chart has words, and no two things have one name', () => {
    const ids = [...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(ids.length).toBeGreaterThan(10);
    expect(new Set(ids).size).toBe(ids.length);
    const charts = [...html.matchAll(/<svg role="img"[^>]* aria-labelledby="([^"]*)" aria-describedby="([^"]*)"/g)];
    // One drawing a chart: queue time, jobs waiting by cause and by workload, machines, cost.
    expect(charts).toHaveLength(5);
    expect(html.split('<figure>')).toHaveLength(6);
    for (const [, label, description] of charts) expect(ids).toEqual(expect.arrayContaining([label, description]));
    for (const [, description = ''] of html.matchAll(/<desc[^>]*>(.*?)<\/desc>/gs)) expect(description).toMatch(/\d/);
  });

  test('begins with its contents, every line of which leads somewhere', () => {
    const [before = '', nav = ''] = /^(.*?)<nav aria-label="Contents">(.*?)<\/nav>/s.exec(html)!.slice(1);
    expect(before).not.toContain('<section');
    const lines = [...nav.matchAll(/<a href="#([a-z]+)">(.*?)<\/a>/g)].map(([, id = '', title = '']) => [id, title]);
    const headings = [...html.matchAll(/<h2 id="([a-z]+)">(.*?)<\/h2>/g)].map(([, id = '', title = '']) => [id, title]);
    expect(lines).toEqual(headings);
    expect(headings.length).toBeGreaterThan(8);
  });

  test('what to do and what it costs come before the details, and these are folded', () => {
    const at = (id: string): number => html.indexOf(`<h2 id="${id}">`);
    const order = ['thresholds', 'advice', 'cost', 'waiting', 'why', 'machines', 'fleet', 'assumed', 'scenario'].map(at);
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(order[0]).toBeGreaterThan(0);
    const folded = [...html.matchAll(/<details>(.*?)<\/details>/gs)].map(([, body = '']) => body).join('');
    for (const title of ['Pipelines', 'Managers', 'Cost by cloud', 'Asked of GitLab a second'])
      expect(folded).toContain(`aria-label="${title}"`);
    for (const title of ['All jobs', 'Why jobs waited', 'Fleet by group', 'Thresholds'])
      expect(folded).not.toContain(`aria-label="${title}"`);
    expect(html).not.toContain('<details open');
  });

  test('what a pointer rests on says its values, which are those of the result', () => {
    const chart = (id: string): string =>
      new RegExp(`aria-labelledby="${id}-title"(.*?)</svg></figure>`, 's').exec(
        html.replaceAll('\n<figcaption', '</figure>').replaceAll('</svg>\n', '</svg>'),
      )![1]!;
    const titles = [...chart('machines-0').matchAll(/<rect[^>]*><title>(.*?)<\/title>/gs)].map(([, text = '']) => text.split('\n'));
    const { binSeconds, signals } = study.first.timeline!;
    const bins = signals.find(({ name }) => name === 'machines_all')!.averages.length;
    const width = Math.ceil(bins / 160);
    expect(titles).toHaveLength(Math.ceil(bins / width));
    for (const [i, lines] of titles.entries()) {
      for (const state of ['idle', 'creating', 'used']) {
        const own = signals
          .filter(({ name }) => name === `machines_${state}`)
          .map(({ averages }) => averages.slice(i * width, (i + 1) * width));
        const mean = own.reduce((all, values) => all + values.reduce((sum, x) => sum + x, 0) / values.length, 0);
        const said = lines.find((line) => line.startsWith(`${state} `))?.slice(state.length + 1) ?? '0';
        expect(Math.abs(shownNumber(said).value - mean), `${lines.join(', ')}: ${state} ${String(mean)}`).toBeLessThanOrEqual(
          0.005 * mean + 1e-9,
        );
      }
    }
    expect(binSeconds).toBeGreaterThan(0);
    // The cost says of each part what the table says.
    const costs = [...chart('cost').matchAll(/<rect[^>]*><title>(.*?)<\/title>/gs)].map(([, text = '']) => text.split('\n'));
    const table = tablesOf(html).get('Cost by cloud')!;
    for (const [i, part] of table.columns.slice(0, -1).entries()) {
      const text = table.rows.get('gce')![i]![0];
      if (text !== '-') expect(costs.find(([name, line]) => name === 'gce' && line?.startsWith(part))?.[1]).toBe(`${part} ${text}`);
    }
  });

  test('stays small: one drawing a chart', () => {
    expect(html.length).toBeLessThan(160_000);
    expect([...html.matchAll(/<svg role="img".*?<\/figure>/gs)].reduce((sum, [svg]) => sum + svg.length, 0)).toBeLessThan(110_000);
  });

  test('says what was assumed, and how to have it again', () => {
    const text = textOf(html);
    for (const { value } of study.defaults) expect(text).toContain(value);
    expect(text).toContain(study.rerun);
    expect(text).toContain(study.scenario.hash);
  });

  test('the verdict has a sign and a word', () => {
    expect(html).toMatch(/<span class="badge pass">✓ pass<\/span>/);
    expect(hostile).toMatch(/<span class="badge fail">✗ FAIL<\/span>/);
  });
});

describe('hostile names', () => {
  const seen = EVIL.replace(/[\u202e\u2066]/g, '?');

  test('stay text, in headings, tables, legends, charts and alarms', () => {
    expect(hostile).not.toContain('<script>alert');
    expect(hostile).not.toContain('<b onmouseover');
    // Ampersands that were there are shown as they were written.
    const text = textOf(hostile);
    expect(text.split(seen).length).toBeGreaterThan(12);
    for (const part of ['h1', 'figure', 'p class="alarm" role="note"']) {
      const [tag] = part.split(' ');
      const inside = [...hostile.matchAll(new RegExp(`<${part}>(.*?)</${tag!}>`, 'gs'))].map(([, markup = '']) => textOf(markup)).join(' ');
      expect(inside, part).toContain('<script>alert(1)</script>');
    }
  });

  test('cannot turn the direction of reading', () => {
    expect(hostile).not.toMatch(/[\p{Cf}\u2028\u2029]/u);
  });

  test('tokens and values of the environment are masked, names are not', () => {
    for (const secret of ['glrt-abcdefgh12345678', 'another-token', 'value-of-environment']) expect(hostile).not.toContain(secret);
    expect(hostile).toContain('HARMLESS=[masked]');
    expect(hostile).toContain('IdleCount = 2');
  });
});
