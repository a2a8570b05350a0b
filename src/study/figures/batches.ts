/** Batch means: what one long run says when its measured period is cut into batches of equal length, each taken for a replication. */
import { z } from 'zod';
import { serialCorrelation } from '../../stats/serial-correlation.js';
import { LEAST_BATCHES } from './batch-limits.js';
import type { FigureKey } from './figure-key.js';
import type { FigureColumn } from './figures.js';

/** Figures whose batches are looked at: what jobs wait, and what is paid. */
const LOOKED_AT: readonly FigureKey[] = ['queueTime.mean', 'cost.perMonth'];

/** Schema of what is said of the batches. */
export const batchesSchema = z
  .strictObject({
    count: z.number().int(),
    seconds: z.number().meta({ description: 'Length of each.' }),
    correlations: z.array(
      z.strictObject({
        figure: z.string(),
        estimate: z.number().meta({ description: "Of neighbours: 1 - R / 2 with von Neumann's ratio R." }),
        border: z.number().meta({ description: 'What 95 of a hundred series of independent batches stay below.' }),
      }),
    ),
  })
  .meta({ id: 'Batches' });

export type Batches = z.infer<typeof batchesSchema>;

/** Returns how the batches of one run hang together; figures that few batches have, or that are the same in all, are left out. */
export function batchesOf(columns: readonly FigureColumn[], seconds: number, count: number): Batches {
  const correlations = LOOKED_AT.flatMap((figure) => {
    const column = columns.find(({ scope, reading }) => scope === 'all' && reading.figure === figure);
    const values = (column?.values ?? []).flatMap((value) => value ?? []);
    if (values.length < LEAST_BATCHES || values.every((value) => value === values[0])) return [];
    return [{ figure, ...serialCorrelation(values) }];
  });
  return { count, seconds, correlations };
}

/** Returns the sentences about batches that are too short, of which neighbours hang together, and about too few. */
export function batchWarnings({ count, correlations }: Batches, wanted: number): string[] {
  const short = correlations
    .filter(({ estimate, border }) => estimate > border)
    .map(
      ({ figure, estimate, border }) =>
        `batches are too short: neighbours of ${figure} have a correlation of ${estimate.toFixed(2)} (independent ones stay below ${border.toFixed(2)}), so intervals are too narrow; take fewer batches or a longer horizon`,
    );
  return count < wanted ? [`${count} of ${wanted} batches were reached: the run was ended by a limit`, ...short] : short;
}
