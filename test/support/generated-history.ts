/** The history that a run would leave behind, as a table of jobs. */
import type { FleetSpec } from '../../src/fleet/fleet.js';
import { simulate } from '../../src/study/simulate.js';
import { instantText } from '../../src/units/instant.js';
import { MILLISECOND, type Micros } from '../../src/units/time.js';

/** Returns the jobs of a run of a fleet in the columns of a scenario; `runnerOf` names who ran a job, by its manager. */
export function generatedHistory(fleet: FleetSpec, seed: number, runnerOf: (manager: string) => string): string {
  const rows = ['job,pipeline,project,tags,runner,status,queued_at,started_at,finished_at'];
  const at = (time: Micros): string => instantText(fleet.startEpochMs * MILLISECOND + time);
  simulate(fleet, {
    seed,
    replication: 0,
    recorder: {
      job({ job, pipeline, project, tags, manager, status, queuedAt, startedAt, finishedAt }) {
        if (status !== 'success' && status !== 'failed') return;
        const who = runnerOf(fleet.managers[manager]!.name);
        rows.push(`${job},${pipeline},${project},${tags.join(';')},${who},${status},${at(queuedAt)},${at(startedAt)},${at(finishedAt)}`);
      },
      machine: () => undefined,
    },
  });
  return `${rows.join('\n')}\n`;
}
