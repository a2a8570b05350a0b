/** A small scenario with two of each thing, no two alike, for tests of what is shown of what. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const toml = (token: string, idle: number, zone: string, type: string): string => `concurrent = 12
check_interval = 3
[[runners]]
  name = "pool"
  url = "https://git.example/"
  token = "${token}"
  executor = "docker+machine"
  limit = 6
  [runners.docker]
    image = "x"
  [runners.machine]
    IdleCount = ${idle}
    IdleTime = 300
    MaxBuilds = 2
    MachineDriver = "google"
    MachineName = "m-%s"
    MachineOptions = ["google-zone=${zone}", "google-machine-type=${type}"]
`;

const SCENARIO = `name: Two of each
start: 2018-10-08T00:00:00Z
horizon: 3h
warmup: 20m
instances: { here: { url: "https://git.example/" } }
runners:
  east: { instance: here, token: east-token, tags: [docker] }
  west: { instance: here, token: west-token, run_untagged: false, tags: [docker] }
clouds:
  near:
    driver: google
    billing: { granularity: 1s, minimum: 1m }
    zones: { n: { boot_time: { lognormal: { median: 40s, sigma: 0.3 } } } }
    machine_types: { small: 0.0475 USD/h }
  far:
    driver: google
    billing: { granularity: 10m, minimum: 20m }
    zones: { f: { boot_time: 90s, boot_failure: 20% } }
    machine_types: { large: 0.19 USD/h }
managers:
  east: { config: east.toml, replicas: 2, host: { cloud: near, machine_type: small } }
  west: { config: west.toml, host: { cloud: far, machine_type: large } }
workloads:
  calm: { instance: here, projects: [a, b], jobs: { rate: 60/h }, duration: { exponential: { mean: 2m } } }
  rush:
    instance: here
    projects: [c]
    tags: [docker]
    pipelines:
      rate: 20/h
      stages:
        - { name: build, jobs: 2, duration: 90s }
        - { name: test, jobs: 3, duration: { exponential: { mean: 1m } } }
thresholds: { queue_time: ["share_below(10s) > 1%", "share_below(2m) > 1%"] }
`;

/** Writes the scenario into a folder of its own and returns its path. */
export function writeScenario(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'runcast-two-'));
  writeFileSync(path.join(folder, 'east.toml'), toml('east-token', 2, 'n', 'small'));
  writeFileSync(path.join(folder, 'west.toml'), toml('west-token', 1, 'f', 'large'));
  const file = path.join(folder, 'two.yaml');
  writeFileSync(file, SCENARIO);
  return file;
}
