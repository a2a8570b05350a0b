/** Tells the files of this field apart, so that one in the wrong place is named and sent to the command that takes it. */
import { guessColumns } from '../../trace/guess.js';
import { traceHeader } from '../../trace/columns.js';
import { quote } from '../../units/shell-word.js';

/** Kinds of files that are known. */
export type FileKind = 'scenario' | 'config' | 'history' | 'result' | 'outage' | 'report';

/** Characters that are looked at. */
const LOOKED_AT = 100_000;

const SCENARIO_KEYS = /^(?:"?(?:instances|runners|managers|workloads|horizon|clouds)"?)\s*:/gmu;
const JSON_SCENARIO = /^\s*\{[\s\S]*"(?:managers|workloads)"\s*:/u;

/** Returns what a text is by the look of it, or undefined where it may be anything. */
export function fileKind(whole: string): FileKind | undefined {
  const text = whole.slice(0, LOOKED_AT).replace(/^\uFEFF/u, '');
  if (/^\s*<(?:!doctype|html)/iu.test(text)) return 'report';
  if (/^\s*\{/u.test(text) && /"schemaVersion"\s*:/u.test(text)) return /"everySeconds"\s*:/u.test(text) ? 'outage' : 'result';
  if ((text.match(SCENARIO_KEYS)?.length ?? 0) >= 2 || JSON_SCENARIO.test(text)) return 'scenario';
  if (/^\s*\[\[\s*runners\s*\]\]/mu.test(text) || /^\s*concurrent\s*=/mu.test(text)) return 'config';
  const columns = guessColumns(traceHeader(text));
  return Object.keys(columns).length > 1 && (columns.queued_at ?? columns.created_at ?? columns.started_at) !== undefined
    ? 'history'
    : undefined;
}

/** Returns what a file is and which command takes it, as the end of a sentence that names it; the command stands last. */
export function whatItIs(kind: FileKind, file: string): string {
  const name = quote(file);
  switch (kind) {
    case 'scenario':
      return `it is a scenario, which is played by: runcast run ${name}`;
    case 'config':
      return `it is a config.toml of GitLab Runner, of which a scenario is made by: runcast init ${name} -o my.yaml`;
    case 'history':
      return `it is a table of jobs, and a scenario that replays it is made by: runcast init config.toml --jobs ${name} -o my.yaml`;
    case 'result':
      return `it is the result of a run, which is shown by: runcast report ${name}`;
    case 'outage':
      return 'it is the result of runcast outage; the outage.html beside it shows it';
    case 'report':
      return 'it is a page for a browser; open it there';
  }
}
