/** The form of `fit --json`: what was fitted, and how the scenario does beside the history it was fitted to. */
import { z } from 'zod';
import { FITTED_UNITS, type FittedNumber } from '../../history/fit/numbers.js';
import type { HistoryFit } from '../../history/fit/fit.js';
import { LOAD_KINDS } from '../../history/fit/load-kinds.js';
import { timeText } from '../../history/judge.js';
import { absenceSchema } from '../backtest/backtest-result.js';
import { LEFT_OUT } from '../backtest/left-out.js';
import type { CheckedLoad } from '../method/load-check.js';
import type { ComparedJobs } from './compared-jobs.js';

/** Raised by one with every change that an older reader cannot take. */
export const FIT_VERSION = 1;

/** Loads that are played: the history's, and 16 % less and more of it. */
export const LOADS = [1, 0.84, 1.16] as const;

const count = z.number().int().nonnegative();

const estimateSchema = z
  .strictObject({ estimate: z.number().nullable(), low: z.number().nullable(), high: z.number().nullable() })
  .meta({ id: 'FitEstimate', description: 'With the ends of its 95 % interval, null where it has none.' });

const playedSchema = z
  .strictObject({
    load: z.number().meta({ description: 'Times the load of the history.' }),
    outcome: z.string().meta({ description: 'done, or the limit that ended a run.' }),
    jobs: z.number().meta({ description: 'Compared, on average over the runs.' }),
    mean: estimateSchema,
    p50: estimateSchema,
    p95: estimateSchema,
    share10s: estimateSchema,
  })
  .meta({ id: 'FitPlayed', description: 'Seconds; a share of the jobs that are compared for share10s.' });

const numberSchema = z
  .strictObject({
    name: z.string(),
    unit: z.enum(FITTED_UNITS),
    value: z.number().nullable().meta({ description: 'Null: the history does not tell it; of says why.' }),
    se: z.number().nullable().meta({ description: 'Standard error; null: none can be told.' }),
    of: z.string().meta({ description: 'What it rests on.' }),
  })
  .meta({ id: 'FittedNumber' });

const observedSchema = z
  .strictObject({ jobs: count, mean: z.number(), p50: z.number(), p95: z.number(), share10s: z.number() })
  .meta({ id: 'FitObserved', description: 'Waits of the history in seconds, on its whole days.' });

/** Schema of what `fit --json` prints. */
export const fitSchema = z
  .strictObject({
    fitVersion: z.literal(FIT_VERSION),
    runcast: z.string(),
    history: z.string(),
    scenario: z.string(),
    jobs: count,
    from: z.string().meta({ description: 'RFC 3339; of a clock of its own seconds since its zero.' }),
    to: z.string(),
    timezone: z.string(),
    load: z.enum(LOAD_KINDS),
    fleet: z.enum(['stated', 'shown']),
    numbers: z.array(numberSchema),
    check: z.strictObject({
      seed: z.union([z.number(), z.string()]),
      replications: count,
      wait: z.enum(['queue', 'queue+boot']).meta({ description: 'What of the simulation is held against the waits of the history.' }),
      observed: observedSchema.nullable().meta({ description: 'Null: nobody tells how long jobs waited.' }),
      leftOut: z.strictObject(LEFT_OUT).meta({
        description:
          'Jobs of the whole days that are compared on neither side, by why. Where no wait is told none of those that ran is left out.',
      }),
      hasOwnWaits: z
        .boolean()
        .meta({ description: 'False: jobs of the history came with their pipeline, so that observed waits hold earlier stages too.' }),
      idleShare: z.number().nullable().meta({
        description:
          'Share of the observed waiting beside an idle runner with a name of its own, which no size of a fleet explains; null: not told.',
      }),
      absences: z.array(absenceSchema).meta({ description: 'Runners that were away on its whole days, the longest first.' }),
      areAbsencesPlayed: z.boolean().meta({ description: 'True: the scenario has them as events; false: as comments.' }),
      simulated: z.array(playedSchema),
    }),
    warnings: z.array(z.string()),
  })
  .meta({ id: 'Fit', title: 'runcast fit of a history', description: 'What fit --json prints.' });

export type FitResult = z.infer<typeof fitSchema>;
export type FitPlayed = FitResult['check']['simulated'][number];

/** What a result is put together of. */
export interface FitParts {
  readonly runcast: string;
  readonly history: string;
  readonly scenario: string;
  readonly fit: HistoryFit;
  readonly numbers: readonly FittedNumber[];
  readonly isStated: boolean;
  readonly absences: FitResult['check']['absences'];
  readonly areAbsencesPlayed: boolean;
  readonly seed: number | string;
  readonly compared: Pick<ComparedJobs, 'observed' | 'counts'>;
  /** In the order of `LOADS`. */
  readonly loads: readonly CheckedLoad[];
}

/** What of a simulation is a wait of the history: a fleet that is stated hands jobs out as GitLab tells it; in one that was seen waits hold the boots. */
export function fittedWait(isStated: boolean): FitResult['check']['wait'] {
  return isStated ? 'queue' : 'queue+boot';
}

/** Returns the result of a fit. */
export function fitResult(parts: FitParts): FitResult {
  const { runcast, history, scenario, fit, numbers, isStated, seed, compared, loads } = parts;
  const study = loads[0]?.study;
  return {
    fitVersion: FIT_VERSION,
    runcast,
    history,
    scenario,
    jobs: fit.jobs,
    from: timeText(fit.from, fit.isClock),
    to: timeText(fit.to, fit.isClock),
    timezone: fit.timezone,
    load: fit.load,
    fleet: isStated ? 'stated' : 'shown',
    numbers: numbers.map((own) => ({ ...own })),
    check: {
      seed,
      replications: study?.replications ?? 0,
      wait: fittedWait(isStated),
      observed: compared.observed ?? null,
      leftOut: compared.counts,
      hasOwnWaits: fit.hasOwnWaits,
      idleShare: fit.idleShare ?? null,
      absences: parts.absences,
      areAbsencesPlayed: parts.areAbsencesPlayed,
      simulated: loads.map((own, index) => ({ load: LOADS[index]!, outcome: own.study.outcome, ...own.compared })),
    },
    warnings: [...(study?.warnings ?? [])],
  };
}

/** Returns the JSON Schema (draft-07) of a fit. */
export function fitJsonSchema(): unknown {
  return z.toJSONSchema(fitSchema, { target: 'draft-7' });
}
