/** Completes what is changed about histories and about the load as a whole. */
import type { Path } from '../text/path.js';
import type { ScenarioChange, ScenarioScale } from '../scenario.js';
import type { ScenarioInput } from '../schema.js';
import { sameDuration, type NormaliseContext } from './context.js';
import { normaliseScale } from './growth.js';
import { checkZone } from './managers.js';
import { normaliseCron } from './schedules.js';

type WorkloadInput = ScenarioInput['workloads'][string];
type ChangesInput = Exclude<NonNullable<WorkloadInput['trace']>, string>['changes'];

/** Returns the changes in their one form; `timezone` is that of expressions which say none. */
export function normaliseChanges(
  context: NormaliseContext,
  path: Path,
  given: ChangesInput,
  { hasPipelines, timezone }: { readonly hasPipelines: boolean; readonly timezone: string },
): readonly ScenarioChange[] | undefined {
  return given?.map((change, i): ScenarioChange => {
    const at = (key: string): Path => [...path, i, key];
    const { projects, tagged, pipelines_of: cron, within, tags, scale, spread } = change;
    if (change.timezone !== undefined) checkZone(context, at('timezone'), change.timezone);
    return {
      ...(projects === undefined ? {} : { projects }),
      ...(tagged === undefined ? {} : { tagged }),
      ...(cron === undefined
        ? {}
        : {
            pipelines_of: normaliseCron(context, at('pipelines_of'), cron),
            within: context.duration(at('within'), within, '1m'),
            timezone: change.timezone ?? timezone,
          }),
      ...(tags === undefined ? {} : { tags: withoutAbsent(tags) }),
      ...(scale === undefined ? {} : { scale: normaliseScale(context, at('scale'), scale, hasPipelines) }),
      ...(change.drop === undefined ? {} : { drop: true }),
      ...(spread === undefined ? {} : { spread: sameDuration(spread) }),
    };
  });
}

function withoutAbsent({
  replace,
  add,
  remove,
}: NonNullable<NonNullable<ChangesInput>[number]['tags']>): NonNullable<ScenarioChange['tags']> {
  return {
    ...(replace === undefined ? {} : { replace }),
    ...(add === undefined ? {} : { add }),
    ...(remove === undefined ? {} : { remove }),
  };
}

/** Returns the factors on the load, those of workloads that are there; nothing where the scenario has none. */
export function normaliseLoadScale(context: NormaliseContext, { scale, workloads }: ScenarioInput): { readonly scale?: ScenarioScale } {
  if (scale === undefined) return {};
  const { pipelines, workloads: own, projects } = scale;
  for (const name of Object.keys(own ?? {})) context.known(['scale', 'workloads', name], 'workload', name, Object.keys(workloads));
  return {
    scale: {
      ...(pipelines === undefined ? {} : { pipelines }),
      ...(own === undefined ? {} : { workloads: own }),
      ...(projects === undefined ? {} : { projects }),
    },
  };
}
