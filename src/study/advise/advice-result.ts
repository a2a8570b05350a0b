/** The form of advice that was tried, in `summary.json` and in the answer of `run --json`. */
import { z } from 'zod';
import { WAIT_CAUSES } from '../../record/wait-causes.js';
import { differenceSchema } from '../compare/difference.js';

/** What a change may be for. */
const AIMS = [...WAIT_CAUSES, 'cost'] as const;

/** What a change came to, best first. */
export const EFFECTS = ['helps', 'saves', 'trades', 'nothing', 'unclear', 'harms', 'cut'] as const;
export type Effect = (typeof EFFECTS)[number];

const triedSchema = z
  .strictObject({
    group: z.string().meta({ description: 'The group of managers whose setting it is.' }),
    label: z.string().meta({ description: 'The setting with what it is and what it was tried as, such as IdleCount 28 -> 35.' }),
    set: z.array(z.string()).min(1).meta({ description: 'As of --set: `runcast compare` with these says the same of it.' }),
    aim: z.enum(AIMS).meta({ description: 'The cause of waiting that it bears on, or cost.' }),
    effect: z.enum(EFFECTS).meta({
      description:
        'helps: jobs of the group wait less; saves: it costs less, and neither a wait nor a threshold is worse for it; trades: it costs less, and one is; nothing: less than anybody acts on; unclear: more replications would tell; harms: jobs wait longer or it costs more, for nothing; cut: a limit ended a run.',
    }),
    missed: z.number().int().nonnegative().meta({ description: 'Thresholds that are missed with it.' }),
    undecided: z.number().int().nonnegative(),
    differences: z.array(differenceSchema).meta({
      description: 'Queue time of the group and of all (mean and p95) and the cost of a month, each with an interval of 95 % of its own.',
    }),
  })
  .meta({ id: 'Tried' });

/** Schema of the block `advice`. */
export const adviceSchema = z
  .strictObject({
    tried: z.array(triedSchema).meta({ description: 'Each run over the draws of the study, the best first.' }),
    left: z.number().int().nonnegative().meta({ description: 'Changes that were not tried: the limit on runs was reached.' }),
    runs: z.number().int().nonnegative(),
    beyond: z
      .array(z.strictObject({ group: z.string(), cause: z.enum(WAIT_CAUSES), share: z.number() }))
      .meta({ description: 'Causes of waiting that no setting of the group relaxes, with their share of its waiting time.' }),
  })
  .meta({ id: 'Advice', description: 'Changes of settings that were tried, of run --advise. Left out without it.' });

export type Advice = z.infer<typeof adviceSchema>;
export type Tried = z.infer<typeof triedSchema>;
