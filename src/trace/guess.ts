/** Guesses which column of a job history holds what. */
import { TRACE_COLUMNS, type TraceColumn } from './columns.js';

/** Names seen in exports of GitLab, GitHub and others, most telling first. */
const ALIASES: Readonly<Partial<Record<TraceColumn, readonly string[]>>> = {
  job: ['job_id', 'build_id', 'id'],
  pipeline: ['pipeline_id', 'run_id', 'workflow_run_id', 'commit_id'],
  project: ['project_path', 'path_with_namespace', 'project_name', 'project_id', 'repository', 'repo'],
  name: ['job_name'],
  tags: ['tag_list', 'labels'],
  runner: ['runner_name', 'runner_id', 'runner_description'],
  status: ['conclusion', 'state', 'result'],
  created_at: ['created', 'created_s', 'created_time', 'submitted_at', 'submit_time', 'scheduled'],
  queued_at: ['queued', 'queued_s', 'pending_at', 'enqueued_at'],
  queued_duration: ['queue_duration', 'queued_duration_s', 'queued_seconds', 'queue_time'],
  started_at: ['started', 'started_s', 'start_time', 'begin_at'],
  finished_at: ['finished', 'finished_s', 'completed_at', 'ended_at', 'end_time', 'resolved'],
  duration: ['duration_s', 'duration_seconds', 'run_time', 'runtime'],
};

/** Returns the name in `header` of every column that is there under its own name or one that is usual. */
export function guessColumns(header: readonly string[]): Partial<Record<TraceColumn, string>> {
  const columns: Partial<Record<TraceColumn, string>> = {};
  for (const column of TRACE_COLUMNS) {
    const name = [column, ...(ALIASES[column] ?? [])].find((candidate) => header.includes(candidate));
    if (name !== undefined) columns[column] = name;
  }
  return columns;
}
