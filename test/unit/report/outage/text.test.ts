/** A study of outages on a terminal, line by line, from a result made by hand. */
import { describe, expect, test } from 'vitest';
import { outageText } from '../../../../src/report/outage/text.js';
import type { OutageResult } from '../../../../src/study/outage/outage-result.js';
import { aCell, aResult, aYearOutage, mean } from '../../../support/outage-results.js';

const at = (hour: number) => ({ startSeconds: hour * 3600, weekday: 0, minuteOfDay: hour * 60 });
const held = { because: 'history', from: at(1), until: at(13.5) } as const;
const availability = {
  years: 1,
  jobsPerYear: 1000,
  withoutOutages: 1,
  ofOutages: mean(0.9975),
  inAll: mean(0.9975),
  capped: 1,
  outages: [aYearOutage()],
};
const linesOf = (over: Partial<OutageResult>, cells?: Parameters<typeof aResult>[1]): string[] =>
  outageText(aResult(over, cells)).split('\n');

describe('a study on a terminal', () => {
  test('says what it rests on, shows the maps, the worst and the quietest start, the years, and how to have it again', () => {
    expect(linesOf({ availability, approximate: ['linux'], held, isCut: true })).toEqual([
      'Monday: an outage of cloud gce',
      'The cloud gce is out for 2h: no machine is made. Shades and numbers say how many',
      'jobs more than without the outage are not handed out within 1m, by the time at',
      'which it begins (one run a start, each against the same run without it; times',
      'are of UTC).',
      "! Approximate: linux rests on a reconstruction of docker-autoscaler's scaling",
      '  rule, not on its source.',
      '',
      'Jobs late, by the start of an outage of 2h',
      '      00:00       06:00       12:00       18:00',
      '  Mon ░░        8 ██       80 ··        0 -',
      ...['Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].map((day) => `  ${day} -           -           -           -`),
      '  · none, ░ 0 to 20, ▒ 20 to 40, ▓ 40 to 60, █ 60 to 80 (-: not played,',
      '  >: the fleet was not as before in time)',
      '',
      'Worst: Mon 06:00 for 2h: 80 jobs late, 40 h of waiting, 1 job lost, the SLO',
      'missed for 8 min, the fleet as before 30m after its end.',
      '! Not played (-): there is no history before Mon 01:00 or after Mon 13:30; what',
      '  is replayed holds Mon 01:00 to Mon 13:30 (12h 30m) behind the warm-up, and the',
      '  outage is to end within the scenario.',
      'Quietest for that length: Mon 12:00 for 2h: 0 jobs late, 0 h of waiting, 1 job',
      'lost, the SLO missed for 0 min, the fleet as before 30m after its end.',
      '! A limit on events or pending jobs ended some runs: their numbers (>) are too',
      '  low.',
      '',
      'Availability over a year',
      '  99.750% of the jobs of a year are handed out within 1m: 100% without outages,',
      '  of which these outages take 0.25 points.',
      '  Outages alone leave 99.750%. 1 outage in 1 year of 1,000 jobs: 1 job late, 2',
      '  lost.',
      '  One year has no interval; --years 10 gives one.',
      '  1 outage would last beyond the end of the scenario and was cut short there, so',
      '  the harm is understated; a longer --set horizon holds more.',
      '',
      'The outages that were drawn       length     late  h waited     lost  back after',
      '  year 1 day 8, Mon 04:10             1h        1       0.5        2         10m',
      '  Late: jobs more than without the outage that are not handed out within 1m.',
      '  Back after: from its end until the fleet was as before.',
      '',
      'The same again (behind the #: version of runcast and hash of the scenario)',
      'runcast outage monday.yaml # 0.1.0 sha256:0123456789ab',
      '',
    ]);
  });

  test('is silent about what is not the case', () => {
    const text = linesOf({}).join('\n');
    expect(text).not.toMatch(/^!/mu);
    expect(text).not.toMatch(/Approximate|Not played|Availability/u);
  });

  test('has no table where no outage was drawn', () => {
    const none = linesOf({ availability: { ...availability, outages: [] } }).join('\n');
    expect(none).toContain('Availability over a year');
    expect(none).not.toContain('The outages that were drawn');
  });

  test('has a map a length, shaded alike, and says which length the measured period does not hold', () => {
    const maps = [
      { durationSeconds: 3600, cells: [aCell(0, 20)] },
      { durationSeconds: 7200, cells: [aCell(0, 80)] },
      { durationSeconds: 10_800, cells: [] },
    ];
    const lines = linesOf({ maps });
    const below = (length: string): string => lines[lines.indexOf(`Jobs late, by the start of an outage of ${length}`) + 2]!;
    expect(below('1h')).toBe('  Mon ░░       20');
    expect(below('2h')).toBe('  Mon ██       80');
    const third = lines.indexOf('Jobs late, by the start of an outage of 3h');
    expect(lines.slice(third - 1, third + 3)).toEqual([
      '',
      'Jobs late, by the start of an outage of 3h',
      '  The measured period is too short to hold such an outage; a longer --set',
      '  horizon does.',
    ]);
  });

  test('tells fractions of a job: means over replications', () => {
    const lines = linesOf({}, [aCell(0, 0.5, { held: mean(0.5) })]);
    expect(lines).toContain('  Mon ██      0.5');
    expect(lines).toContain('  · none, ░ 0 to 0.125, ▒ 0.125 to 0.25, ▓ 0.25 to 0.375, █ 0.375 to 0.5');
    expect(lines.join(' ')).toContain('0.5 jobs late, 0.5 held up in preparation');
  });
});
