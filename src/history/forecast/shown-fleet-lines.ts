/** The fleet of a fitted scenario where nobody stated one: the runners and pools that a history shows. */
import type { BootFit } from '../fit/boots.js';
import type { ShownFleet, ShownHost, ShownPart, ShownPool } from '../fit/shown-fleet.js';
import { plain } from './plain.js';
import { Slugs } from '../../scenario/init/slugs.js';
import { flow, scalar } from '../../scenario/init/yaml-text.js';

/** Name of the one instance. */
export const SHOWN_INSTANCE = 'ci';
/** What the config.toml of a fleet that was seen says of where its jobs are from. */
const URL = 'https://ci.example/';

/** Requests for a job at once at least: with fewer a freed place would wait for a poll under way, which no history tells of. */
const REQUESTS = 4;

/** A registration and the entry of a config.toml that serves it. */
interface ShownEntry {
  readonly runner: string;
  readonly part: ShownPart;
  /** Zone and boot of its machines; undefined: a host. */
  readonly machines?: { readonly zone: string; readonly boot: BootFit };
}

/** A process, its entries and what is said of it. */
interface ShownManager {
  readonly name: string;
  readonly words: string;
  readonly concurrent: number;
  readonly entries: readonly ShownEntry[];
}

/**
 * Returns the lines from `instances` to `managers`. `isGitlab` says whether GitLab handed the jobs out: elsewhere the oldest job is first and nobody
 * counts the jobs of a project.
 */
export function shownFleetLines(fleet: ShownFleet, isGitlab: boolean): string[] {
  const slugs = new Slugs(['ignore']);
  const managers = [...fleet.hosts.map((host) => hostManager(host, slugs)), ...fleet.pools.map((pool) => poolManager(pool, slugs))];
  return [instanceLines(isGitlab), runnerLines(managers), cloudLines(managers), managerLines(managers, fleet)]
    .filter((part) => part.length > 0)
    .flatMap((part) => [...part, '']);
}

function hostManager(host: ShownHost, slugs: Slugs): ShownManager {
  const name = slugs.of(host.name, 'runner');
  const part = host.presence < 0.9 ? `; there for ${Math.round(100 * host.presence)} % of the time` : '';
  return {
    name,
    words: `${host.name}: a runner, ${host.jobs} jobs, ${host.places} at once${part}`,
    concurrent: host.places,
    entries: [{ runner: name, part: host }],
  };
}

function poolManager(pool: ShownPool, slugs: Slugs): ShownManager {
  const name = slugs.of(pool.name ?? 'machines', 'pool');
  const what = pool.name === undefined ? 'nobody says who ran these' : `${pool.name}: a pool of ${pool.names} names`;
  const jobs = pool.parts.reduce((sum, own) => sum + own.jobs, 0);
  const isElastic = pool.parts.some(({ boot }) => boot.isTold);
  return {
    name,
    words: `${what}, ${jobs} jobs, ${pool.places} at once`,
    concurrent: pool.places,
    entries: pool.parts.map((part): ShownEntry => {
      const runner = pool.parts.length === 1 ? name : slugs.of(`${name} ${part.tags.join(' ') || 'untagged'}`, 'pool');
      return { runner, part, ...(isElastic ? { machines: { zone: runner, boot: part.boot } } : {}) };
    }),
  };
}

function instanceLines(isGitlab: boolean): string[] {
  const own: (readonly [string, string])[] = [
    ['update_latency', '0s'],
    ['final_update_latency', '0s'],
  ];
  if (isGitlab) return ['instances:', `  ${SHOWN_INSTANCE}: ${flow(own)} # durations of the history hold the updates`];
  const other: (readonly [string, string])[] = [['request_latency', '0s'], ...own, ['long_poll_wake', 'job'], ['fair_usage', 'false']];
  return [
    '# ASSUMED not GitLab: the oldest job is first, and a runner that waits for one has it at once.',
    'instances:',
    `  ${SHOWN_INSTANCE}: ${flow(other)}`,
  ];
}

function runnerLines(managers: readonly ShownManager[]): string[] {
  return [
    '# Tags are those of all the jobs that a runner was seen to take: it may have more.',
    'runners:',
    ...managers.flatMap(({ entries }) =>
      entries.map(({ runner, part: { tags, takesUntagged } }) => {
        const keys: (readonly [string, string])[] = [
          ...(tags.length === 0 ? [] : [['tags', `[${tags.map((tag) => JSON.stringify(tag)).join(', ')}]`] as const]),
          ['run_untagged', String(takesUntagged || tags.length === 0)],
        ];
        return `  ${scalar(runner)}: ${flow(keys)}`;
      }),
    ),
  ];
}

function cloudLines(managers: readonly ShownManager[]): string[] {
  const machines = managers.flatMap(({ entries }) => entries.flatMap((entry) => entry.machines ?? []));
  if (machines.length === 0) return [];
  return [
    '# Machines that are made for a job and removed after it. Boots are those of first jobs that found room in the',
    '# pool: they hold what the CI system itself took to hand the job out. ASSUMED price: put in yours.',
    'clouds:',
    '  seen:',
    '    driver: seen',
    '    billing: { granularity: 1s, minimum: 1s }',
    '    zones:',
    ...machines.map(({ zone, boot }) => `      ${scalar(zone)}: { boot_time: ${bootText(boot)}, delete_time: 1s } # ${bootWords(boot)}`),
    '    machine_types: { seen: 0.05 USD/h }',
  ];
}

function bootText(boot: BootFit): string {
  return boot.isTold ? `{ lognormal: { median: ${seconds(boot.median.value)}, sigma: ${boot.sigma.value.toFixed(3)} } }` : '0s';
}

function bootWords(boot: BootFit): string {
  if (!boot.isTold) return `none: ${boot.why}`;
  return `± ${seconds(boot.median.se!)} and ± ${boot.sigma.se!.toFixed(3)}, of ${boot.cold} jobs`;
}

/** Seconds to the millisecond, as a duration. */
function seconds(value: number): string {
  return `${Number(value.toFixed(3))}s`;
}

function managerLines(managers: readonly ShownManager[], { isTimed }: ShownFleet): string[] {
  return [
    ...(isTimed
      ? ['# Jobs at once are the most that were seen, for a minute in all: with idle places nobody saw more of them.']
      : ['# ASSUMED: nobody says when jobs ran, so there is room for all of them as they came. State your fleet.']),
    'managers:',
    ...managers.flatMap(({ name, words, concurrent, entries }) => [
      `  # ${plain(words)}`,
      `  ${scalar(name)}:`,
      '    config:',
      `      file: ${scalar(`${name}.toml`)}`,
      '      text: |',
      `        concurrent = ${concurrent}`,
      '        check_interval = 1',
      ...entries.flatMap((entry) => ['', ...entryLines(entry)].map((line) => (line === '' ? '' : `        ${line}`))),
      `    entries: ${flow(
        entries.map((entry, index) => [
          String(index),
          entry.machines === undefined
            ? scalar(entry.runner)
            : flow([
                ['runner', scalar(entry.runner)],
                ['zone', scalar(entry.machines.zone)],
              ]),
        ]),
      )}`,
    ]),
  ];
}

function entryLines({ runner, part, machines }: ShownEntry): string[] {
  const own = [
    '[[runners]]',
    `  name = ${JSON.stringify(runner)}`,
    `  url = "${URL}"`,
    `  limit = ${part.places}`,
    `  request_concurrency = ${Math.max(REQUESTS, part.places)}`,
  ];
  if (machines === undefined) return [...own, '  executor = "shell"'];
  return [
    ...own,
    '  executor = "docker+machine"',
    '  [runners.machine]',
    '    IdleCount = 0',
    '    IdleTime = 0',
    '    MaxBuilds = 1',
    '    MachineDriver = "seen"',
    '    MachineName = "seen-%s"',
  ];
}
