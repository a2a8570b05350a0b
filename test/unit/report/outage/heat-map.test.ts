/** Studies of outages in words, tables, maps and rows, from a result made by hand. */
import { describe, expect, test } from 'vitest';
import { clockWords, heatMap, highestOf, shadeBorders, shadeOf, startWords } from '../../../../src/report/outage/heat-map.js';
import { heatMapLines, shadeLines } from '../../../../src/report/outage/heat-map-text.js';
import { outageCsv } from '../../../../src/report/outage/csv.js';
import { outageHtml } from '../../../../src/report/outage/html.js';
import { outageText } from '../../../../src/report/outage/text.js';
import { availabilityWords, drawnTable, heldWords, outageLead, quietWords, worstWords } from '../../../../src/report/outage/words.js';
import type { OutageResult } from '../../../../src/study/outage/outage-result.js';
import { textOf } from '../../../report/studies.js';
import { aCell, aResult, aYearOutage, mean } from '../../../support/outage-results.js';

const every = (everySeconds: number): Pick<OutageResult, 'everySeconds' | 'held'> => ({ everySeconds, held: null });

describe('a map', () => {
  test('has a row a day that was played and a column a time of day', () => {
    const cells = [aCell(0, 8), aCell(6, 80), aCell(18, 20, { weekday: 2, recoverMinutes: null })];
    const map = heatMap({ durationSeconds: 60, cells }, every(21_600), 'late', 80);
    expect(map.columns).toEqual(['00:00', '06:00', '12:00', '18:00']);
    expect(map.rows).toEqual([
      { name: 'Mon', cells: [{ value: 8, shade: 1, atLeast: false }, { value: 80, shade: 4, atLeast: false }, undefined, undefined] },
      { name: 'Wed', cells: [undefined, undefined, undefined, { value: 20, shade: 1, atLeast: true }] },
    ]);
    const cut = heatMap({ durationSeconds: 60, cells: [aCell(0, 8, { isCut: true })] }, every(86_400), 'waitHours', 4);
    expect(cut.rows[0]!.cells).toEqual([{ value: 4, shade: 4, atLeast: true }]);
  });

  test('of which a part of the week could not be played has each day, and a sign for what is not known', () => {
    const at = (hour: number) => ({ startSeconds: hour * 3600, weekday: 0, minuteOfDay: hour * 60 });
    const held = { because: 'history', from: at(1), until: at(13) } as const;
    const map = heatMap({ durationSeconds: 60, cells: [aCell(6, 8), aCell(12, 0)] }, { everySeconds: 21_600, held }, 'late', 8);
    expect(map.rows.map(({ name }) => name)).toEqual(['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']);
    const lines = heatMapLines(map, true);
    expect([lines[1], lines[7]]).toEqual(['  Mon -           ##        8 ..        0 -', '  Sun -           -           -           -']);
    expect(shadeLines(0, true, map.blank)[0]).toBe('  . none (-: not played, >: the fleet was not as before in time)');
    expect(heldWords(aResult({ held }))).toBe(
      'Not played (-): there is no history before Mon 01:00 or after Mon 13:00; what is replayed holds Mon 01:00 to Mon 13:00 (12h) behind the warm-up, and the outage is to end within the scenario.',
    );
    expect(heldWords(aResult({ held: { ...held, because: 'scenario' } }))).toBe(
      'Not played (-): the scenario holds Mon 01:00 to Mon 13:00 (12h) behind its warm-up; without --no-week a whole week is played.',
    );
    expect(heldWords(aResult())).toBe('');
  });

  test('times of the day, to the minute', () => {
    expect([0, 59, 60, 250, 1439].map(clockWords)).toEqual(['00:00', '00:59', '01:00', '04:10', '23:59']);
    expect(startWords({ weekday: 6, minuteOfDay: 60 })).toBe('Sun 01:00');
  });

  test('shades are quarters of the highest, each with its upper end; nothing has the lightest', () => {
    expect([-1, 0, 0.01, 25, 25.01, 50, 75, 75.01, 100].map((x) => shadeOf(x, 100))).toEqual([0, 0, 1, 1, 2, 2, 3, 4, 4]);
    expect(shadeOf(1, 0)).toBe(0);
    // 0.3 of 0.4 is 0.7500000000000001 of a double: still the third quarter.
    expect(shadeOf(0.1 + 0.2, 0.4)).toBe(3);
    expect(shadeBorders(8)).toEqual([
      [0, 2],
      [2, 4],
      [4, 6],
      [6, 8],
    ]);
    expect(highestOf([{ durationSeconds: 1, cells: [aCell(0, -2)] }], 'late')).toBe(0);
    expect(highestOf(aResult().maps, 'waitHours')).toBe(40);
  });

  test('on a terminal has its numbers where a cell has eight columns', () => {
    const map = heatMap(
      { durationSeconds: 60, cells: [aCell(0, 8), aCell(6, 80, { isCut: true }), aCell(12, 0)] },
      every(21_600),
      'late',
      80,
    );
    expect(heatMapLines(map, false)).toEqual([
      '      00:00       06:00       12:00       18:00',
      '  Mon ░░        8 ██      >80 ··        0',
    ]);
    expect(heatMapLines(map, true)[1]).toBe('  Mon ::        8 ##      >80 ..        0');
  });

  test('nine starts a day have their numbers, ten have not', () => {
    const line = (starts: number): string =>
      heatMapLines(heatMap({ durationSeconds: 60, cells: [aCell(0, 8)] }, every(86_400 / starts), 'late', 8), true)[1]!;
    // 74 columns: eight for each of nine, seven for each of ten.
    expect(line(9)).toBe('  Mon ##    8');
    expect(line(10)).toBe('  Mon ######');
  });

  test('where it has fewer a cell is its shade, and times stand over as many as they take', () => {
    // 74 columns for 24 hours: three each, so a time over every second.
    const cells = [aCell(0, 8), aCell(1, 80, { isCut: true }), aCell(23, 40)];
    const hours = heatMap({ durationSeconds: 60, cells }, every(3600), 'late', 80);
    const lines = heatMapLines(hours, false);
    expect(lines[0]).toBe(`      ${Array.from({ length: 12 }, (_, i) => `${String(2 * i).padStart(2, '0')}:00`).join(' ')}`);
    expect(lines[1]).toBe(`  Mon ░░ █> ${' '.repeat(63)}▒▒`);
    expect(shadeLines(8, true, '')).toEqual([
      '  . none, : 0 to 2, o 2 to 4, % 4 to 6, # 6 to 8 (blank: not played,',
      '  >: the fleet was not as before in time)',
    ]);
    expect(shadeLines(0, false, '')[0]).toBe('  · none (blank: not played, >: the fleet was not as before in time)');
  });
});

describe('in sentences', () => {
  test('what was studied', () => {
    expect(outageLead(aResult())).toBe(
      'The cloud gce is out for 2h: no machine is made. Shades and numbers say how many jobs more than without the outage are not handed out within 1m, by the time at which it begins (one run a start, each against the same run without it; times are of UTC).',
    );
    expect(outageLead(aResult({ replications: 3 }))).toContain('(means of 3 runs a start,');
  });

  test('the worst start, and the quietest of the same length whose harm was seen whole', () => {
    const rest = ', 1 job lost, the SLO missed for';
    const result = aResult();
    expect(worstWords(result)).toBe(
      `Worst: Mon 06:00 for 2h: 80 jobs late, 40 h of waiting${rest} 8 min, the fleet as before 30m after its end.`,
    );
    expect(quietWords(result)).toBe(
      `Quietest for that length: Mon 12:00 for 2h: 0 jobs late, 0 h of waiting${rest} 0 min, the fleet as before 30m after its end.`,
    );
    const unseen = [aCell(0, 8), aCell(6, 80, { late: mean(80, 3), held: mean(5), recoverMinutes: null }), aCell(12, 0, { isCut: true })];
    expect(worstWords(aResult({}, unseen))).toBe(
      `Worst: Mon 06:00 for 2h: at least 80 ± 3 jobs late, 5 held up in preparation, 40 h of waiting${rest} 8 min, the fleet not as before by the end of the run.`,
    );
    expect(quietWords(aResult({}, unseen))).toContain('Mon 00:00 for 2h: 8 jobs late');
    // None of which all was seen.
    expect(quietWords(aResult({}, unseen.slice(1)))).toBe('');
    expect(worstWords(aResult({}, [aCell(0, 1, { recoverMinutes: 0 })]))).toContain('the fleet as before at its end.');
    expect(worstWords(aResult({}, [aCell(0, 1, { recoverMinutes: 1 })]))).toContain('the fleet as before 1m after its end.');
  });

  test('of equals the one with the more waiting, then the first', () => {
    const equal = [aCell(0, 4, { waitHours: mean(1) }), aCell(6, 4, { waitHours: mean(3) }), aCell(12, 4, { waitHours: mean(3) })];
    expect(worstWords(aResult({}, equal))).toContain('Mon 06:00');
    expect(quietWords(aResult({}, equal))).toContain('Mon 00:00');
  });

  test('nothing played, and nothing late', () => {
    expect(worstWords(aResult({}, []))).toBe('No start was played.');
    expect(quietWords(aResult({}, []))).toBe('');
    const carried = aResult({}, [aCell(0, 0)]);
    expect(worstWords(carried)).toBe('No start makes jobs late: the fleet carries this outage at any time that was played.');
    expect(quietWords(carried)).toBe('');
    // Less than one job is late on average.
    expect(worstWords(aResult({}, [aCell(0, 0.5)]))).toContain('0.5 jobs late');
    expect(quietWords(aResult({}, [aCell(0, 0.5)]))).toContain('0.5 jobs late');
  });
});

describe('availability', () => {
  const availability = {
    years: 2,
    jobsPerYear: 1_234_567,
    withoutOutages: 0.999_996,
    ofOutages: mean(0.9975),
    inAll: mean(0.9912, 0.001),
    capped: 0,
    outages: [aYearOutage(), aYearOutage({ year: 2, late: 40, lost: 0 })],
  };
  const of = (over: object): string[] => availabilityWords(aResult({ availability: { ...availability, ...over } }));

  test('over the years, with as many decimals as tell it from all', () => {
    expect(of({})).toEqual([
      '99.120% ± 0.1 points (95%, over years) of the jobs of a year are handed out within 1m: >99.999% without outages, of which these outages take 0.25 points.',
      'Outages alone leave 99.750%. 2 outages in 2 years of 1,234,567 jobs: 41 jobs late, 2 lost.',
    ]);
    const share = (inAll: number): string => of({ inAll: mean(inAll) })[0]!.split(' ')[0]!;
    expect([1, 0.999_995, 0.999_994, 0.99, 0.9899, 0.5].map(share)).toEqual(['100%', '>99.999%', '99.999%', '99.000%', '99%', '50%']);
    expect(availabilityWords(aResult())).toEqual([]);
  });

  test('one year has no interval, two have; outages that were cut short are counted', () => {
    expect(of({ years: 1 })[2]).toBe('One year has no interval; --years 10 gives one.');
    expect(of({ capped: 1 })[2]).toMatch(/^1 outage would last beyond the end of the scenario and was cut short there/u);
    expect(of({ capped: 2 })[2]).toMatch(/^2 outages would last beyond the end of the scenario and were cut short there/u);
  });

  test('the harmful outages come first, of equals the earlier; the rest is counted', () => {
    const outages = [
      aYearOutage({ year: 2, dayOfYear: 3, late: 5 }),
      aYearOutage({ year: 1, dayOfYear: 9, late: 5, drawnSeconds: 7200 }),
      aYearOutage({ year: 1, dayOfYear: 8, late: 5, isCut: true, recoverMinutes: null }),
      aYearOutage({ year: 3, dayOfYear: 1, late: 1000 }),
      aYearOutage({ year: 3, dayOfYear: 2, late: 0 }),
    ];
    const table = (most: number): ReturnType<typeof drawnTable> =>
      drawnTable(aResult({ availability: { ...availability, outages } }), most);
    expect(table(4).rows.map(({ name, cells }) => [name, ...cells])).toEqual([
      ['year 3 day 1, Mon 04:10', '1h', '1,000', '0.5', '2', '10m'],
      ['year 1 day 8, Mon 04:10', '1h', '>= 5', '0.5', '2', 'not seen'],
      ['year 1 day 9, Mon 04:10', '1h*', '5', '0.5', '2', '10m'],
      ['year 2 day 3, Mon 04:10', '1h', '5', '0.5', '2', '10m'],
    ]);
    const meaning =
      'Late: jobs more than without the outage that are not handed out within 1m. Back after: from its end until the fleet was as before.';
    expect(table(4).notes.map(({ text }) => text)).toEqual([
      'The 4 worst of 5; outage.csv has all.',
      '*: cut short by the end of the scenario.',
      meaning,
    ]);
    expect(table(2).notes.map(({ text }) => text)).toEqual(['The 2 worst of 5; outage.csv has all.', meaning]);
    expect(table(5).notes.map(({ text }) => text)).toEqual(['*: cut short by the end of the scenario.', meaning]);
    expect(drawnTable(aResult(), 5)).toMatchObject({ rows: [], notes: [] });
  });

  test('on a terminal stands below the map, with the command last', () => {
    const text = outageText(aResult({ availability, isCut: true }), (tone, line) => `<${tone}>${line}`);
    expect(text).toMatch(/^<heading>Monday: an outage of cloud gce\nThe cloud gce is out/u);
    expect(text).toContain('\n\n<heading>Jobs late, by the start of an outage of 2h\n      00:00');
    expect(text).toContain(
      '<fail>! A limit on events or pending jobs ended some runs: their numbers (>) are too\n<fail>  low.\n\n<heading>Availability over a year\n  99.120%',
    );
    expect(text).toMatch(/\n\n<heading>The outages that were drawn .*\n {2}year 2 day 8/u);
    expect(text.endsWith('\nruncast outage monday.yaml # 0.1.0 sha256:0123456789ab\n')).toBe(true);
    const plain = outageText(aResult({}, []));
    expect(plain).toContain('  The measured period is too short to hold such an outage; a longer --set\n  horizon does.');
    expect(plain).not.toMatch(/A limit|Availability|Quietest/u);
  });

  test('on a page: findings, alarms, a map a figure with what its shades are', async () => {
    const html = await outageHtml(aResult({ isCut: true }), { sha256: () => 'x' });
    const text = textOf(html);
    expect(text).toContain('A limit on events or pending jobs ended some runs: their numbers (>) are too low.');
    expect(text).toContain('Shades from light to dark: up to 20, 40, 60, 80. Here from 0 to 80.');
    expect(text).toContain('Shades from light to dark: up to 2, 4, 6, 8. Here from 0 to 8.');
    for (const id of ['late-1', 'waitHours-1', 'sloMinutes-1']) expect(html).toContain(`id="${id}-title"`);
    expect(text).toMatch(/none 0 to 20 20 to 40 40 to 60 60 to 80/u);
    const quiet = textOf(await outageHtml(aResult({}, [aCell(0, 0)]), { sha256: () => 'x' }));
    expect(quiet).toContain('Nothing at any start.');
    expect(quiet).not.toMatch(/A limit on|0 to 0/u);
    const none = await outageHtml(aResult({}, []), { sha256: () => 'x' });
    expect(textOf(none)).toContain('2h: The measured period is too short to hold such an outage');
    expect(none).not.toContain('late-1');
  });
});

test('rows: the sweep, then what was drawn; a cell without a figure is empty', () => {
  const availability = { outages: [aYearOutage({ recoverMinutes: null, isCut: true })] };
  const cells = [aCell(6, 80, { late: mean(80, 3) }), aCell(0, 0, { recoverMinutes: null })];
  expect(
    outageCsv(aResult({ availability } as unknown as Partial<OutageResult>, cells))
      .split('\n')
      .slice(1),
  ).toEqual([
    'sweep,,21600,Mon 06:00,7200,80,3,0,40,1,8,30,false',
    'sweep,,0,Mon 00:00,7200,0,,0,0,1,0,,false',
    'drawn,1,15000,Mon 04:10,3600,1,,0,0.5,2,3,,true',
    '',
  ]);
});
