/** The question of `runcast run`: how a fleet does over its replications, and what its outages cost. */
import { approximateGroups } from '../fleet/approximate-groups.js';
import type { FleetSpec } from '../fleet/fleet.js';
import { formatIssue } from '../scenario/text/issue.js';
import type { PreparedScenario } from '../scenario/prepare.js';
import { redactedYaml } from '../scenario/secrets/redact.js';
import { monthlyOutagesOf } from './figures/monthly-outages.js';
import { LEAST_FIRST, type Precision } from './figures/precision.js';
import { rerunCommand } from './rerun.js';
import { runTimezone } from './run-timezone.js';
import type { Sampling } from './sampling.js';
import type { FleetOrigin, StudiedFleet } from './studied-fleet.js';
import type { StudyFacts } from './study.js';
import type { Threshold } from './thresholds/threshold.js';

/** Which replications hand their records to whoever has the study run: the first, or all. */
export type RowsOf = 'first' | 'all';

export interface StudyQuestion extends Sampling {
  readonly fleet: FleetSpec;
  /** What the fleet was built from; absent of a fleet made by hand. */
  readonly origin?: FleetOrigin | undefined;
  /** What the result says of its study; its thresholds are asked of every replication. */
  readonly facts: StudyFacts;
  /** Whether a fleet with outages is played without them too. */
  readonly pair: boolean;
  /** Undefined: none. */
  readonly rows: RowsOf | undefined;
  /** Absent: as many replications as are said. Else these are the first, and as many more as it takes. */
  readonly precision?: Precision | undefined;
  /** One replication in so many batches; absent: replications. */
  readonly batches?: number | undefined;
}

/** What a study of a scenario is told beside the scenario. */
export interface StudyOptions {
  /** The scenario's file, as results name it. */
  readonly file: string;
  readonly seed: number | string;
  /** As of `parseThresholds`; default: none. */
  readonly thresholds?: readonly Threshold[];
  /** Default: true. */
  readonly pair?: boolean;
  /** Default: none. */
  readonly rows?: RowsOf | undefined;
  /** What is wanted of a figure; at least five replications are then played first. Default: nothing. */
  readonly precision?: Precision | undefined;
  /** One long run, the first replication, in so many batches of equal length, from `LEAST_BATCHES` on. Default: replications. */
  readonly batches?: number | undefined;
  /** The version of runcast that results name; default: empty. */
  readonly runcast?: string;
  /** The command that repeats the study; default: that of the file and the seed alone. */
  readonly rerun?: string;
}

/** Returns the question that `runcast run` asks of a scenario, over as many replications as the scenario says. */
export function studyQuestion(
  { origin, scenario, fleet, hash, defaults, warnings, detectedWarmup }: PreparedScenario,
  { file, seed, thresholds = [], pair = true, rows, precision, batches, runcast = '', rerun }: StudyOptions,
): StudyQuestion {
  const clock = runTimezone(scenario.timezone, fleet);
  const monthlyOutages = monthlyOutagesOf(fleet);
  return {
    fleet,
    origin: { hash, scenario: origin },
    seed,
    replications:
      batches !== undefined ? 1 : precision === undefined ? scenario.replications : Math.max(LEAST_FIRST, scenario.replications),
    ...(batches === undefined ? {} : { batches }),
    pair,
    rows,
    ...(precision === undefined ? {} : { precision }),
    facts: {
      runcast,
      scenario: {
        name: scenario.name,
        file,
        hash,
        start: scenario.start,
        ...(clock === undefined ? {} : { clock }),
        text: redactedYaml(scenario),
      },
      seed,
      rerun: rerun ?? rerunCommand({ file, set: [], seed, pair }),
      defaults,
      warnings: warnings.map((warning) => formatIssue(warning)),
      thresholds,
      allowUnmatchedJobs: scenario.allow_unmatched_jobs,
      approximate: approximateGroups(fleet),
      ...(monthlyOutages === undefined ? {} : { monthlyOutages }),
      ...(detectedWarmup === undefined ? {} : { detectedWarmup }),
    },
  };
}

/** Returns the fleet that a question is about, as methods have it. */
export function studiedFleet({ fleet, origin }: Pick<StudyQuestion, 'fleet' | 'origin'>): StudiedFleet {
  return { spec: fleet, origin };
}
