/**
 * Where to begin, by queueing theory: in a pool of single-use machines a job takes a machine that is ready, and its place boots the next one, so that its
 * queue time is the wait of M/G/S with the boot as service and S = IdleCount. With G taken for exponential it is Erlang's C. Where machines are used
 * again, or the load changes over the day, it is only somewhere to begin: the load of boots is that of a run of today, in which used machines save boots.
 * @see Erlang, Solution of some problems in the theory of probabilities of significance in automatic telephone exchanges (1917)
 */
import { waitingTimeMMc } from '../../stats/oracles.js';
import { SECOND, type Seconds } from '../../units/time.js';
import { meantLevel, type Threshold } from '../thresholds/threshold.js';
import type { VariedPool } from './plan-question.js';

/** The boots of a run. */
export interface BootLoad {
  /** Machines that boot at a time, on average: by Little's law boots a second, times their length. */
  readonly booting: number;
  /** Mean length of a boot; 0 where there was none. */
  readonly bootSeconds: Seconds;
}

/** The boots of a run, of the whole and of its parts. */
export interface BootLoads {
  readonly groups: readonly BootLoad[];
  readonly runners: readonly BootLoad[];
}

/**
 * Returns the boots of a process of the pool: those of its group or of its registration, of which it is a part, whichever has fewer, in equal parts for
 * each process.
 */
export function loadOf({ groups, runners }: BootLoads, { group, runner, processes }: VariedPool): BootLoad {
  const [ofGroup, ofRunner] = [groups[group]!, runners[runner]!];
  const { booting, bootSeconds } = ofGroup.booting <= ofRunner.booting ? ofGroup : ofRunner;
  return { booting: booting / processes, bootSeconds };
}

/** Returns the thresholds that may be on jobs of the pool: none that names another group, or another runner. */
export function thresholdsOn({ group, runner }: VariedPool, thresholds: readonly Threshold[]): readonly Threshold[] {
  const isOf = (list: readonly number[] | undefined, index: number): boolean => list === undefined || list.includes(index);
  return thresholds.filter(({ question: { labels } }) => isOf(labels.group, group) && isOf(labels.runner, runner));
}

/**
 * Returns the smallest IdleCount that keeps every threshold on the queue time, of means, quantiles and shares below; undefined where
 * nothing boots, or there is no such threshold.
 */
export function idleCountFor({ booting, bootSeconds }: BootLoad, thresholds: readonly Threshold[]): number | undefined {
  if (!(booting > 0 && bootSeconds > 0)) return undefined;
  const lines = thresholds.flatMap((threshold) => lineOf(threshold) ?? []);
  if (lines.length === 0) return undefined;
  for (let servers = Math.floor(booting) + 1; ; servers++) {
    const wait = waitingTimeMMc(servers, booting / bootSeconds, bootSeconds);
    // With twice the load and ten more nobody waits for a boot.
    if (servers > 2 * booting + 10 || lines.every((isKept) => isKept(wait))) return servers;
  }
}

/** Returns whether a wait keeps a threshold; undefined of a threshold that is about something else. */
function lineOf({ question, operator, limit }: Threshold): ((wait: ReturnType<typeof waitingTimeMMc>) => boolean) | undefined {
  const { metric, stat } = question;
  if (metric !== 'queue_time') return undefined;
  const isUpper = operator.startsWith('<');
  if (stat.kind === 'avg' && isUpper) return (wait) => wait.mean <= limit;
  if (stat.kind === 'quantile' && isUpper) return (wait) => wait.tail(limit) <= 1 - meantLevel(stat.level);
  if (stat.kind === 'share_below' && !isUpper) return (wait) => wait.tail(stat.below / SECOND) <= 1 - limit;
  return undefined;
}
