/** Runners that were away on the days of a fit, on a history made by hand. */
import { describe, expect, test } from 'vitest';
import { fittedAbsences } from '../../../../src/study/fit/fitted-absences.js';
import { parseInstant } from '../../../../src/units/instant.js';
import { plainFleet, plainHistory, plainJobs } from '../../../support/backtests.js';
import { historyIn } from '../../../support/history.js';
import { prepared } from '../../../support/scenario-files.js';

const HOUR = 3600;
/** The second of three runners is off from Tuesday 09:00 to Wednesday 06:00. */
const history = historyIn(plainHistory(plainJobs(5, 3, 0.7), 3, [{ runner: 1, from: 33 * HOUR, to: 54 * HOUR }]));
const { 'fleet.yaml': scenario, ...files } = plainFleet(3);
const { fleet } = prepared({ files }, scenario);
const days = (from: string, to: string) => {
  const at = (date: string): number => parseInstant(`${date}T00:00:00Z`)!;
  return fittedAbsences(history, { from: at(from), to: at(to) }, fleet);
};

describe('an absence', () => {
  test('is that of the runner, with the event of the process that bears its name', () => {
    const [own, ...others] = days('2018-10-01', '2018-10-06');
    expect(others).toEqual([]);
    expect(own).toMatchObject({ runner: 'r2', isAssumed: false });
    expect(own!.event).toMatch(/^\{ at: 2018-10-02T09:\d\d:\d\dZ, for: 2\dh.*, outage: \{ manager: r-2 \} \}$/u);
  });

  test('is cut at the ends of the days, and is none where it lies outside of them', () => {
    expect(days('2018-10-01', '2018-10-03')[0]!.to).toBe('2018-10-03T00:00:00Z');
    const [own] = days('2018-10-03', '2018-10-06');
    expect(own!.from).toBe('2018-10-03T00:00:00Z');
    expect(own!.event).toContain('at: 2018-10-03T00:00:00Z');
    expect(days('2018-10-04', '2018-10-06')).toEqual([]);
  });
});
