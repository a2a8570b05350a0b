/** Figures that rest on the reconstruction of docker-autoscaler's scaling rule are said to be approximate in every output of every command, and no others are. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inProcess } from '../support/in-process.js';

const CONFIG = `concurrent = 8
[[runners]]
  name = "fleet"
  url = "https://gitlab.example/"
  token = "glrt-abcdefghij1234567890"
  request_concurrency = 2
  executor = "docker-autoscaler"
  [runners.autoscaler]
    plugin = "googlecloud"
    max_instances = 8
    [runners.autoscaler.plugin_config]
      zone = "us-east1-c"
    [[runners.autoscaler.policy]]
      idle_count = 2
      idle_time = "10m0s"
`;
const SENTENCE =
  /Approximate: manager rests on a\s+reconstruction of docker-autoscaler(?:'|&#39;)s\s+scaling rule,\s+not\s+on its source\./u;

const folder = mkdtempSync(path.join(tmpdir(), 'runcast-approximate-'));
const at = (name: string): string => path.join(folder, name);
const SHORT = ['--set', 'horizon=6h', '--set', 'warmup=0s'];
const PLAIN = path.resolve(import.meta.dirname, '../../scenarios/idle-pool.yaml');

/** What a run of a scenario gives in all its forms. */
async function ofRun(file: string, out: string): Promise<readonly string[]> {
  const text = await inProcess(['run', file, ...SHORT, '-q', '--out', at(out)]);
  const whole = await inProcess(['run', file, ...SHORT, '-q', '--full']);
  return [text.out, whole.out, readFileSync(at(`${out}/report.html`), 'utf8'), readFileSync(at(`${out}/report.md`), 'utf8')];
}

async function json(argv: readonly string[]): Promise<unknown> {
  const { out, err } = await inProcess(argv);
  if (out === '') throw new Error(err);
  return (JSON.parse(out) as { readonly approximate?: unknown }).approximate;
}

const OUTAGE = ['--target', 'cloud=gce', '--no-week', '--every', '4h', '--for', '10m', '--room', '1h', '--years', '0', '-q', ...SHORT];

beforeAll(async () => {
  writeFileSync(at('config.toml'), CONFIG);
  const made = await inProcess(['init', at('config.toml'), '-o', at('my.yaml')]);
  expect(made.exit, made.err).toBe(0);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a fleet of docker-autoscaler', () => {
  test('says so in the screen, in full, on the page and in Markdown', async () => {
    for (const text of await ofRun(at('my.yaml'), 'own')) expect(text.replaceAll(/\n\s+/gu, ' ')).toMatch(SENTENCE);
  });

  test('names its groups in both sizes of JSON', async () => {
    expect(await json(['run', at('my.yaml'), ...SHORT, '-q', '--json'])).toEqual(['manager']);
    expect(await json(['run', at('my.yaml'), ...SHORT, '-q', '--json', 'full'])).toEqual(['manager']);
  });

  test('says so in a study of outages', async () => {
    const { out, exit, err } = await inProcess(['outage', at('my.yaml'), ...OUTAGE, '--out', at('study')]);
    expect(exit, err).toBe(0);
    expect(out.replaceAll(/\n\s+/gu, ' ')).toMatch(SENTENCE);
    expect(readFileSync(at('study/outage.html'), 'utf8').replaceAll(/\n\s+/gu, ' ')).toMatch(SENTENCE);
    expect((JSON.parse(readFileSync(at('study/outage.json'), 'utf8')) as { approximate: unknown }).approximate).toEqual(['manager']);
  });
});

describe('a fleet of docker+machine', () => {
  test('says nothing of the kind', async () => {
    for (const text of await ofRun(PLAIN, 'plain')) expect(text).not.toMatch(/Approximate/u);
    expect(await json(['run', PLAIN, ...SHORT, '-q', '--json'])).toBeUndefined();
    expect(await json(['outage', PLAIN, ...OUTAGE, '--json'])).toBeUndefined();
  });
});
