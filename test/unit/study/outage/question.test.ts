/** What a study of outages assumes where it is told nothing, and the local clock it counts its week by. */
import { describe, expect, test } from 'vitest';
import type { PreparedScenario } from '../../../../src/scenario/prepare.js';
import { outageQuestion, planOutages, type OutageOptions } from '../../../../src/study/outage/question.js';
import { DAY, HOUR, MINUTE } from '../../../../src/units/time.js';
import { fleet as small } from '../../../support/prepared-engine.js';

const options: OutageOptions = {
  file: 's.yaml',
  seed: 7,
  target: { kind: 'cloud', index: 0, name: 'gce' },
  effect: { kind: 'down', api: 'fails', machines: 'die' },
};

/** A scenario that starts on Monday 8 January 2018, 06:00 UTC and half a second, and is told of in this time zone. */
function prepared(timezone = 'UTC'): PreparedScenario {
  const start = '2018-01-08T06:00:00.500Z';
  const fleet = { ...small, startEpochMs: Date.parse(start), warmup: HOUR, horizon: 3 * DAY };
  return { fleet, scenario: { name: 'rush', start, timezone }, hash: 'abc' } as unknown as PreparedScenario;
}

test('without a word: one run a start, every 4 h, the median and the 90 % quantile, 6 h of room, one year, 95 % within a minute', () => {
  expect(outageQuestion(prepared(), options)).toMatchObject({
    facts: { runcast: '', replications: 1, rerun: '', seed: 7, scenario: { name: 'rush', file: 's.yaml', hash: 'abc', timezone: 'UTC' } },
    slo: { bound: MINUTE, share: 0.95 },
    every: 4 * HOUR,
    durations: [139 * MINUTE, 672 * MINUTE],
    room: 6 * HOUR,
    years: 1,
    between: { kind: 'exponential', mean: 90 * DAY },
    held: undefined,
  });
  expect(outageQuestion(prepared(), options).facts).not.toHaveProperty('approximate');
});

test('what is told is taken, 0 years among it', () => {
  const told = {
    runcast: '1.2.3',
    rerun: 'runcast outage s.yaml',
    replications: 5,
    every: HOUR,
    durations: [MINUTE],
    room: 2 * HOUR,
    years: 0,
    slo: { bound: 3 * MINUTE, share: 0.5 },
    between: { kind: 'constant', value: DAY },
    duration: { kind: 'constant', value: 5 * MINUTE },
    held: { because: 'history', from: HOUR, until: DAY },
  } as const;
  const { runcast, rerun, replications, ...rest } = told;
  expect(outageQuestion(prepared(), { ...options, ...told })).toMatchObject({ ...rest, facts: { runcast, rerun, replications } });
});

describe('the local clock at the start', () => {
  test.each([
    ['UTC', 0],
    ['Europe/Berlin', 60],
    ['America/New_York', -300],
    ['Asia/Kolkata', 330],
  ])('%s is %i minutes ahead of UTC in January', (zone, minutes) => {
    expect(outageQuestion(prepared(zone), options).clock).toBe(Date.UTC(2018, 0, 8, 6, minutes, 0, 500) * 1000);
  });
});

test('a plan has a sweep for each length and the years that are asked for', () => {
  // The clock shows 07:00 when the warm-up ends, so the first whole 4 h are 08:00; the last start of the run that holds 2 h is 64 h after that, at midnight.
  const durations = [HOUR, 2 * HOUR];
  const told = {
    durations,
    years: 2,
    between: { kind: 'constant', value: 100 * DAY },
    duration: { kind: 'constant', value: HOUR },
  } as const;
  const asked = outageQuestion(prepared(), { ...options, ...told });
  const plan = planOutages({ ...asked, clock: Date.UTC(2018, 0, 8, 6) * 1000 });
  expect(plan.sweeps.map((sweep) => [sweep.length, sweep[0]!.from / HOUR, sweep[0]!.duration / HOUR])).toEqual([
    [18, 2, 1],
    [18, 2, 2],
  ]);
  // After 100 days, and twice again 100 days after the end of the one before.
  expect(plan.drawn.map(({ year, atOfYear }) => [year, atOfYear / HOUR])).toEqual(
    [0, 1].flatMap((year) => [2400, 4801, 7202].map((at) => [year, at])),
  );
});
