/** Completes how the load of a history, or a part of it, grows. */
import type { Path } from '../text/path.js';
import type { ScenarioHistory } from '../scenario.js';
import type { NormaliseContext } from './context.js';

/** Returns how the load grows; nobody needs a spread where no pipeline is added. */
export function normaliseScale(
  context: NormaliseContext,
  path: Path,
  given: number | { readonly pipelines: number; readonly spread?: string | undefined } | undefined,
  hasPipelines: boolean,
): ScenarioHistory['scale'] {
  const scale = context.fill(path, given, 1);
  const { pipelines, spread } = typeof scale === 'number' ? { pipelines: scale, spread: undefined } : scale;
  if (pipelines !== 1 && !hasPipelines) {
    context.report.warn(
      path,
      'the file names no pipelines, so that single jobs are left out or added; name the column that holds them in columns',
    );
  }
  if (pipelines <= 1 && spread === undefined) return pipelines;
  return {
    pipelines,
    spread: context.duration([...path, 'spread'], spread, '1h', 'added pipelines come within an hour of their original'),
  };
}
