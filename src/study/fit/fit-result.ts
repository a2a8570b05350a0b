/** The form of `fit --json`: what was fitted, and how the scenario does beside the history it was fitted to. */
import { z } from 'zod';
import { FITTED_UNITS, type FittedNumber } from '../../history/fit/numbers.js';
import { LOAD_KINDS, type HistoryFit } from '../../history/fit/fit.js';
import { timeText } from '../../history/judge.js';
import { absenceSchema } from '../backtest/backtest-result.js';
import type { FigureKey } from '../figure-key.js';
import { figureLookup } from '../figure-lookup.js';
import type { StudyResult } from '../study-result.js';

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
    jobs: z.number().meta({ description: 'Handed out, on average over the runs.' }),
    mean: estimateSchema,
    p50: estimateSchema,
    p95: estimateSchema,
    share10s: estimateSchema,
  })
  .meta({ id: 'FitPlayed', description: 'Seconds; a share of those handed out for share10s.' });

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
  /** Of the loads, in the order of `LOADS`. */
  readonly studies: readonly StudyResult[];
}

/** Returns the result of a fit. A fleet that is stated hands jobs out as GitLab tells it; in one that was seen waits hold the boots. */
export function fitResult(parts: FitParts): FitResult {
  const { runcast, history, scenario, fit, numbers, isStated, seed, studies } = parts;
  const wait = isStated ? 'queue' : 'queue+boot';
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
      replications: studies[0]?.replications ?? 0,
      wait,
      observed: fit.observed ?? null,
      hasOwnWaits: fit.hasOwnWaits,
      idleShare: fit.idleShare ?? null,
      absences: parts.absences,
      areAbsencesPlayed: parts.areAbsencesPlayed,
      simulated: studies.map((study, index) => playedOf(study, LOADS[index]!, wait)),
    },
    warnings: [...(studies[0]?.warnings ?? [])],
  };
}

function playedOf(study: StudyResult, load: number, wait: FitResult['check']['wait']): FitPlayed {
  const find = figureLookup(study);
  const delay = wait === 'queue' ? 'queueTime' : 'startDelay';
  const of = (figure: FigureKey): FitPlayed['mean'] => {
    const { estimate = null, low = null, high = null } = find('all', 'all', figure) ?? {};
    return { estimate, low, high };
  };
  return {
    load,
    outcome: study.outcome,
    jobs: find('all', 'all', 'jobs')?.estimate ?? 0,
    mean: of(`${delay}.mean`),
    p50: of(`${delay}.p50`),
    p95: of(`${delay}.p95`),
    share10s: of(`${delay}.shareBelow(10s)`),
  };
}

/** Returns the JSON Schema (draft-07) of a fit. */
export function fitJsonSchema(): unknown {
  return z.toJSONSchema(fitSchema, { target: 'draft-7' });
}
