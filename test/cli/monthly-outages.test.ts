/** Wherever the month's cost of a run with an outage stands, every command says beside it with how many outages it is. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerSchema } from '../../src/study/answer.js';
import { studyResultSchema } from '../../src/study/study-result.js';
import { ROOT } from '../support/files.js';
import { inProcess } from '../support/in-process.js';

const POOL = path.join(ROOT, 'scenarios/idle-pool.yaml');
const OUTAGE = 'events[+]={ at: 90m, for: 20m, outage: { cloud: gce, of: api } }';
// Two hours that count: a month has 365 such stretches.
const SHORT = ['horizon=150m', 'warmup=30m', 'replications=2', OUTAGE, 'thresholds={ cost: [per_month > 1 USD] }'];
const WORDS = 'as with 365 outages in it';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'runcast-outages-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function said(command: string, ...argv: readonly string[]): Promise<string> {
  const set = command === 'compare' ? '--set-all' : '--set';
  const { out, exit } = await inProcess([command, POOL, ...SHORT.flatMap((text) => [set, text]), '-q', ...argv]);
  expect([0, 98, 99]).toContain(exit);
  return out.replace(/\s+/gu, ' ');
}

describe('the outages in a cost', () => {
  test('a run says it beside its cost, with what the month costs without, and at its threshold', async () => {
    const screen = await said('run', '--advise');
    expect(screen).toMatch(/cost [\d,.]+ USD a month( \([^)]*\))?, as with 365 outages in it \([\d,.]+ USD without\); /u);
    expect(screen).toMatch(/✓ cost per_month > 1 USD [\d,.]+ USD( \([^)]*\))? as with 365 outages in it /u);
    expect(screen).toContain(`what a change costs a month is ${WORDS}`);
    expect(await said('run', '--full')).toContain(
      `A month's cost is ${WORDS}, for 1 outage lies in the 2 h that count; without any it is `,
    );
  });

  test('the month without them is that of the run without them', async () => {
    const full = studyResultSchema.parse(JSON.parse(await said('run', '--json', 'full')));
    expect(full.monthlyOutages).toEqual({ measured: 1, perMonth: 365 });
    const plain = studyResultSchema.parse(JSON.parse(await said('run', '--json', 'full', '--set', 'events=[]')));
    expect(plain.monthlyOutages).toBeUndefined();
    const month = plain.figures.find(({ scope, figure }) => scope === 'all' && figure === 'cost.perMonth')!.estimate!;
    const shown = /\(([\d,.]+) USD without\)/u.exec(await said('run'))![1]!;
    expect(Math.abs(Number(shown.replaceAll(',', '')) / month - 1)).toBeLessThan(0.005);
    expect(answerSchema.parse(JSON.parse(await said('run', '--json'))).monthlyOutages).toEqual(full.monthlyOutages);
  });

  test('the report says it in its words, below its first table and below that of the managers', async () => {
    const out = path.join(folder, 'out');
    await said('run', '--out', out);
    for (const file of ['report.md', 'report.html']) {
      const text = readFileSync(path.join(out, file), 'utf8')
        .replace(/&#39;|\\/gu, (sign) => (sign === '\\' ? '' : "'"))
        .replace(/\s+/gu, ' ');
      expect(text).toContain(`a month, ${WORDS}`);
      expect(text.split(`A month's cost is ${WORDS}`).length).toBeGreaterThanOrEqual(file === 'report.md' ? 2 : 3);
    }
  });

  test('compare, sweep, headroom by month and plan say it', async () => {
    const sentence = `a month's cost is ${WORDS}, for 1 outage lies in the 2 h that count`;
    const argv = {
      compare: [['--set', 'IdleCount=5']],
      sweep: [['--vary', 'IdleCount=2,5']],
      headroom: [['--growth', '3%/month', '--threshold', 'queue_time p(95) < 2h']],
      plan: [['--vary', 'IdleCount=2,5', '--most', '12']],
    };
    for (const [command, [own]] of Object.entries(argv)) {
      expect(await said(command, ...own!), command).toContain(sentence);
      if (command !== 'headroom') expect(await said(command, ...own!, '--json'), command).toContain('"monthlyOutages":{"measured":1,');
    }
  });

  test('each side of a comparison that has others', async () => {
    const text = await said('compare', '--set', 'events=[]');
    expect(text).toContain(`idle-pool.yaml: a month's cost is ${WORDS}`);
    expect(text.split(WORDS).length).toBe(2);
  });
});
