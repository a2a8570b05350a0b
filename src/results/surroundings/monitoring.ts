/** What Prometheus scrapes: machines of each cloud, manager processes and services; a series is counted while its target stands. */
import type { FleetSpec } from '../../fleet/fleet.js';
import { SECOND } from '../../units/time.js';
import { standingIn } from './cloud-troubles.js';
import type { Missed } from './monitoring-gaps.js';
import type { Monitoring } from './monitoring-schema.js';
import { levelOf, type KeptSignal } from '../pools/pool-stats.js';

type Targets = Monitoring['targets'][number];

/** Index of the cloud of a service that serves every cloud without one of its own. */
const NO_CLOUD = -1;

/** Returns what is scraped; undefined where the scenario says nothing of it. */
export function monitoringOf(
  { clouds, services, monitoring }: FleetSpec,
  signals: readonly KeptSignal[],
  { gaps, unseen }: Missed,
): Monitoring | undefined {
  const isScraped = services.some(({ targets }) => targets > 0) || monitoring.seriesPerMachine + monitoring.seriesPerManager > 0;
  if (!isScraped && gaps.length === 0) return undefined;
  const counted: { readonly targets: Targets; readonly series: number }[] = [];
  for (const [cloud, { name }] of clouds.entries()) {
    const level = levelOf(standingIn(signals, cloud));
    if (level.peak <= 0) continue;
    const consul = [cloud, NO_CLOUD].flatMap((of) => services.filter((one) => one.kind === 'consul' && one.cloud === of))[0];
    const foundBy = consul === undefined ? 'service discovery of the cloud' : `Consul (${consul.name})`;
    counted.push({ targets: { of: 'machines', cloud: name, foundBy, ...level }, series: monitoring.seriesPerMachine });
  }
  const running = levelOf(signals.filter(({ name }) => name === 'managers_running'));
  counted.push({ targets: { of: 'managers', ...running }, series: monitoring.seriesPerManager });
  for (const { name, targets, seriesPerTarget } of services) {
    if (targets > 0) counted.push({ targets: { of: name, average: targets, peak: targets }, series: seriesPerTarget });
  }
  const sum = (key: 'average' | 'peak', share = 1): number =>
    counted.reduce((all, { targets, series }) => all + targets[key] * series * share, 0);
  const isBound =
    counted.some(({ targets }) => targets.peakAtMost === true) || counted.filter(({ targets }) => targets.of === 'machines').length > 1;
  const atMost = isBound ? { peakAtMost: true as const } : {};
  const { federatedShare: share, scrapeInterval: interval } = monitoring;
  return {
    targets: counted.map(({ targets }) => targets),
    series: { average: sum('average'), peak: sum('peak'), ...atMost },
    federatedSeries: { average: sum('average', share), peak: sum('peak', share), ...atMost },
    samplesPerSecond: interval > 0 ? sum('average') / (interval / SECOND) : null,
    ...(gaps.length === 0 ? {} : { gaps: [...gaps] }),
    ...(gaps.some(({ kind }) => kind === 'prometheus') ? { unseenSeconds: unseen } : {}),
  };
}
