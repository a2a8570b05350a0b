/** The kinds of histories that can be read, and how they are told apart. */
import { BUILDKITE } from './buildkite.js';
import { GITHUB } from './github.js';
import { GITLAB } from './gitlab.js';
import type { SourceKind } from './source.js';
import { SWF } from './swf.js';
import { TABLE } from './table.js';

export const SOURCES: readonly SourceKind[] = [GITLAB, GITHUB, BUILDKITE, TABLE, SWF];

/** Returns the kind that the begin of a text looks like; undefined where it looks like none. */
export function sourceOf(begin: string): SourceKind | undefined {
  const text = begin.replace(/^\uFEFF/u, '').trimStart();
  if (/^[[{]/u.test(text)) {
    // Each has keys of jobs that no other has.
    if (/"agent_query_rules"|"runnable_at"/u.test(text)) return BUILDKITE;
    if (/"run_id"|"workflow_name"/u.test(text)) return GITHUB;
    return /"pipeline"|"tag_list"|"queued_duration"/u.test(text) ? GITLAB : undefined;
  }
  const lines = text.split('\n').map((line) => line.trim());
  const first = lines.find((line) => line !== '' && !line.startsWith(';'));
  if (first === undefined) return undefined;
  if (/^-?\d+(?:\s+-?\d+(?:\.\d+)?){17}$/u.test(first)) return SWF;
  return /[,;\t|]/u.test(first) ? TABLE : undefined;
}
