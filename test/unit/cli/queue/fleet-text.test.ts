/** The texts of a fleet build the same fleet elsewhere, hold no secret, and are refused where they build another. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { fleetOf, fleetText, packed, unpacked } from '../../../../src/cli/queue/fleet-text.js';
import { fleetHash } from '../../../../src/cli/store/run-key.js';
import { openScenario } from '../../../../src/scenario/open.js';
import { runPoint } from '../../../../src/study/runner.js';
import { studiedFleet, studyQuestion } from '../../../../src/study/study-question.js';
import type { StudiedFleet } from '../../../../src/study/studied-fleet.js';
import { ROOT } from '../../../support/files.js';
import { pointsOf, smallStudy } from '../../../support/small-study.js';

const scenarios = readdirSync(path.join(ROOT, 'scenarios')).filter((name) => name.endsWith('.yaml'));

async function fleetIn(name: string): Promise<StudiedFleet> {
  const file = path.join(ROOT, 'scenarios', name);
  const opened = await openScenario(file, { allowLong: true });
  if ('issues' in opened) throw new Error(`${name} is refused`);
  return studiedFleet(studyQuestion(opened, { file, seed: 1 }));
}

describe('the texts of a fleet', () => {
  test.each(scenarios)('of %s build the same one, and hold no token', async (name) => {
    const fleet = await fleetIn(name);
    const text = await unpacked(await packed(fleetText(fleet)));
    expect(fleetHash(fleetOf(text, fleetHash(fleet.spec)))).toBe(fleetHash(fleet.spec));
    const tokens = fleet.spec.managers.flatMap(({ configs }) => configs.flatMap(({ entries }) => entries.map(({ token }) => token)));
    expect(tokens.length).toBeGreaterThan(0);
    for (const token of tokens) expect(text.scenario).not.toContain(`"${token}"`);
  });

  test('give the same outcome of a run', async () => {
    const method = await smallStudy();
    const [fleet] = method.fleets;
    const spec = fleetOf(fleetText(fleet!), fleetHash(fleet!.spec));
    const [point] = pointsOf(method);
    expect(runPoint({ fleets: [{ spec }] }, point!)).toStrictEqual(runPoint(method, point!));
  });

  test('are refused where they build another fleet, or none', async () => {
    const [fleet] = (await smallStudy()).fleets;
    const text = fleetText(fleet!);
    expect(() => fleetOf(text, 'b'.repeat(64))).toThrow('the texts of the fleet build another one here');
    expect(() => fleetOf({ ...text, scenario: 'name: x' }, fleetHash(fleet!.spec))).toThrow(/^the texts of a fleet are refused: /u);
    await expect(unpacked(Buffer.from('nonsense'))).rejects.toThrow();
  });
});
