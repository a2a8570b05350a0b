/** From a scenario to the question of its schedule: the pool that is meant, and what its jobs are promised. */
import type { PreparedScenario } from '../../../scenario/prepare.js';
import { DAY } from '../../../units/time.js';
import type { Sampling } from '../../sampling.js';
import { parseThresholds } from '../../thresholds.js';
import type { StudyOptions } from '../../study-question.js';
import { circumstanceOf } from '../circumstances.js';
import { schedulePools } from './pool.js';
import type { NoSchedule, ScheduleQuestion } from './schedule-question.js';
import { targetOf } from './target.js';

/** What a schedule is made with. */
export interface ScheduleRequest
  extends Pick<StudyOptions, 'file' | 'seed' | 'runcast'>, Sampling, Pick<ScheduleQuestion, 'most' | 'worth'> {}

/** Returns the question of the schedule of a scenario's only pool, or why there is none. */
export function scheduleQuestion(base: PreparedScenario, request: ScheduleRequest): ScheduleQuestion | NoSchedule {
  const { pools, others } = schedulePools(base);
  const [pool, ...more] = pools;
  if (pool === undefined) {
    const [other] = others;
    return {
      why: other === undefined ? 'no pool of machines runs in this scenario' : `${other.group}, entry ${other.entry}: ${other.why}`,
    };
  }
  if (more.length > 0) return { why: `${pools.length} pools run in this scenario, and periods are made of one` };
  if (base.fleet.horizon < DAY)
    return { why: 'the run is shorter than a day, so its load by the hour is not known; let it last a day, or better 8 (horizon: 8d)' };
  const { thresholds } = parseThresholds(base.scenario.thresholds, base.fleet);
  const target = targetOf(thresholds, { group: base.fleet.groups.indexOf(pool.group), runner: pool.runner });
  if (target === undefined) {
    return { why: 'no threshold says how long jobs may wait for a machine; state one, such as --threshold "queue_time: p(95) < 1m"' };
  }
  const { most, worth, seed, replications, ...options } = request;
  const plain = circumstanceOf('', base, { ...options, seed, variables: [] });
  if ('refused' in plain) return { why: plain.refused[0] ?? 'the scenario cannot be played' };
  const sideOf: ScheduleQuestion['side'] = (set) => {
    const own = circumstanceOf('', base, { ...options, seed, variables: [], set });
    return 'refused' in own ? own : own.today;
  };
  return { today: plain.today, side: sideOf, pool, target, most, worth, seed, replications };
}
