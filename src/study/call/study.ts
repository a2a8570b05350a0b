/** The one call: opens a scenario, plays the study that `runcast run` plays of it, and hands back its result with every figure by its name. */
import { castOf } from '../../fleet/cast.js';
import { openScenario } from '../../scenario/open.js';
import { studyOf } from '../method/run.js';
import { runStudyInPool } from '../pool/pool.js';
import { breath } from '../pool/pool-breath.js';
import type { Precision } from '../figures/precision.js';
import { rerunCommand } from '../rerun.js';
import { studyQuestion } from '../study-question.js';
import { placeThresholdIssues } from '../thresholds/threshold-places.js';
import { parseThresholds } from '../thresholds/thresholds.js';
import { settled } from '../warmup.js';
import { FinishedStudy } from './finished-study.js';
import { recorderOf, type Listeners } from './listeners.js';
import { ScenarioRefused } from './scenario-refused.js';

/** What a study is told beside its scenario; all of it may be left out. */
export interface StudySettings extends Listeners {
  /** Values that are changed, each as `--set` takes it: `IdleCount=20`. */
  readonly set?: readonly string[];
  /** What must hold besides, each as `--threshold` takes it: `queue_time p(95) < 10s`. */
  readonly thresholds?: readonly string[];
  /** Seed of all draws; default: 1. */
  readonly seed?: number | string;
  /** Default: as many as the scenario says. */
  readonly replications?: number;
  /** As many replications as it takes until a figure is so sure; default: none is asked for. */
  readonly precision?: Precision;
  /** Whether a scenario with outages is played without them too, so that `result.paired` says what they cost; default: true. */
  readonly pair?: boolean;
  /** Threads at most; the result is the same for any number. Default: 1. */
  readonly workers?: number;
  /** Whether a run may be very long; default: false. */
  readonly allowLong?: boolean;
  /** Told between slices which share of the runs that are planned so far is played. */
  readonly onProgress?: (share: number) => void;
}

/**
 * Plays the study of a scenario file and returns what it came to: a pure function of the files and the settings. It is rejected with `ScenarioRefused`
 * where something is wrong with the scenario or a setting, with `PrecisionRefused` where a figure can have no precision, and with what a listener throws.
 */
export async function study(file: string, settings: StudySettings = {}): Promise<FinishedStudy> {
  const { thresholds: added = [], seed = 1, replications, precision, pair = true, workers = 1, allowLong = false, onProgress } = settings;
  const stated = settings.set ?? [];
  const set = replications === undefined ? stated : [...stated, `replications=${replications}`];
  const found = await openScenario(file, { set, thresholds: added, allowLong });
  if ('issues' in found) throw new ScenarioRefused(found.issues);
  const opened = settled(found);
  const { thresholds, issues } = parseThresholds(opened.scenario.thresholds, opened.fleet);
  if (issues.length > 0) throw new ScenarioRefused(placeThresholdIssues(issues, opened.document));
  const recorder = recorderOf(settings, castOf(opened.fleet));
  const question = studyQuestion(opened, {
    file,
    seed,
    thresholds,
    pair,
    rows: recorder === undefined ? undefined : 'all',
    precision,
    rerun: rerunCommand({ file, set: stated, threshold: added, seed, replications, precision, pair, yes: allowLong }),
  });
  const method = studyOf(question);
  const played = await runStudyInPool(method, {
    workers,
    breathe: breath,
    ...(recorder === undefined ? {} : { recorder: ({ draws }) => recorder(draws.replication) }),
    ...(onProgress === undefined ? {} : { onProgress: (count, share) => onProgress((count + share) / method.runs) }),
  });
  return new FinishedStudy(played, opened.fleet, thresholds);
}
