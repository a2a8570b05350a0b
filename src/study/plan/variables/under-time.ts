/** Whether an outage that was asked for comes about: nothing is said of one that nobody met. */
import type { PreparedScenario } from '../../../scenario/prepare.js';
import type { FleetSpec } from '../../../fleet/fleet.js';

/** Returns why the event that `fleet` has beside those of `base` is met by nothing that is measured; undefined where it is, or where its times are drawn. */
export function whyUnmet({ scenario, fleet: before }: PreparedScenario, fleet: FleetSpec): string | undefined {
  const { events, upgrades, outages, horizon, warmup } = fleet;
  // What is done to managers and registrations lasts.
  if (events.length > before.events.length || upgrades.length > before.upgrades.length) return undefined;
  const known = new Set(windowsOf(before).map((own) => own.key));
  const windows = windowsOf(fleet).filter(({ key }) => !known.has(key));
  if (outages.some(({ name, times }) => times.kind === 'drawn' && !before.outages.some((own) => own.name === name))) return undefined;
  if (windows.some(({ from, to }) => from < horizon && to > warmup)) return undefined;
  return windows.length === 0
    ? outside(scenario)
    : `it is over within the warm-up of ${scenario.warmup}, which is not measured; name a later time`;
}

/** Returns why an outage of a fleet, by its name, is none in its run; undefined where it comes about, or where its times are drawn. */
export function whyNever({ scenario, fleet }: PreparedScenario, name: string): string | undefined {
  const times = fleet.outages.find((own) => own.name === name)?.times;
  if (times?.kind === 'drawn' || times?.windows.some(({ from }) => from < fleet.horizon) === true) return undefined;
  return outside(scenario);
}

function outside({ start, horizon }: Pick<PreparedScenario['scenario'], 'start' | 'horizon'>): string {
  return `nothing of it lies within the run, which begins at ${start} and lasts ${horizon}; name a time in it, or let it last longer (horizon)`;
}

/** The times of outages that are not drawn. */
function windowsOf({ outages }: FleetSpec): { readonly from: number; readonly to: number; readonly key: string }[] {
  return outages.flatMap(({ name, times }) =>
    times.kind === 'drawn' ? [] : times.windows.map(({ from, to }) => ({ from, to, key: JSON.stringify([name, from, to]) })),
  );
}
