/** The schema of job classes: jobs of one workload or stage that differ in duration, tags and failures. */
import { z } from 'zod';
import { durationDistribution } from './distributions.js';
import { doc, flag, real, share, text } from './values.js';

/** Tags of jobs. */
export const tags = z.array(text({ is: 'A tag.' })).optional();

/** One class, drawn by its weight. */
export const classSchema = z.strictObject({
  weight: real({ is: 'Relative frequency.', by: '1' }, 0, 1e9).optional(),
  duration: durationDistribution.meta({ description: 'Run time of the script.' }),
  tags: tags.meta(doc({ is: 'Tags of its jobs.', by: "the workload's" })),
  protected: flag({ is: 'Its jobs are of protected refs.', by: "the workload's" }).optional(),
  failure: share({ is: 'Share of scripts that fail.', by: "the workload's" }).optional(),
});
