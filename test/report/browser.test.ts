/**
 * The page in a real Chromium: an empty console, a policy that holds, axe content in light and dark, nothing wider than the window at three widths,
 * charts whole on paper. Screenshots are left in the folder that the environment variable RUNCAST_SCREENSHOTS names, else in a temporary one.
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { command, forecastPage, historyPage, hostileStudy, page, ROOT, sharedRunners, studyOf } from './studies.js';

const CHROMIUM = process.env['RUNCAST_CHROMIUM'] ?? '/usr/bin/chromium';
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const WIDTHS = [380, 800, 1280] as const;
const SCHEMES = ['light', 'dark'] as const;

describe.skipIf(!existsSync(CHROMIUM))(`in Chromium (skipped where ${CHROMIUM} is not installed)`, () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'runcast-browser-'));
  const pictures = process.env['RUNCAST_SCREENSHOTS'] ?? path.join(folder, 'screenshots');
  const addresses = {
    report: pathToFileURL(path.join(folder, 'report.html')).href,
    hostile: pathToFileURL(path.join(folder, 'hostile.html')).href,
    fleet: pathToFileURL(path.join(folder, 'fleet.html')).href,
    history: pathToFileURL(path.join(folder, 'history.html')).href,
    forecast: pathToFileURL(path.join(folder, 'forecast.html')).href,
  };
  let browser: Browser;

  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    writeFileSync(path.join(folder, 'report.html'), await page(await sharedRunners()));
    writeFileSync(path.join(folder, 'hostile.html'), await page(await hostileStudy()));
    writeFileSync(path.join(folder, 'history.html'), await historyPage());
    writeFileSync(path.join(folder, 'forecast.html'), forecastPage());
    browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Opens a page, hands it on, and closes it; returns what was said on the console, what went wrong, and what was asked for. */
  async function opened(
    name: keyof typeof addresses,
    options: BrowserContextOptions,
    use: (open: Page) => Promise<void>,
  ): Promise<string[]> {
    const context = await browser.newContext(options);
    const said: string[] = [];
    const open = await context.newPage();
    open.on('console', (message) => said.push(`${message.type()}: ${message.text()}`));
    open.on('pageerror', (error) => said.push(`error: ${error.message}`));
    open.on('request', (request) => {
      if (request.url() !== addresses[name] && !request.url().startsWith('data:')) said.push(`request: ${request.url()}`);
    });
    await open.goto(addresses[name]);
    await use(open);
    await context.close();
    return said;
  }

  test.each(WIDTHS.flatMap((width) => SCHEMES.map((colorScheme) => [width, colorScheme] as const)))(
    '%i wide, %s: quiet, within the window, and axe finds nothing',
    async (width, colorScheme) => {
      // The page of a forecast is made of what the others are made of, but for its chart.
      const names = ['report', 'hostile', 'history', ...(width === WIDTHS[0] ? (['forecast'] as const) : [])] as const;
      for (const name of names) {
        const said = await opened(name, { viewport: { width, height: 900 }, colorScheme }, async (open) => {
          const over = await open.evaluate('document.documentElement.scrollWidth - innerWidth');
          expect(over).toBeLessThanOrEqual(0);
          // Every figure has one drawing, and shows it where it is not folded.
          const shown = await open.evaluate<number[]>(
            "[...document.querySelectorAll('figure')].map((figure) => [...figure.querySelectorAll('svg[role]')].filter((svg) => figure.closest('details') || svg.getBoundingClientRect().height > 40).length)",
          );
          expect(shown.length).toBeGreaterThan(name === 'forecast' ? 0 : 2);
          expect(new Set(shown)).toEqual(new Set([1]));
          const file = path.join(pictures, `${name}-${colorScheme}-${String(width)}.png`);
          await open.screenshot({ path: file, fullPage: true });
          expect(statSync(file).size).toBeGreaterThan(20_000);
          const { violations, passes } = await new AxeBuilder({ page: open }).analyze();
          expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
          expect(passes.length).toBeGreaterThan(10);
        });
        expect(said).toEqual([]);
      }
    },
  );

  test('the pages of other studies: axe finds nothing, light and dark, wide and narrow', async () => {
    const scenario = path.join(ROOT, 'scenarios/idle-pool.yaml');
    const short = ['--set', 'horizon=3h', '--replications', '2', '--quiet'];
    const at = (name: string): string => path.join(folder, name);
    await command(['sweep', scenario, '--vary', 'IdleCount=2,8', '--vary', 'IdleTime=600,1800', ...short, '--out', at('sweep')]);
    await command(['plan', scenario, '--vary', 'IdleCount=4..8:2', '--set', 'horizon=3h', '--quiet', '--out', at('plan')]);
    await command([
      'outage',
      scenario,
      '--target',
      'cloud=gce',
      '--every',
      '12h',
      '--for',
      '1h',
      '--no-week',
      '--quiet',
      '--out',
      at('outage'),
    ]);
    const vs = ['--vs', '--set', 'IdleCount=8', '--vs', '--set', 'IdleTime=60'];
    const { out } = await command(['compare', scenario, ...vs, '--set-all', 'horizon=3h', '--replications', '2', '--quiet', '--json']);
    writeFileSync(at('compare.json'), out);
    await command(['report', at('compare.json'), '-o', at('compare.html'), '-q']);
    for (const file of ['sweep/sweep.html', 'plan/plan.html', 'outage/outage.html', 'compare.html']) {
      for (const [width, colorScheme] of [
        [1280, 'light'],
        [380, 'dark'],
      ] as const) {
        const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
        const open = await context.newPage();
        await open.goto(pathToFileURL(at(file)).href);
        expect(await open.evaluate('document.documentElement.scrollWidth - innerWidth'), file).toBeLessThanOrEqual(0);
        const { violations } = await new AxeBuilder({ page: open }).analyze();
        expect(violations.map(({ id, nodes }) => `${file} ${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
        await context.close();
      }
    }
  }, 120_000);

  test('the colours of light and dark differ, charts included', async () => {
    const colours: unknown[] = [];
    for (const colorScheme of SCHEMES) {
      await opened('report', { colorScheme }, async (open) => {
        colours.push(
          await open.evaluate(
            "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.querySelector('#machines-0-title').parentElement.querySelector('path[fill^=\"var\"]')).fill]",
          ),
        );
      });
    }
    const [light, dark] = colours as [string[], string[]];
    expect(light[0]).toBe('rgb(255, 255, 255)');
    expect(dark[0]).not.toBe(light[0]);
    expect(dark[1]).not.toBe(light[1]);
    for (const colour of [...light, ...dark]) expect(colour).toMatch(/^rgb\(/);
  });

  test('the policy refuses a script, a foreign picture and a foreign style', async () => {
    const said = await opened('report', {}, async (open) => {
      const ran = await open.evaluate(`(async () => {
        const script = document.createElement('script');
        script.textContent = 'window.ran = true';
        document.body.append(script);
        const style = document.createElement('style');
        style.textContent = 'body { display: none }';
        document.head.append(style);
        const picture = new Image();
        const failed = new Promise((resolve) => { picture.onerror = () => resolve('refused'); picture.onload = () => resolve('loaded'); });
        picture.src = 'http://127.0.0.1:9/x.png';
        return [window.ran, getComputedStyle(document.body).display, await failed];
      })()`);
      expect(ran).toEqual([undefined, 'block', 'refused']);
    });
    expect(said.filter((line) => line.includes('Content Security Policy')).length).toBeGreaterThanOrEqual(3);
    expect(said.filter((line) => line.startsWith('request:') && !line.includes('127.0.0.1:9'))).toEqual([]);
  });

  test('folded parts open where they are asked to, and the whole is short before', async () => {
    await opened('report', { viewport: { width: 1024, height: 900 } }, async (open) => {
      const height = async (): Promise<number> => open.evaluate<number>('document.documentElement.scrollHeight');
      const before = await height();
      expect(before).toBeLessThan(6000);
      await open.locator('summary').first().click();
      expect(await height()).toBeGreaterThan(before);
    });
  });

  test("the page of GitLab.com's fleet is at most 6,000 px high at 1024, and half as large as it was", async () => {
    const fleet = await page(await studyOf(path.join(ROOT, 'scenarios/gitlab-com-2018.yaml'), '--set', 'horizon=6h'));
    expect(fleet.length).toBeLessThan(340_000);
    writeFileSync(path.join(folder, 'fleet.html'), fleet);
    await opened('fleet', { viewport: { width: 1024, height: 900 } }, async (open) => {
      expect(await open.evaluate<number>('document.documentElement.scrollHeight')).toBeLessThanOrEqual(6000);
      await open.screenshot({ path: path.join(pictures, 'fleet-1024.png'), fullPage: true });
    });
  });

  test('letters keep their size at any width, and none of a drawing lies outside the window', async () => {
    for (const width of [380, 1280]) {
      await opened('report', { viewport: { width, height: 900 } }, async (open) => {
        const letters = await open.evaluate<{ left: number; right: number; height: number }[]>(
          "[...document.querySelectorAll('.chart text')].map((text) => text.getBoundingClientRect()).filter(({ width }) => width > 0).map(({ left, right, height }) => ({ left, right, height }))",
        );
        expect(letters.length).toBeGreaterThan(20);
        for (const { left, right, height } of letters) {
          expect(left).toBeGreaterThanOrEqual(0);
          expect(right).toBeLessThanOrEqual(width);
          expect(height).toBeGreaterThan(10);
          expect(height).toBeLessThan(20);
        }
        // Ticks of the lying axis do not lie on each other.
        const clashes = await open.evaluate<number>(
          "[...document.querySelectorAll('.chart')].filter((chart) => !chart.closest('details')).reduce((sum, chart) => { const all = [...chart.querySelectorAll('text.x')].filter((text) => !text.getAttribute('dy').startsWith('3')).map((text) => text.getBoundingClientRect()).filter(({ width }) => width > 0).sort((a, b) => a.left - b.left); return sum + all.filter((box, i) => i > 0 && box.left < all[i - 1].right && Math.abs(box.top - all[i - 1].top) < 5).length; }, 0)",
        );
        expect(clashes).toBe(0);
      });
    }
  });

  test('a table that is wider than its window says so, and one that is not does not', async () => {
    const hints = async (width: number): Promise<boolean[][]> => {
      let found: boolean[][] = [];
      await opened('report', { viewport: { width, height: 900 } }, async (open) => {
        found = await open.evaluate(
          "[...document.querySelectorAll('.scroll')].filter((one) => !one.closest('details') && one.querySelector('.hint')).map((one) => [one.scrollWidth > one.clientWidth, getComputedStyle(one.querySelector('.hint')).display !== 'none'])",
        );
      });
      return found;
    };
    const [narrow, wide] = [await hints(380), await hints(1280)];
    expect(narrow.filter(([scrolls]) => scrolls).length).toBeGreaterThan(0);
    for (const [scrolls, says] of [...narrow, ...wide]) expect(says).toBe(scrolls);
    expect(wide.every(([scrolls]) => !scrolls)).toBe(true);
  });

  test('no hostile name became an element, or ran', async () => {
    const said = await opened('hostile', {}, async (open) => {
      expect(await open.evaluate("document.querySelectorAll('script, [onmouseover], b[onmouseover]').length")).toBe(0);
      expect(await open.evaluate("document.querySelector('h1').textContent")).toContain('<script>alert(1)</script>');
    });
    expect(said).toEqual([]);
  });

  test('on A4 no chart is cut by the end of a page', async () => {
    await opened('report', { colorScheme: 'dark' }, async (open) => {
      const file = path.join(pictures, 'report.pdf');
      await open.pdf({ path: file, preferCSSPageSize: true });
      expect(statSync(file).size).toBeGreaterThan(20_000);
      await open.emulateMedia({ media: 'print' });
      const rules = await open.evaluate<string[]>(
        "['figure', '.tiles', 'tr'].map((what) => getComputedStyle(document.querySelector(what)).breakInside).concat(getComputedStyle(document.body).backgroundColor)",
      );
      expect(rules).toEqual(['avoid', 'avoid', 'avoid', 'rgb(255, 255, 255)']);
      // What is folded is open on paper, and nothing that only a screen can do is left.
      const folded = await open.evaluate<number[]>(
        "[...document.querySelectorAll('details')].map((one) => [...one.children].filter((part) => part.tagName !== 'SUMMARY').reduce((sum, part) => sum + part.getBoundingClientRect().height, 0))",
      );
      expect(folded.length).toBeGreaterThan(4);
      for (const height of folded) expect(height).toBeGreaterThan(30);
      expect(await open.evaluate("getComputedStyle(document.querySelector('nav')).display")).toBe('none');
      // 180 mm of paper at 96 dpi hold every chart, with the title above it, on one page of 265 mm.
      await open.setViewportSize({ width: 680, height: 1000 });
      const heights = await open.evaluate<number[]>(
        "[...document.querySelectorAll('figure')].map((figure) => figure.getBoundingClientRect().height)",
      );
      for (const height of heights) expect(height).toBeLessThan(900);
    });
  });
});
