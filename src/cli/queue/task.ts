/** What goes over the queue: data alone, checked where it arrives. */
import { z } from 'zod';
import { DELAY_METRICS, LABELS, METRICS } from '../../results/question.js';
import { MOST_BATCHES } from '../../study/figures/batch-limits.js';
import type { FleetPatch } from '../../study/fleet-patch.js';
import type { AskedFigures, Point } from '../../study/point.js';

const hash = z.string().regex(/^[\da-f]{64}$/u);
const count = z.number().int().nonnegative();
const share = z.number().min(0).max(1);
const indices = z.array(count);

const labels = z.strictObject(
  Object.fromEntries(LABELS.map((label) => [label, indices.optional()])) as Record<(typeof LABELS)[number], z.ZodOptional<typeof indices>>,
);

const stat = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('avg') }),
  z.strictObject({ kind: z.literal('max') }),
  z.strictObject({ kind: z.literal('quantile'), level: share, border: count.optional() }),
  z.strictObject({ kind: z.literal('share_below'), below: count }),
  z.strictObject({ kind: z.literal('per_month') }),
]);

const target = z.strictObject({ kind: z.enum(['cloud', 'zone', 'instance', 'group', 'manager', 'service']), index: count });

const effect = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('down'), api: z.enum(['up', 'fails', 'hangs']), machines: z.enum(['up', 'die']) }),
  z.strictObject({ kind: z.literal('degraded'), bootFactor: z.number(), bootFailure: z.number(), apiLatency: count }),
  z.strictObject({ kind: z.literal('limited'), calls: z.number(), window: count }),
  z.strictObject({ kind: z.literal('sold_out') }),
  z.strictObject({ kind: z.literal('unavailable'), status: z.number() }),
  z.strictObject({ kind: z.literal('host_down') }),
  z.strictObject({ kind: z.literal('service_down') }),
  z.strictObject({ kind: z.literal('service_slow'), factor: z.number() }),
]);

const outage = z.strictObject({ target, effect, from: count, to: count });

/** Every kind of patch, so that the compiler misses a new one here. */
const PATCHES = {
  as_is: z.strictObject({ kind: z.literal('as_is') }),
  without_faults: z.strictObject({ kind: z.literal('without_faults') }),
  one_outage: z.strictObject({ kind: z.literal('one_outage'), outage, until: count }),
  grown: z.strictObject({ kind: z.literal('grown'), factors: z.array(z.number().nonnegative()), outage: outage.optional() }),
} satisfies Record<FleetPatch['kind'], z.ZodType>;

const patch = z.discriminatedUnion('kind', [PATCHES.as_is, PATCHES.without_faults, PATCHES.one_outage, PATCHES.grown]);

/** What is counted by time of the run: of searches for periods of the week. */
const slots = z.strictObject({ runner: count, width: count.positive(), lead: count, lines: indices });

/** Times by time of the run: of the hour in which a plan is worst. */
const times = z.strictObject({ metric: z.enum(DELAY_METRICS), labels, width: count.positive(), lead: count, line: count });

/** Every wish for figures, so that the compiler misses a new one here. */
const FIGURES = {
  questions: z.array(z.strictObject({ metric: z.enum(METRICS), labels, stat })),
  line: z.strictObject({ below: count, share, labels, subject: z.string(), isDefault: z.boolean() }),
  timeline: z.boolean(),
  compact: z.boolean().optional(),
  parts: z.number().int().min(2).max(MOST_BATCHES).optional(),
  slots: slots.optional(),
  times: times.optional(),
} satisfies Record<keyof AskedFigures, z.ZodType>;

const figures = z.strictObject(FIGURES);

/** A point as it is sent: the fleet that it is of goes by its hash. */
const pointSchema = z.strictObject({
  patch,
  draws: z.strictObject({ seed: z.union([z.number(), z.string()]), replication: count }),
  figures: figures.optional(),
  ledger: z.strictObject({ bound: count, share }).optional(),
  traced: z.strictObject({ firstLine: count, rows: count }).optional(),
  comparedWaits: z.strictObject({ hasBoots: z.boolean(), leftOut: indices }).optional(),
});

/** A run to be played. */
export const taskSchema = z.strictObject({
  /** Who waits for it. */
  study: z.string().regex(/^[\da-f-]{36}$/u),
  /** The key of the run. */
  key: hash,
  fleet: hash,
  point: pointSchema,
});

/** A run to be played, as data. */
export type Task = z.infer<typeof taskSchema>;

/** What a fleet is built from: a complete scenario without secrets, and the files that it names. */
export const fleetTextSchema = z.strictObject({
  scenario: z.string(),
  files: z.record(z.string(), z.string()),
});

/** Texts of a fleet. */
export type FleetText = z.infer<typeof fleetTextSchema>;

/** Returns a point as it is sent: what only its own study knows is left out. */
export function sentPoint({ patch: own, draws, figures: asked, ledger, traced, comparedWaits }: Point): Task['point'] {
  // Through JSON: what is not defined is not there, as on the way.
  return JSON.parse(JSON.stringify({ patch: own, draws, figures: asked, ledger, traced, comparedWaits })) as Task['point'];
}
