/**
 * Builds of Buildkite with their jobs, as its REST API tells them.
 * @see Buildkite documentation, "Builds API" (jobs of a build) and "Build states"
 */
import { UNTOLD, type ToldJob } from '../told-job.js';
import { inside, JsonRecords, objectsOf, textOf, textsOf, type JsonObject } from './json-records.js';
import type { SourceKind } from './source.js';

export const BUILDKITE: SourceKind = {
  name: 'buildkite',
  title: "answers of Buildkite's builds API",
  place: 'record',
  open: (sink) => new JsonRecords(sink, jobsOf),
};

/** Only script jobs run on agents: waits, blocks and triggers do not. */
function jobsOf(build: JsonObject): readonly ToldJob[] | undefined {
  if (!Array.isArray(build['jobs'])) return undefined;
  const scripts = objectsOf(build['jobs']).filter(({ type }) => type === 'script');
  return scripts.map((job) => ({
    ...UNTOLD,
    job: textOf(job['id']),
    pipeline: textOf(build['id']),
    project: textOf(inside(build, 'pipeline')['slug']),
    name: textOf(job['name']) || textOf(job['step_key']),
    tags: textsOf(job['agent_query_rules']),
    runner: textOf(inside(job, 'agent')['name']),
    status: textOf(job['state']),
    attempt: typeof job['retries_count'] === 'number' ? String(job['retries_count'] + 1) : '',
    created_at: textOf(job['created_at']),
    queued_at: textOf(job['runnable_at']),
    started_at: textOf(job['started_at']),
    finished_at: textOf(job['finished_at']),
  }));
}
