/** A team: whose projects are told of together. */
import { z } from 'zod';
import { doc, text } from './values.js';

export const teamSchema = z.strictObject({
  projects: z
    .array(text({ is: 'A project, or several: * stands for any characters.' }))
    .meta(doc({ is: 'Its projects. A project that several teams name is of the one with the longest pattern that fits it.', ex: ['web/*', 'shop'] })),
});
