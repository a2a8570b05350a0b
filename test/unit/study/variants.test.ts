/** One scenario under other settings, and what a prepared scenario was made of. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { sha256 } from '../../../src/scenario/load-files.js';
import { openScenario } from '../../../src/scenario/open.js';
import { prepareOrigin, type PreparedScenario } from '../../../src/scenario/prepare.js';
import { Variants } from '../../../src/study/variants.js';
import { ROOT } from '../../support/files.js';

const FILE = path.join(ROOT, 'scenarios/idle-pool.yaml');

async function opened(set: readonly string[] = []): Promise<PreparedScenario> {
  const found = await openScenario(FILE, { set });
  if ('issues' in found) throw new Error('the shipped scenario can run');
  return found;
}

describe('variants', () => {
  test('are what --set gives, made once, beside the settings of the base', async () => {
    const base = await opened(['horizon=4h']);
    const variants = new Variants(base);
    const found = variants.of(['IdleCount=3']);
    expect(found).toHaveProperty('prepared.hash', (await opened(['horizon=4h', 'IdleCount=3'])).hash);
    expect(variants.of(['IdleCount=3'])).toBe(found);
    expect(variants.of([])).toHaveProperty('prepared', base);
    expect(found).toHaveProperty('thresholds.length', Object.values(base.scenario.thresholds).flat().length);
  });

  test('that cannot be are refused with what is wrong', async () => {
    const variants = new Variants(await opened());
    expect(variants.of(['IdleCount=-1'])).toHaveProperty('issues.0.severity', 'error');
    expect(variants.of(['thresholds={ "queue_time{group=nobody}": ["p(95) < 10s"] }'])).toHaveProperty('issues.0.severity', 'error');
  });
});

describe('an origin', () => {
  test('is plain data of which the same scenario is made, files and options with it', async () => {
    const base = await opened(['horizon=4h', 'IdleCount=3']);
    const again = prepareOrigin(structuredClone(base.origin), sha256);
    expect(again).toMatchObject({ hash: base.hash, fleet: base.fleet, origin: base.origin });
    expect(base.origin.text).toBe(readFileSync(FILE, 'utf8'));
    expect(Object.keys(base.origin.files)).toEqual(['idle-pool.toml']);
  });

  test('knows no file but its own', async () => {
    const base = await opened();
    expect(prepareOrigin({ ...base.origin, files: {} }, sha256)).toHaveProperty('issues');
  });
});
