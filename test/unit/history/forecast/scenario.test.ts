/** When a fitted scenario begins, of a history whose clock is one of its own: on the day of the week that its rates take the first whole day for. */
import { expect, test } from 'vitest';
import { fitHistory } from '../../../../src/history/fit/fit.js';
import type { LoadKind } from '../../../../src/history/fit/load-kinds.js';
import { fittedScenario } from '../../../../src/history/forecast/scenario.js';
import { expectedJobs } from '../../../../src/scenario/build/expected-jobs.js';
import { offsetsOf } from '../../../../src/scenario/periods/zone.js';
import { historyIn } from '../../../support/history.js';
import { prepared } from '../../../support/scenario-files.js';

const DAY = 86_400;

/** Single jobs at even intervals, so many on each day from the day `first` on. */
function history(first: number, counts: readonly number[]): string {
  const rows = counts.flatMap((count, day) => Array.from({ length: count }, (_, i) => `${(first + day) * DAY + (i * DAY) / count},60`));
  return ['created_at,duration', ...rows].join('\n');
}

function scenarioOf(text: string, load: LoadKind, timezone = 'UTC'): string {
  const fit = fitHistory(historyIn(text), { load, hasOwnWaits: true, timezone, offsetsOf: offsetsOf(timezone) });
  const { yaml } = fittedScenario(fit, {
    name: 'own clock',
    history: 'own.csv',
    tagSeparator: undefined,
    configs: [],
    isGitlab: false,
    absences: [],
    areAbsencesPlayed: false,
    replications: 1,
  });
  return yaml!;
}

test.each([
  [0, '2024-01-04T00:00:00Z', 'Thursday'],
  [3, '2024-01-07T00:00:00Z', 'Sunday'],
  [4, '2024-01-01T00:00:00Z', 'Monday'],
] as const)('a run of rates from day %i on brings as many jobs as the history had', (first, start, weekday) => {
  const text = history(first, [480, 1440, 2400, 960]);
  const yaml = scenarioOf(text, 'batches');
  expect(yaml).toContain(`start: ${start} # ASSUMED a ${weekday}`);
  const { fleet } = prepared({ files: { 'own.csv': text } }, yaml);
  const jobs = fleet.workloads.reduce((sum, { arrivals }) => sum + expectedJobs(arrivals, fleet.horizon), 0);
  // The rates are smoothed, and told with four digits.
  expect(Math.abs(jobs / 5280 - 1)).toBeLessThan(0.03);
});

test('it begins at a midnight of its zone; days that are drawn need no such day', () => {
  const text = history(0, [480, 1440, 2400, 960]);
  expect(scenarioOf(text, 'batches', 'Europe/Berlin')).toContain('start: 2024-01-03T23:00:00Z');
  expect(scenarioOf(text, 'days')).not.toContain('start: 2024');
});
