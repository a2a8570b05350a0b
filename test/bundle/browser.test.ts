/**
 * The whole engine runs where there is no Node: everything below the command line, but the two files that open files, is bundled for a
 * browser without a module of Node, and plays a scenario in a bare context to the same result.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import vm from 'node:vm';
import { rolldown } from 'rolldown';
import { afterAll, expect, test } from 'vitest';
import * as engine from './engine.js';

const root = path.resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(path.join(tmpdir(), 'runcast-bundle-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a browser has and a bare context has not. */
function browser(): Record<string, unknown> {
  return { console, TextEncoder, TextDecoder, URL, structuredClone };
}

test('bundled for a browser it imports nothing, and its report is the same to the byte', async () => {
  const logs: string[] = [];
  const bundle = await rolldown({
    input: path.join(import.meta.dirname, 'engine.ts'),
    platform: 'browser',
    onLog: (_level, log) => void logs.push(log.message),
  });
  const { output } = await bundle.generate({ format: 'iife', name: 'engine', codeSplitting: false });
  await bundle.close();
  expect(logs.filter((log) => /resolve|external|node:/u.test(log))).toEqual([]);
  expect(output.map(({ type }) => type)).toEqual(['chunk']);
  const [chunk] = output;
  if (chunk.type !== 'chunk') throw new Error('no chunk');
  // What is loaded on demand (the charts) lies in the same file.
  expect([chunk.imports, chunk.dynamicImports.filter((name) => name !== chunk.fileName)]).toEqual([[], []]);
  writeFileSync(path.join(folder, 'engine.js'), chunk.code);

  const context = vm.createContext(browser());
  vm.runInContext(`${chunk.code};globalThis.engine = engine`, context, { filename: 'engine.js' });
  const scenario = readFileSync(path.join(root, 'scenarios/mmc.yaml'), 'utf8');
  const config = readFileSync(path.join(root, 'scenarios/mmc.toml'), 'utf8');
  Object.assign(context, { scenario, config });
  const there = (await vm.runInContext('engine.playReport(scenario, config)', context)) as string;
  const here = await engine.playReport(scenario, config);
  expect(there.length).toBeGreaterThan(10_000);
  expect(there).toBe(here);
});
