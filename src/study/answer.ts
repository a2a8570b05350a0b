/** The answer of a study in a few kilobytes, for programs: what `--json` prints. Every figure is that of `summary.json` under the same path. */
import { z } from 'zod';
import { runResultSchema } from '../results/run-result.js';
import { adviceSchema } from './advise/advice-result.js';
import { WAIT_CAUSES } from '../record/wait-causes.js';
import type { FigureKey, ScopeKind } from './figures/figure-key.js';
import { figureLookup, type Lookup } from './figures/figure-lookup.js';
import { FIGURE_UNITS } from './figures/readings.js';
import { pairedSchema } from './figures/paired.js';
import { INTERVAL, judgementSchema, studyResultSchema, type StudyResult } from './study-result.js';

/** Raised by one with every change that an older reader cannot take. */
export const ANSWER_SCHEMA_VERSION = 2;

/** Figures of the whole. */
const OF_ALL = [
  'jobs',
  'queueTime.mean',
  'queueTime.p50',
  'queueTime.p95',
  'queueTime.p99',
  'queueTime.max',
  'queueTime.shareBelow(10s)',
  'queueTime.shareBelow(60s)',
  'preparation.p95',
  'pipelines',
  'pipelineDuration.p50',
  'pipelineDuration.p95',
  'utilisation',
  'machines.all.average',
  'machines.all.peak',
  'cost.perMonth',
  'cost.idle',
  'cost.total',
] as const;
/** Figures of a group. */
const OF_GROUP = ['jobs', 'queueTime.p95', 'machines.all.average', 'cost.perMonth'] as const;
/** Groups that are told of, and warnings. */
const GROUPS = 8;
const WARNINGS = 5;

const { low, high, spread } = INTERVAL;
const figureSchema = z
  .strictObject({
    unit: z.enum(FIGURE_UNITS),
    estimate: z.number().nullable(),
    low,
    high,
    spread: spread.optional().meta({ description: 'Of the whole only: what a single future looks like, 5th to 95th percentile.' }),
    atLeast: z.literal(true).optional(),
    atMost: z.literal(true).optional(),
  })
  .meta({ id: 'AnswerFigure' });

const figuresSchema = z
  .record(z.string(), figureSchema)
  .meta({ description: 'By path, such as queueTime.p95 or cost.perMonth; as in summary.json.' });
const sharesSchema = z
  .partialRecord(z.enum(WAIT_CAUSES), z.number())
  .meta({ description: 'What held jobs: shares of the time that all of them waited, largest first; causes without a share are left out.' });

/** Schema of what `--json` prints. */
export const answerSchema = z
  .strictObject({
    answerVersion: z.literal(ANSWER_SCHEMA_VERSION),
    runcast: z.string(),
    scenario: studyResultSchema.shape.scenario.omit({ text: true }),
    seed: studyResultSchema.shape.seed,
    replications: studyResultSchema.shape.replications,
    batches: studyResultSchema.shape.batches,
    isRandom: studyResultSchema.shape.isRandom,
    window: runResultSchema.shape.window,
    outcome: studyResultSchema.shape.outcome,
    verdict: studyResultSchema.shape.verdict,
    approximate: studyResultSchema.shape.approximate,
    monthlyOutages: studyResultSchema.shape.monthlyOutages,
    unmatchedFails: studyResultSchema.shape.unmatchedFails,
    thresholds: z.array(judgementSchema),
    figures: figuresSchema,
    waits: sharesSchema,
    groups: z
      .array(z.strictObject({ name: z.string(), figures: figuresSchema, waits: sharesSchema }))
      .meta({ description: `At most ${GROUPS}: those with most jobs.` }),
    otherGroups: z.number().int().nonnegative().meta({ description: 'Groups with jobs that are left out.' }),
    paired: pairedSchema.optional(),
    advice: adviceSchema.optional(),
    warnings: z.strictObject({ count: z.number().int().nonnegative(), first: z.array(z.string()).max(WARNINGS) }),
    assumed: z.number().int().nonnegative().meta({ description: 'Defaults that were used.' }),
    rerun: z.string().meta({ description: 'The command that repeats the study.' }),
  })
  .meta({
    id: 'Answer',
    title: 'runcast answer',
    description: 'What run --json prints: the answer in short; --json full prints summary.json.',
  });

export type Answer = z.infer<typeof answerSchema>;

/** Returns the answer of a study. */
export function answerOf(study: StudyResult): Answer {
  const { scenario, warnings, paired, advice } = study;
  const { text: _text, ...named } = scenario;
  const find = figureLookup(study);
  const jobs = (name: string): number => find('group', name, 'jobs')?.estimate ?? 0;
  const groups = study.first.jobs.groups.map(({ name }) => name).filter((name) => jobs(name) > 0);
  const told = [...groups].sort((a, b) => jobs(b) - jobs(a)).slice(0, GROUPS);
  return {
    answerVersion: ANSWER_SCHEMA_VERSION,
    runcast: study.runcast,
    scenario: named,
    seed: study.seed,
    replications: study.replications,
    ...(study.batches === undefined ? {} : { batches: study.batches }),
    isRandom: study.isRandom,
    window: study.first.window,
    outcome: study.outcome,
    verdict: study.verdict,
    ...(study.approximate === undefined ? {} : { approximate: study.approximate }),
    ...(study.monthlyOutages === undefined ? {} : { monthlyOutages: study.monthlyOutages }),
    unmatchedFails: study.unmatchedFails,
    thresholds: study.thresholds,
    figures: figuresOf('all', 'all', OF_ALL, find),
    waits: sharesOf('all', 'all', find),
    groups: told.map((name) => ({ name, figures: figuresOf('group', name, OF_GROUP, find), waits: sharesOf('group', name, find) })),
    otherGroups: groups.length - told.length,
    ...(paired === undefined ? {} : { paired }),
    ...(advice === undefined ? {} : { advice }),
    warnings: { count: warnings.length, first: warnings.slice(0, WARNINGS) },
    assumed: study.defaults.length,
    rerun: study.rerun,
  };
}

function figuresOf(scope: ScopeKind, name: string, paths: readonly FigureKey[], find: Lookup): Answer['figures'] {
  return Object.fromEntries(
    paths.flatMap((path) => {
      const found = find(scope, name, path);
      if (found === undefined) return [];
      const { unit, estimate, low: from, high: to, spread: future, atLeast, atMost } = found;
      return [
        [
          path,
          {
            unit,
            estimate,
            low: from,
            high: to,
            ...(scope === 'all' ? { spread: future } : {}),
            ...(atLeast === undefined ? {} : { atLeast }),
            ...(atMost === undefined ? {} : { atMost }),
          },
        ],
      ];
    }),
  );
}

function sharesOf(scope: ScopeKind, name: string, find: Lookup): Answer['waits'] {
  const waits = WAIT_CAUSES.map((cause) => [cause, find(scope, name, `waits.mean.${cause}`)?.estimate ?? 0] as const);
  const whole = waits.reduce((sum, [, seconds]) => sum + seconds, 0);
  const sorted = waits.filter(([, seconds]) => seconds > 0).sort(([, a], [, b]) => b - a);
  return Object.fromEntries(sorted.map(([cause, seconds]) => [cause, seconds / whole]));
}

/** Returns the JSON Schema (draft-07) of the answer. */
export function answerJsonSchema(): unknown {
  return z.toJSONSchema(answerSchema, { target: 'draft-7' });
}
