/** The time zone of a scenario as results have it: a report tells instants by its clock, years later and whatever is known of zones then. */
import { z } from 'zod';
import type { FleetSpec } from '../fleet/fleet.js';
import { offsetSpans } from '../scenario/periods/zone.js';
import { SECOND } from '../units/time.js';

/** Schema of the key `clock` of a scenario in results. */
export const runTimezoneSchema = z
  .strictObject({
    name: z.string(),
    offsets: z
      .array(
        z.strictObject({
          from: z.number().meta({ description: 'Seconds since the start.' }),
          offset: z.number().meta({ description: 'From UTC, seconds; positive east of it.' }),
        }),
      )
      .min(1)
      .meta({ description: 'In order of time, the first from the start on, each up to the next.' }),
  })
  .meta({ id: 'RunTimezone', description: 'That of the scenario, by whose clock reports tell instants; left out where it is UTC.' });

export type RunTimezone = z.infer<typeof runTimezoneSchema>;

/** Returns the zone of a run; undefined where it is UTC. */
export function runTimezone(name: string, { startEpochMs, horizon }: Pick<FleetSpec, 'startEpochMs' | 'horizon'>): RunTimezone | undefined {
  if (name === 'UTC') return undefined;
  const start = Math.floor(startEpochMs / 1000);
  const spans = offsetSpans(name, start, start + Math.ceil(horizon / SECOND) + 1);
  return { name, offsets: spans.map(({ from, offset }) => ({ from: Math.max(0, from - start), offset })) };
}
