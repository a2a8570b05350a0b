/** Fleets of docker-autoscaler: small scenarios around one config.toml in the language that users write, played once, and fleets made by hand. */
import type { JobRecord } from '../../src/record/job.js';
import type { MachineRecord } from '../../src/record/machine.js';
import type { EntryCounters } from '../../src/record/counters.js';
import type { EntrySpec } from '../../src/fleet/config.js';
import type { DockerAutoscalerSpec } from '../../src/fleet/docker-autoscaler.js';
import type { FleetSpec } from '../../src/fleet/fleet.js';
import { startFleet } from '../../src/models/run.js';
import { formatIssue } from '../../src/scenario/text/issue.js';
import { prepareScenario } from '../../src/scenario/prepare.js';

/** Returns a `[[runners]]` entry; `tables` is what stands in it below the keys that all have. */
export function entryOf(name: string, tables: string, executor = 'docker-autoscaler'): string {
  return `[[runners]]
  name = "${name}"
  url = "https://gitlab.example/"
  token = "${name}-token"
  request_concurrency = 5
  executor = "${executor}"
${tables}
`;
}

/** Returns an entry of docker-autoscaler. The lists are lines of `[runners.autoscaler]` and of its one policy. */
export function autoscaledEntry(name: string, autoscaler: readonly string[] = [], policy: readonly string[] = []): string {
  return entryOf(
    name,
    ['  [runners.autoscaler]', 'plugin = "googlecloud"', ...autoscaler, '[[runners.autoscaler.policy]]', ...policy].join('\n    '),
  );
}

export interface Surroundings {
  /** Entries by the name of their runner, which has that name as its tag. */
  readonly entries: Readonly<Record<string, string>>;
  /** Lines below `workloads:`. */
  readonly workloads: readonly string[];
  readonly events?: string;
  /** How long boots take in the one zone; half a minute unless said. */
  readonly boot?: string;
}

export interface Played {
  readonly jobs: readonly JobRecord[];
  readonly machines: readonly MachineRecord[];
  /** By runner. */
  readonly counters: Readonly<Record<string, EntryCounters>>;
}

/** Plays two hours and returns what was recorded. Throws where the scenario is refused. */
export function playAutoscaled({ entries, workloads, events = '[]', boot = '30s' }: Surroundings): Played {
  const names = Object.keys(entries);
  const config = `concurrent = 50\n${Object.values(entries).join('')}`;
  const scenario = `name: autoscaled
start: 2026-03-02T00:00:00Z
horizon: 2h
instances: { gitlab: { url: https://gitlab.example/, request_latency: 100ms, long_polling: off } }
runners:
${names.map((name) => `  ${name}: { instance: gitlab, token: ${name}-token, tags: [${name}] }`).join('\n')}
clouds:
  gce:
    driver: google
    zones: { z: { boot_time: ${boot}, delete_time: 10s } }
    machine_types: { n1: 0.05 USD/h }
managers: { manager: { config: config.toml, entries: { ${names.map((name) => `${name}: ${name}`).join(', ')} } } }
workloads:
${workloads.map((line) => `  ${line}`).join('\n')}
events: ${events}
`;
  const prepared = prepareScenario(scenario, 's.yaml', (file) => (file === 'config.toml' ? config : undefined), { hash: String });
  if ('issues' in prepared) throw new Error(prepared.issues.map(formatIssue).join('\n'));
  const jobs: JobRecord[] = [];
  const machines: MachineRecord[] = [];
  const recorder = {
    job: (record: JobRecord) => void jobs.push({ ...record }),
    machine: (record: MachineRecord) => void machines.push({ ...record }),
  };
  const run = startFleet(prepared.fleet, { seed: 1, replication: 0, recorder });
  while (run.advance(1e6) === 'more');
  const counters = Object.fromEntries(run.counters.map((own) => [prepared.fleet.runners[own.runner]!.name, own]));
  return { jobs, machines, counters };
}

/** Returns the fleet with docker-autoscaler in place of docker+machine in every entry of its managers. */
export function autoscaled(fleet: FleetSpec, executor: DockerAutoscalerSpec): FleetSpec {
  const replaced = (entry: EntrySpec): EntrySpec => (entry.executor.kind === 'docker-machine' ? { ...entry, executor } : entry);
  const managers = fleet.managers.map((manager) => ({
    ...manager,
    configs: manager.configs.map((config) => ({ ...config, entries: config.entries.map(replaced) })),
  }));
  return { ...fleet, managers };
}
