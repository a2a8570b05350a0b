/** The form of what a fleet asks of GitLab. */
import { z } from 'zod';

export const gitLabLoadSchema = z
  .strictObject({
    instance: z.string(),
    requestsPerSecond: z.number().meta({ description: 'Job requests.' }),
    statusUpdatesPerSecond: z.number(),
    traceUpdatesPerSecond: z.number().meta({ description: 'Pieces of log and signs of life.' }),
  })
  .meta({ id: 'GitLabLoad', description: 'What the fleet asks of GitLab, means of the measurement period.' });

export type GitLabLoad = z.infer<typeof gitLabLoadSchema>;
