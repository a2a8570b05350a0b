/** Turns what an entry of a config.toml says of its executor into the model's: where its machines are made, and its settings over time. */
import type { DockerAutoscalerSpec, PolicySpec, PolicyTimeline } from '../../fleet/docker-autoscaler.js';
import type { DockerMachineSpec, ExecutorSpec, IdleSettings } from '../../fleet/executor.js';
import { refuse } from '../../sim/invariant.js';
import { MINUTE, SECOND } from '../../units/time.js';
import type { AutoscalerPolicy, AutoscalerSettings } from '../config-toml/autoscaler-settings.js';
import type { MachineSettings } from '../config-toml/config.js';
import { EXECUTORS, usesAutoscaler, usesMachines, usesOwnHost } from '../config-toml/known-keys.js';
import { suggestion, type Position } from '../text/issue.js';
import { own } from '../own.js';
import { minuteIntervals, parseMinutePeriods } from '../periods/minute-periods.js';
import { offPeakTimeline, sectionSwitches, sectionTimeline } from '../periods/section-timeline.js';
import type { BuiltClouds } from './clouds.js';
import type { BuildContext } from './context.js';
import { checkOptions } from './drivers.js';
import { placeEntry, type Placement, type Placing } from './placement.js';
import { autoscalerPlace, machinePlace, type WantedPlace } from './wanted-place.js';

/** What GitLab Runner reads for MaxRemovalAttempts 0 (docs/explanation/machine-pool.md, "Constants"). */
const DEFAULT_REMOVAL_ATTEMPTS = 30;

/** What holds while no policy does (reference of docker-autoscaler, section 1). */
const NO_POLICY: PolicySpec = { idleCount: 0, idleTime: 5 * MINUTE, scaleFactor: 0, scaleFactorLimit: 0, isPreemptive: false };

/** An entry whose executor is built. The two note what is wrong at a place of its config.toml. */
export interface ExecutorSite extends Omit<Placing, 'wanted' | 'error'> {
  readonly timezone: string;
  readonly error: (position: Position, path: string, message: string) => void;
  readonly warn: (position: Position, path: string, message: string) => void;
}

/** Returns whether an entry's executor is one that is modelled, with the section it needs, after noting why not. */
export function checkExecutor({ entry, group, error }: Pick<ExecutorSite, 'entry' | 'group' | 'error'>): boolean {
  const leave = `leave the entry out with entries: { ${JSON.stringify(entry.name)}: ignore } in managers.${group}`;
  const section = usesMachines(entry.executor) ? 'machine' : usesAutoscaler(entry.executor) ? 'autoscaler' : undefined;
  if (section !== undefined) {
    if (entry[section] !== undefined) return true;
    const path = `runners[${entry.index}]`;
    error(entry.position, path, `the executor ${entry.executor} needs a section [runners.${section}]; add it, or ${leave}`);
    return false;
  }
  if (usesOwnHost(entry.executor)) return true;
  const meant = suggestion(
    entry.executor,
    Object.keys(EXECUTORS).filter((executor) => EXECUTORS[executor] !== 'unmodelled'),
  );
  const hint = meant === undefined ? '' : `; did you mean ${meant}?`;
  error(
    entry.positions['executor'] ?? entry.position,
    `runners[${entry.index}].executor`,
    `the executor '${entry.executor}' is not modelled${hint}; expected docker+machine, docker-autoscaler, instance, docker, shell or another of one host; ${leave}`,
  );
  return false;
}

/** Returns what an entry that `checkExecutor` let pass runs its jobs on. */
export function executorOf(context: BuildContext, clouds: BuiltClouds, site: ExecutorSite): ExecutorSpec {
  const { entry } = site;
  const { machine, autoscaler } = entry;
  const wrong = (): never => refuse('only entries with a complete executor are built', entry.executor);
  switch (own(EXECUTORS, entry.executor)) {
    case 'machines':
      return dockerMachineOf(context, clouds, site, machine ?? wrong());
    case 'autoscaler':
      return autoscalerOf(context, clouds, site, autoscaler ?? wrong());
    case 'fixed':
      return { kind: 'host' };
    case 'unmodelled':
    case undefined:
      return wrong();
  }
}

/** Indices that are of use only where nothing was wrong. */
function placeOf(context: BuildContext, clouds: BuiltClouds, site: ExecutorSite, wanted: WantedPlace): Placement {
  const error: Placing['error'] = ({ position, path }, message) => site.error(position, `runners[${site.entry.index}].${path}`, message);
  return placeEntry(context, clouds, { ...site, wanted, error }) ?? { zone: 0, machineType: 0 };
}

function dockerMachineOf(context: BuildContext, clouds: BuiltClouds, site: ExecutorSite, machine: MachineSettings): DockerMachineSpec {
  const { entry, error, warn } = site;
  checkOptions(machine, `runners[${entry.index}].machine.MachineOptions`, error, warn);
  return {
    kind: 'docker-machine',
    ...placeOf(context, clouds, site, machinePlace(machine)),
    maxBuilds: machine.MaxBuilds,
    maxGrowthRate: machine.MaxGrowthRate,
    maxRemovalAttempts: machine.MaxRemovalAttempts > 0 ? machine.MaxRemovalAttempts : DEFAULT_REMOVAL_ATTEMPTS,
    skipsProvision: entry.featureFlags['FF_SKIP_DOCKER_MACHINE_PROVISION_ON_CREATION_FAILURE'] ?? false,
    timeline: remembered(context.timelines, machine, site.timezone, () => timelineOf(context, machine, site.timezone)),
  };
}

function autoscalerOf(
  context: BuildContext,
  clouds: BuiltClouds,
  site: ExecutorSite,
  autoscaler: AutoscalerSettings,
): DockerAutoscalerSpec {
  const { shutdown_deletion_interval: interval, shutdown_deletion_retries: looks } = autoscaler;
  return {
    kind: 'docker-autoscaler',
    ...placeOf(context, clouds, site, autoscalerPlace(autoscaler)),
    capacity: autoscaler.capacity_per_instance,
    maxUses: autoscaler.max_use_count,
    maxInstances: autoscaler.max_instances,
    updateInterval: autoscaler.update_interval,
    updateIntervalExpecting: autoscaler.update_interval_when_expecting,
    throttle: { perSecond: autoscaler.scale_throttle.limit, burst: autoscaler.scale_throttle.burst },
    deletionRetryInterval: autoscaler.deletion_retry_interval,
    acquireTimeout: autoscaler.instance_acquire_timeout,
    throttlesReservations: autoscaler.reservation_throttling,
    hasReadyCommand: autoscaler.instance_ready_command !== '',
    shutdown: autoscaler.delete_instances_on_shutdown ? { interval, looks } : undefined,
    policies: remembered(context.policies, autoscaler, site.timezone, () => policiesOf(context, autoscaler, site.timezone)),
  };
}

function idleOf(settings: Pick<MachineSettings, 'IdleCount' | 'IdleCountMin' | 'IdleScaleFactor' | 'IdleTime'>): IdleSettings {
  return {
    idleCount: settings.IdleCount,
    idleCountMin: settings.IdleCountMin,
    idleScaleFactor: settings.IdleScaleFactor,
    idleTime: settings.IdleTime * SECOND,
  };
}

function timelineOf(context: BuildContext, machine: MachineSettings, timezone: string): DockerMachineSpec['timeline'] {
  const startMs = context.start / 1000;
  const plain = idleOf(machine);
  const { offPeak, autoscaling } = machine;
  if (offPeak !== undefined && autoscaling.length === 0) {
    const away = { ...plain, idleCount: offPeak.IdleCount, idleTime: offPeak.IdleTime * SECOND };
    return offPeakTimeline(offPeak, startMs, context.horizon, timezone).map(({ at, section }) => ({
      at,
      idle: section === -1 ? plain : away,
    }));
  }
  return sectionTimeline(autoscaling, startMs, context.horizon, timezone).map(({ at, section }) => {
    const active = autoscaling[section];
    return { at, idle: active === undefined ? plain : idleOf(active) };
  });
}

function policyOf(policy: AutoscalerPolicy): PolicySpec {
  return {
    idleCount: policy.idle_count,
    idleTime: policy.idle_time,
    scaleFactor: policy.scale_factor,
    scaleFactorLimit: policy.scale_factor_limit,
    isPreemptive: policy.preemptive_mode,
  };
}

function policiesOf(context: BuildContext, { policies }: AutoscalerSettings, timezone: string): PolicyTimeline {
  const specs = policies.map((policy) => policyOf(policy));
  const intervals = policies.map((policy) =>
    minuteIntervals(parseMinutePeriods(policy.periods, policy.timezone), context.start / 1000, context.horizon, timezone),
  );
  return sectionSwitches(intervals, context.horizon).map(({ at, section }) => ({ at, policy: specs[section] ?? NO_POLICY }));
}

/** Returns what settings come to over time in a time zone, worked out once for all processes that share them. */
function remembered<Settings, Timeline>(
  known: Map<Settings, Map<string, Timeline>>,
  settings: Settings,
  timezone: string,
  make: () => Timeline,
): Timeline {
  const byZone = known.get(settings) ?? new Map<string, Timeline>();
  known.set(settings, byZone);
  const timeline = byZone.get(timezone) ?? make();
  byZone.set(timezone, timeline);
  return timeline;
}
