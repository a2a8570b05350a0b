/** The form of `summary.json`: what several replications of one scenario say together, with each one's own result. */
import { z } from 'zod';
import { RESULT_SCHEMA_VERSION, runResultSchema, type RunResult } from '../results/run-result.js';
import { CONFIDENCE_LEVEL } from '../stats/confidence.js';
import { estimateFigures, FIGURE_UNITS, SCOPE_KINDS } from './figures.js';
import { judge, VERDICTS, worst } from './judge.js';
import { pairedSchema, type Paired } from './paired.js';
import type { Threshold } from './threshold.js';

const figureSchema = z
  .strictObject({
    scope: z.enum(SCOPE_KINDS),
    name: z.string(),
    instance: z.string().optional(),
    figure: z.string().meta({ description: 'Path inside the scope, such as queueTime.p95 or cost.perMonth.' }),
    unit: z.enum(FIGURE_UNITS),
    n: z.number().int(),
    estimate: z
      .number()
      .nullable()
      .meta({ description: "Mean over replications of each one's statistic; the largest for a figure that is a largest." }),
    halfWidth: z
      .number()
      .nullable()
      .meta({ description: "Student's half-width of the 95 % interval; null for one replication and for a largest." }),
    atLeast: z.literal(true).optional(),
    atMost: z.literal(true).optional(),
  })
  .meta({ id: 'Figure' });

const judgementSchema = z
  .strictObject({
    subject: z.string(),
    condition: z.string(),
    verdict: z.enum(VERDICTS),
    unit: z.enum(['duration', 'share', 'number', 'USD']).meta({ description: 'A duration is in seconds, a share a fraction of one.' }),
    limit: z.number(),
    estimate: z.number().nullable(),
    halfWidth: z.number().nullable(),
    atLeast: z.literal(true).optional(),
    atMost: z.literal(true).optional(),
    reason: z.string().optional(),
    note: z.string().optional().meta({ description: 'Where the line comes from, as the scenario says.' }),
  })
  .meta({ id: 'Judgement' });

/** Schema of `summary.json`. */
export const studyResultSchema = z
  .strictObject({
    schemaVersion: z.literal(RESULT_SCHEMA_VERSION),
    runcast: z.string().meta({ description: 'Version of runcast.' }),
    scenario: z.strictObject({
      name: z.string(),
      file: z.string(),
      hash: z.string().meta({ description: 'sha256 of the normalised scenario.' }),
      start: z.string().optional().meta({ description: 'The instant at which it begins, RFC 3339 in UTC.' }),
      text: z
        .string()
        .optional()
        .meta({ description: 'The complete scenario as YAML, every default filled in, tokens and other secrets masked.' }),
    }),
    seed: z.union([z.number(), z.string()]),
    replications: z.number().int().positive(),
    confidenceLevel: z.number(),
    rerun: z.string().meta({ description: 'The command that repeats the study.' }),
    defaults: z
      .array(z.strictObject({ path: z.string(), value: z.string(), note: z.string().optional() }))
      .meta({ description: 'Defaults that were used.' }),
    warnings: z.array(z.string()),
    outcome: runResultSchema.shape.outcome.meta({ description: 'The first limit that a replication hit, or done.' }),
    verdict: z.enum(VERDICTS).nullable().meta({
      description: 'The worst of all thresholds; fail also for jobs that no runner may take, unless allowed. Null without thresholds.',
    }),
    unmatchedFails: z.boolean().meta({ description: 'Jobs that no runner may take were met and are not allowed.' }),
    thresholds: z.array(judgementSchema),
    figures: z.array(figureSchema),
    paired: pairedSchema.optional().meta({ description: 'Of a scenario with outages: what they cost. Left out with --no-pair.' }),
    runs: z.array(runResultSchema).min(1),
  })
  .meta({ id: 'StudyResult', title: 'runcast summary', description: 'Result of one scenario over all its replications.' });

export type StudyResult = z.infer<typeof studyResultSchema>;
export type JudgedThreshold = StudyResult['thresholds'][number];

/** What a study knows of itself beforehand. */
export interface StudyFacts extends Pick<StudyResult, 'runcast' | 'scenario' | 'seed' | 'rerun'> {
  readonly defaults: readonly { readonly path: string; readonly value: string; readonly note?: string }[];
  readonly warnings: readonly string[];
  readonly thresholds: readonly Threshold[];
  readonly allowUnmatchedJobs: boolean;
  /** Against the same runs without outages. */
  readonly paired?: Paired;
}

/** Returns what the results of all replications say together. */
export function summarise(facts: StudyFacts, runs: readonly RunResult[]): StudyResult {
  const thresholds = facts.thresholds.map((threshold, index) => judged(threshold, runs, index));
  const unmatchedFails = !facts.allowUnmatchedJobs && runs.some(({ atEnd }) => atEnd.unmatched > 0);
  const verdicts = thresholds.map(({ verdict }) => verdict);
  return {
    schemaVersion: RESULT_SCHEMA_VERSION,
    runcast: facts.runcast,
    scenario: facts.scenario,
    seed: facts.seed,
    replications: runs.length,
    confidenceLevel: CONFIDENCE_LEVEL,
    rerun: facts.rerun,
    defaults: facts.defaults.map(({ path, value, note }) => ({ path, value, ...(note === undefined ? {} : { note }) })),
    warnings: [...facts.warnings],
    outcome: runs.find(({ outcome }) => outcome !== 'done')?.outcome ?? 'done',
    verdict: unmatchedFails ? 'fail' : verdicts.length === 0 ? null : worst(verdicts),
    unmatchedFails,
    thresholds,
    figures: estimateFigures(runs),
    ...(facts.paired === undefined ? {} : { paired: facts.paired }),
    runs: [...runs],
  };
}

function judged(threshold: Threshold, runs: readonly RunResult[], index: number): JudgedThreshold {
  const { subject, condition, unit, limit, note } = threshold;
  const { verdict, estimate, halfWidth, atLeast, atMost, reason } = judge(
    threshold,
    runs.map(({ answers }) => answers[index]!),
  );
  return {
    subject,
    condition,
    verdict,
    unit,
    limit,
    estimate: estimate ?? null,
    halfWidth: halfWidth ?? null,
    ...(atLeast ? { atLeast: true as const } : {}),
    ...(atMost ? { atMost: true as const } : {}),
    ...(reason === undefined ? {} : { reason }),
    ...(note === undefined ? {} : { note }),
  };
}

/** Returns the JSON Schema (draft-07) of `summary.json`. */
export function resultJsonSchema(): unknown {
  return z.toJSONSchema(studyResultSchema, { target: 'draft-7' });
}
