/** The form of `plan --json`: what a plan came to, and what it changes in the files of its user. */
import { z } from 'zod';
import { planResultSchema } from './plan-result.js';

const patchSchema = z
  .strictObject({
    file: z.string().meta({ description: 'As the scenario names it, or the scenario itself.' }),
    kind: z.enum(['config', 'scenario']).meta({ description: 'config: a config.toml.' }),
    groups: z.array(z.string()).meta({ description: 'Groups of managers that run with the file.' }),
    diff: z.string().meta({ description: 'Unified diff.' }),
  })
  .meta({ id: 'PlanPatch' });

/** Schema of what `plan --json` prints. */
export const planAnswerSchema = planResultSchema
  .extend({
    patches: z
      .array(patchSchema)
      .meta({ description: 'Only changed keys; comments, order and formatting stay. Empty without a plan, and where it is today.' }),
    unplaced: z.array(z.string()).meta({ description: 'What has no place in the form that a file has, a sentence each.' }),
  })
  .meta({
    id: 'PlanAnswer',
    title: 'runcast plan',
    description: 'What plan --json prints. Times in seconds, money in USD, shares as fractions of one.',
  });

export type PlanAnswer = z.infer<typeof planAnswerSchema>;
export type PlanPatch = z.infer<typeof patchSchema>;

/** Returns the JSON Schema (draft-07) of what `plan --json` prints. */
export function planJsonSchema(): unknown {
  return z.toJSONSchema(planAnswerSchema, { target: 'draft-7' });
}
