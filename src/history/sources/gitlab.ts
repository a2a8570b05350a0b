/**
 * Jobs as GitLab's API tells them.
 * @see GitLab documentation, "Jobs API", "List project jobs" and "List pipeline jobs"
 */
import { UNTOLD, type ToldJob } from '../told-job.js';
import { inside, JsonRecords, textOf, textsOf, type JsonObject } from './json-records.js';
import type { SourceKind } from './source.js';

export const GITLAB: SourceKind = {
  name: 'gitlab',
  title: "answers of GitLab's Jobs API",
  place: 'record',
  open: (sink) => new JsonRecords(sink, jobsOf),
};

/** A retry is a job of its own there, with a number of its own. */
function jobsOf(record: JsonObject): readonly ToldJob[] | undefined {
  const pipeline = inside(record, 'pipeline');
  const runner = inside(record, 'runner');
  if (record['id'] === undefined || record['status'] === undefined || record['created_at'] === undefined) return undefined;
  return [
    {
      ...UNTOLD,
      job: textOf(record['id']),
      pipeline: textOf(pipeline['id']),
      project: textOf(pipeline['project_id']),
      name: textOf(record['name']),
      stage: textOf(record['stage']),
      tags: textsOf(record['tag_list']),
      runner: textOf(runner['description']) || textOf(runner['id']),
      status: textOf(record['status']),
      created_at: textOf(record['created_at']),
      queued_duration: textOf(record['queued_duration']),
      started_at: textOf(record['started_at']),
      finished_at: textOf(record['finished_at']),
      duration: textOf(record['duration']),
    },
  ];
}
