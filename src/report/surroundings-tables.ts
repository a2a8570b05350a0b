/** Tables of what is around a fleet: pipelines, the troubles of clouds, traffic, GitLab's load and monitoring. Each has rows only where it is used. */
import type { RunResult } from '../results/run-result.js';
import { estimateMean } from '../stats/confidence.js';
import type { StudyResult } from '../study/study-result.js';
import { cleanText, dollarsText, NOTHING, numberText, secondsText, wholeText } from './numbers.js';
import { row, type Lookup, type Row, type Table } from './table.js';

const PIPELINE_COLUMNS = ['mean', 'p50', 'p95', 'p99', 'max'] as const;

/** How long pipelines took, of all and by workload where several have some. */
export function pipelineTable({ first }: StudyResult, lookup: Lookup): Table {
  const workloads = first.jobs.workloads
    .map(({ name }) => name)
    .filter((name) => (lookup('workload', name, 'pipelines')?.estimate ?? 0) > 0);
  const parts = [
    ...(workloads.length > 1 ? workloads.map((name) => ({ scope: 'workload' as const, name })) : []),
    { scope: 'all' as const, name: 'all' },
  ];
  const cancelled = lookup('all', 'all', 'pipelineStatuses.cancelled')?.estimate ?? 0;
  return {
    title: 'Pipelines',
    columns: ['pipelines', ...PIPELINE_COLUMNS],
    rows:
      (lookup('all', 'all', 'pipelines')?.estimate ?? 0) === 0
        ? []
        : parts.map(({ scope, name }) =>
            row(scope === 'all' ? 'all pipelines' : name, [
              lookup(scope, name, 'pipelines'),
              ...PIPELINE_COLUMNS.map((column) => lookup(scope, name, `pipelineDuration.${column}`)),
            ]),
          ),
    notes: [
      'From the creation of a pipeline to the last end of a job of it; one that runs on counts with its time so far.',
      ...(cancelled > 0 ? [`${numberText(cancelled)} were cancelled and are left out.`] : []),
    ],
  };
}

type Column<T> = readonly [name: string, value: (one: T) => number, text: (x: number) => string, note?: string];

/** A table with the means of all replications; columns that are nought in every row are left out. Things are told apart by `key`. */
function meansTable<T>(
  title: string,
  perRun: readonly (readonly T[])[],
  key: (one: T) => string,
  columns: readonly Column<T>[],
  notes: readonly string[],
): Table {
  const keys = [...new Set(perRun.flatMap((run) => run.map(key)))];
  const values = (name: string, value: (one: T) => number): number[] =>
    perRun.map((run) => {
      const found = run.find((one) => key(one) === name);
      return found === undefined ? 0 : value(found);
    });
  const used = columns.filter(([, value]) => keys.some((name) => values(name, value).some((x) => x !== 0)));
  const rows = keys.map((name): Row => {
    const estimates = used.map(([, value, text]) => {
      const { mean, halfWidth } = estimateMean(values(name, value));
      return [mean === 0 ? NOTHING : text(mean), halfWidth === undefined || mean === 0 ? '' : `± ${text(halfWidth)}`] as const;
    });
    return { name: cleanText(name), cells: estimates.map(([text]) => text), spread: estimates.map(([, spread]) => spread) };
  });
  const explained = used.flatMap(([name, , , note]) => (note === undefined ? [] : [`${name}: ${note}`]));
  return {
    title,
    columns: used.map(([name]) => name),
    rows: used.length === 0 ? [] : rows,
    notes: explained.length === 0 ? notes : [...notes, `${sentence(explained.join('; '))}.`],
  };
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

function countWords(x: number): string {
  return Number.isInteger(x) || x >= 100 ? wholeText(x) : numberText(x);
}

type Cloud = NonNullable<RunResult['clouds']>[number];
type Traffic = NonNullable<RunResult['traffic']>[number];
type Load = NonNullable<RunResult['gitlab']>[number];
type Targets = NonNullable<RunResult['monitoring']>['targets'][number];

/** Said of what one of several replications tells. */
function ofFirst(replications: number): string {
  return replications > 1 ? ' (first replication)' : '';
}

/** What an exporter of the cloud counts, in the first replication: machines and how many there may be. */
function standing({ cloud, machines, machinesQuota }: Cloud, which: string): string[] {
  if (machines === undefined) return [];
  const quota = machinesQuota === undefined ? '' : `, of ${wholeText(machinesQuota)} that the account may have`;
  const most = `${machines.peakAtMost === true ? 'at most ' : ''}${wholeText(machines.peak)}`;
  return [`${cloud}: ${numberText(machines.average)} machines stand on average, ${most} at the peak, orphans included${quota}${which}.`];
}

/** Calls to the clouds' APIs, what was refused, and the clouds' own troubles. */
export function cloudTables({ runs }: StudyResult): Table[] {
  const perRun = runs.map(({ clouds }) => clouds ?? []);
  const key = ({ cloud }: Cloud): string => cloud;
  const api = meansTable(
    "Clouds' APIs",
    perRun,
    key,
    [
      ['calls', ({ calls }) => calls, countWords, 'of commands and passes'],
      ['refused', ({ refusedCalls }) => refusedCalls, countWords, 'by a rate limit'],
      ['over quota', ({ refusedByQuota }) => refusedByQuota, countWords, 'creates refused'],
      ['in outages', ({ failedByOutage }) => failedByOutage, countWords, 'commands that failed'],
    ],
    [],
  );
  const troubles = meansTable(
    "Clouds' machines in trouble",
    perRun,
    key,
    [
      ['died', ({ died }) => died, countWords, 'in outages'],
      ['preempted', ({ preempted }) => preempted, countWords, 'taken back by the cloud'],
      ['orphans', ({ orphaned }) => orphaned, countWords, 'machines that lived on unknown to their manager'],
      ['stand', ({ orphans }) => orphans?.average ?? 0, numberText, 'how many of them on average'],
      ['peak', ({ orphans }) => orphans?.peak ?? 0, countWords],
      ['cleaned', ({ hangingRemoved }) => hangingRemoved, countWords, 'by hanging-droplets-cleaner'],
      ['DropletId 0', ({ zeroRecords }) => zeroRecords, countWords, 'directories made'],
      ['cleaned 0', ({ zeroRemoved }) => zeroRemoved, countWords, 'by droplet-zero-machines-cleaner'],
    ],
    (perRun[0] ?? []).flatMap((cloud) => standing(cloud, ofFirst(perRun.length))),
  );
  return [api, troubles];
}

/** What jobs moved, by helper and cloud. */
export function trafficTable({ runs }: StudyResult): Table {
  return meansTable(
    'Traffic',
    runs.map(({ traffic }) => traffic ?? []),
    ({ helper, cloud }: Traffic) => (cloud === '' ? helper : `${helper} and ${cloud}`),
    [
      ['transfers', ({ transfers }) => transfers, countWords],
      ['refused', ({ refused }) => refused, countWords],
      ['GiB to', ({ gibOut }) => gibOut, numberText],
      ['GiB from', ({ gibIn }) => gibIn, numberText],
      ['cost', ({ cost }) => cost, dollarsText],
    ],
    ['To and from the machines. Egress is paid where the helper is not of their cloud.'],
  );
}

/** What the fleet asks of GitLab. */
export function gitLabTable({ runs }: StudyResult): Table {
  return meansTable(
    'Asked of GitLab a second',
    runs.map(({ gitlab }) => gitlab ?? []),
    ({ instance }: Load) => instance,
    [
      ['job requests', ({ requestsPerSecond }) => requestsPerSecond, numberText],
      ['status updates', ({ statusUpdatesPerSecond }) => statusUpdatesPerSecond, numberText],
      ['trace updates', ({ traceUpdatesPerSecond }) => traceUpdatesPerSecond, numberText],
    ],
    [],
  );
}

/** What could not be seen, in the first replication. */
function gapWords(gaps: NonNullable<NonNullable<RunResult['monitoring']>['gaps']>, which: string): string[] {
  return gaps.map(({ helper, kind, seconds }) => {
    const what = kind === 'prometheus' ? 'nothing was seen and no rule looked' : 'no machine of its cloud was found';
    return `${helper} was down for ${secondsText(seconds)}${which}: ${what}.`;
  });
}

/** Prometheus: what is scraped. */
export function monitoringTable({ runs }: StudyResult): Table {
  const all = runs.flatMap(({ monitoring }) => monitoring ?? []);
  const mean = (of: (one: (typeof all)[number]) => number): string => countWords(estimateMean(all.map(of)).mean);
  const [first] = all;
  const series = [`Series: ${mean((one) => one.series.average)} on average, at most ${mean((one) => one.series.peak)}`];
  if ((first?.federatedSeries.average ?? 0) > 0) series.push(`federated: ${mean((one) => one.federatedSeries.average)}`);
  if ((first?.samplesPerSecond ?? null) !== null) series.push(`${mean((one) => one.samplesPerSecond ?? 0)} samples a second`);
  return meansTable(
    'Prometheus targets',
    runs.map(({ monitoring }) => monitoring?.targets ?? []),
    ({ of, cloud, foundBy }: Targets) => (cloud === undefined ? of : `${of} of ${cloud}, by ${foundBy ?? ''}`),
    [
      ['average', ({ average }) => average, countWords],
      ['peak', ({ peak }) => peak, countWords],
    ],
    first === undefined ? [] : [`${series.join('; ')}.`, ...gapWords(first.gaps ?? [], ofFirst(all.length))],
  );
}
