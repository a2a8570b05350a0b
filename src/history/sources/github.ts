/**
 * Jobs of GitHub Actions as GitHub's API tells them, by themselves or in its pages.
 * @see GitHub documentation, "REST API endpoints for workflow jobs"
 */
import { UNTOLD, type ToldJob } from '../told-job.js';
import { JsonRecords, objectsOf, textOf, textsOf, type JsonObject } from './json-records.js';
import type { SourceKind } from './source.js';

export const GITHUB: SourceKind = {
  name: 'github',
  title: "answers of GitHub's workflow jobs API",
  place: 'record',
  open: (sink) => new JsonRecords(sink, jobsOf),
};

function jobsOf(record: JsonObject): readonly ToldJob[] | undefined {
  if (Array.isArray(record['jobs'])) return objectsOf(record['jobs']).flatMap((job) => jobsOf(job) ?? []);
  if (record['id'] === undefined || record['run_id'] === undefined) return undefined;
  return [
    {
      ...UNTOLD,
      job: textOf(record['id']),
      pipeline: textOf(record['run_id']),
      project: repository(textOf(record['run_url'])),
      name: textOf(record['name']),
      stage: textOf(record['workflow_name']),
      tags: textsOf(record['labels']),
      runner: textOf(record['runner_name']),
      // While a job is not over it has a status and no conclusion.
      status: textOf(record['conclusion']) || textOf(record['status']),
      attempt: textOf(record['run_attempt']),
      created_at: textOf(record['created_at']),
      started_at: textOf(record['started_at']),
      finished_at: textOf(record['completed_at']),
    },
  ];
}

/** The repository in the address of a run: `https://api.github.com/repos/OWNER/NAME/actions/runs/1`. */
function repository(url: string): string {
  return /\/repos\/([^/]+\/[^/]+)\//u.exec(url)?.[1] ?? '';
}
