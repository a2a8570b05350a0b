/** A study of outages on a page: what it rests on, its legend and its hash, from a result made by hand. */
import { describe, expect, test } from 'vitest';
import { outageHtml } from '../../../../src/report/outage/html.js';
import type { OutageResult } from '../../../../src/study/outage/outage-result.js';
import { textOf } from '../../../report/studies.js';
import { aCell, aResult } from '../../../support/outage-results.js';

const at = (hour: number) => ({ startSeconds: hour * 3600, weekday: 0, minuteOfDay: hour * 60 });
const pageOf = async (over: Partial<OutageResult>, cells?: Parameters<typeof aResult>[1]): Promise<string> =>
  textOf(await outageHtml(aResult(over, cells), { sha256: () => 'x' }));

describe('a study on a page', () => {
  test('warns in the order of what weighs: an approximate model, what was not played, limits, lengths without a start', async () => {
    const maps = [
      { durationSeconds: 7200, cells: [aCell(6, 80)] },
      { durationSeconds: 10_800, cells: [] },
      { durationSeconds: 14_400, cells: [] },
    ];
    const held = { because: 'scenario', from: at(1), until: at(13) } as const;
    const page = await pageOf({ approximate: ['linux', 'mac'], held, isCut: true, maps });
    const places = [
      'Approximate: linux, mac rest on a reconstruction',
      'Not played (-): the scenario holds Mon 01:00 to Mon 13:00 (12h)',
      'A limit on events or pending jobs ended some runs',
      '3h: The measured period is too short',
      '4h: The measured period is too short',
    ].map((words) => page.indexOf(words));
    expect(places.every((place) => place > 0)).toBe(true);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  test('warns of nothing where nothing is the matter', async () => {
    expect(await pageOf({})).not.toMatch(/Approximate|Not played \(|A limit on|too short/u);
  });

  test('shades means of less than one job', async () => {
    const page = await pageOf({}, [aCell(0, 0.5), aCell(6, 0.25)]);
    expect(page).toContain('Shades from light to dark: up to 0.125, 0.25, 0.375, 0.5. Here from 0.25 to 0.5.');
    expect(page).toMatch(/none 0 to 0.125 0.125 to 0.25 0.25 to 0.375 0.375 to 0.5/u);
  });

  test('ends with the command that repeats it, its version and the first twelve digits of the hash', async () => {
    expect(await pageOf({})).toMatch(/runcast outage monday\.yaml # 0\.1\.0 sha256:0123456789ab(?![0-9a-f])/u);
  });
});
