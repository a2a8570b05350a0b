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
import { hostileStudy, page, sharedRunners } from './studies.js';

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
  };
  let browser: Browser;

  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    writeFileSync(path.join(folder, 'report.html'), await page(await sharedRunners()));
    writeFileSync(path.join(folder, 'hostile.html'), await page(await hostileStudy()));
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
      for (const name of ['report', 'hostile'] as const) {
        const said = await opened(name, { viewport: { width, height: 900 }, colorScheme }, async (open) => {
          const over = await open.evaluate('document.documentElement.scrollWidth - innerWidth');
          expect(over).toBeLessThanOrEqual(0);
          // Every figure shows exactly one of its drawings.
          const shown = await open.evaluate<number[]>(
            "[...document.querySelectorAll('figure')].map((figure) => [...figure.querySelectorAll('svg[role]')].filter((svg) => svg.getBoundingClientRect().height > 40).length)",
          );
          expect(shown.length).toBeGreaterThan(2);
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

  test('the colours of light and dark differ, charts included', async () => {
    const colours: unknown[] = [];
    for (const colorScheme of SCHEMES) {
      await opened('report', { colorScheme }, async (open) => {
        colours.push(
          await open.evaluate(
            "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.querySelector('#machines-0-wide-title').parentElement.querySelector('path[fill^=\"var\"]')).fill]",
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
      // The drawing for telephones stays away from paper.
      expect(await open.evaluate("getComputedStyle(document.querySelector('.narrow')).display")).toBe('none');
      // 180 mm of paper at 96 dpi hold every chart, with the title above it, on one page of 265 mm.
      await open.setViewportSize({ width: 680, height: 1000 });
      const heights = await open.evaluate<number[]>(
        "[...document.querySelectorAll('figure')].map((figure) => figure.getBoundingClientRect().height)",
      );
      for (const height of heights) expect(height).toBeLessThan(900);
    });
  });
});
