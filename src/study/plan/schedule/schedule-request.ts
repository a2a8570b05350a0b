/** From a scenario to the questions of its schedules: the pools that are meant, and what their jobs are promised. */
import type { PreparedScenario } from '../../../scenario/prepare.js';
import { DAY } from '../../../units/time.js';
import type { Sampling } from '../../sampling.js';
import { parseThresholds } from '../../thresholds/thresholds.js';
import type { StudyOptions } from '../../study-question.js';
import { circumstanceOf } from '../circumstances.js';
import { schedulePools, type SchedulePool } from './pool.js';
import type { NoSchedule, ScheduleQuestion } from './schedule-question.js';
import { targetOf } from './target.js';

/** What a schedule is made with. */
export interface ScheduleRequest
  extends Pick<StudyOptions, 'file' | 'seed' | 'runcast'>, Sampling, Pick<ScheduleQuestion, 'most' | 'worth'> {}

/** One pool that is to have a schedule. */
export interface WantedSchedule {
  readonly pool: Pick<SchedulePool, 'group' | 'entry'>;
  /** Returns its question in the scenario under texts of `--set`, those of the schedules before it, or why it can have none. */
  readonly question: (before: readonly string[]) => ScheduleQuestion | NoSchedule;
}

/** Returns what is asked of each pool that runs, one after the other, those first that can have a schedule; or why there can be none of any. */
export function wantedSchedules(base: PreparedScenario, request: ScheduleRequest): WantedSchedule[] | NoSchedule {
  const { pools, others } = schedulePools(base);
  if (base.fleet.horizon < DAY)
    return { why: 'the run is shorter than a day, so its load by the hour is not known; let it last a day, or better 8 (horizon: 8d)' };
  const wanted = [
    ...pools.map((pool): WantedSchedule => ({ pool, question: (before) => scheduleQuestion(base, pool, request, before) })),
    ...others.map(({ why, ...pool }): WantedSchedule => ({ pool, question: () => ({ why }) })),
  ];
  const asked = wanted.map(({ pool, question }) => ({ pool, found: question([]) }));
  const refused = asked.flatMap(({ pool, found }) => ('why' in found ? [{ pool, why: found.why }] : []));
  if (refused.length < wanted.length) return wanted;
  const [first] = refused;
  if (first === undefined) return { why: 'no pool of machines runs in this scenario' };
  return { why: wanted.length === 1 && pools.length === 1 ? first.why : `${poolWords(first.pool)}: ${first.why}` };
}

/** Returns what a pool is called. */
export function poolWords({ group, entry }: WantedSchedule['pool']): string {
  return `${group}, entry ${entry}`;
}

function scheduleQuestion(
  base: PreparedScenario,
  pool: SchedulePool,
  request: ScheduleRequest,
  before: readonly string[],
): ScheduleQuestion | NoSchedule {
  const { thresholds } = parseThresholds(base.scenario.thresholds, base.fleet);
  const target = targetOf(thresholds, { group: base.fleet.groups.indexOf(pool.group), runner: pool.runner });
  if (target === undefined) {
    return { why: 'no threshold says how long jobs may wait for a machine; state one, such as --threshold "queue_time: p(95) < 1m"' };
  }
  const { most, worth, seed, replications, ...options } = request;
  const under = (set: readonly string[]): ReturnType<typeof circumstanceOf> =>
    circumstanceOf('', base, { ...options, seed, variables: [], set: [...before, ...set] });
  const plain = under([]);
  if ('refused' in plain) return { why: plain.refused[0] ?? 'the scenario cannot be played' };
  const sideOf: ScheduleQuestion['side'] = (set) => {
    const own = under(set);
    return 'refused' in own ? own : own.today;
  };
  return { today: plain.today, side: sideOf, pool, target, most, worth, seed, replications };
}
