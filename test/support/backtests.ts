/** Histories of a plain queue with so many runners, made without the simulator, and scenarios of fleets of such runners. */

import { ReplayRows, type ReplayHistory } from '../../src/history/backtest/replay-rows.js';
import { Importer, type ImportReport } from '../../src/history/importer.js';
import { sourceOf } from '../../src/history/sources/index.js';

/** Monday 1 October 2018, 00:00 UTC. */
const MONDAY = Date.UTC(2018, 9, 1);

/** A run of numbers in [0, 1) that anybody can repeat (Park and Miller 1988). */
export function parkMiller(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

/** A job: seconds since Monday. */
export interface PlainJob {
  readonly queued: number;
  readonly lasts: number;
}

/** Stretches in which a runner takes nothing, seconds since Monday. */
export interface Away {
  readonly runner: number;
  readonly from: number;
  readonly to: number;
}

const HOUR = 3600;

/** Jobs of some days, many by day and few by night, that keep `runners` busy for `load` of the time around noon. */
export function plainJobs(days: number, runners: number, load: number, seed = 7): PlainJob[] {
  const next = parkMiller(seed);
  const mean = 6 * 60;
  const jobs: PlainJob[] = [];
  for (let at = 0; at < days * 24 * HOUR;) {
    const hour = (at / HOUR) % 24;
    const busy = Math.max(0.1, Math.sin(((hour - 6) / 12) * Math.PI));
    at += (-Math.log(1 - next()) * mean) / (runners * load * busy);
    jobs.push({ queued: Math.round(at), lasts: Math.max(20, Math.round(-Math.log(1 - next()) * mean)) });
  }
  return jobs;
}

/** Returns the history of these jobs where each runner, when it is free, takes the job that has waited longest: the lowest number first. */
export function plainHistory(jobs: readonly PlainJob[], runners: number, away: readonly Away[] = []): string {
  const free = Array.from({ length: runners }, () => 0);
  const rows = ['job,pipeline,project,name,tags,runner,status,queued_at,started_at,finished_at'];
  const text = (seconds: number): string => new Date(MONDAY + seconds * 1000).toISOString().replace('.000', '');
  for (const [i, { queued, lasts }] of jobs.entries()) {
    const start = free.map((at, runner) => {
      const begin = Math.max(at, queued);
      const off = away.find((own) => own.runner === runner && begin >= own.from && begin < own.to);
      return off?.to ?? begin;
    });
    const best = start.indexOf(Math.min(...start));
    const begin = start[best]!;
    free[best] = begin + lasts;
    rows.push(
      `${i + 1},${Math.ceil((i + 1) / 4)},p,build,docker,r${best + 1},success,${text(queued)},${text(begin)},${text(begin + lasts)}`,
    );
  }
  return `${rows.join('\n')}\n`;
}

/** Files of a fleet of so many hosts, each with one job at once, that ask for jobs every second. */
export function plainFleet(hosts: number, more = ''): Record<string, string> {
  return {
    'fleet.yaml': `name: plain
horizon: 1d
instances: { gitlab: { request_latency: 10ms, update_latency: 0s, final_update_latency: 0s, long_polling: off, fair_usage: false } }
runners: { docker: { token: t, tags: [docker] } }
managers: { r: { config: c.toml, replicas: ${hosts} } }
workloads:
  today:
    jobs: { rate: 60/h }
    tags: [docker]
    duration: 5m
    start: 0s
    stages: { prepare: 0s, prepare_script: 0s, get_sources: 0s, cleanup: 0s }
${more}`,
    'c.toml': `concurrent = 1
check_interval = 1
[[runners]]
  name = "docker"
  url = "https://git.example/"
  token = "t"
  executor = "shell"
`,
  };
}

/** The plain fleet, but each job has a machine of its own that boots between 50 and 70 seconds. */
export function bootingFleet(): Record<string, string> {
  const { 'fleet.yaml': fleet, 'c.toml': config } = plainFleet(1) as { 'fleet.yaml': string; 'c.toml': string };
  const cloud = `clouds:
  c: { driver: google, zones: { z: { boot_time: { uniform: { min: 50s, max: 70s } } } }, machine_types: { m: 0.1 USD/h } }
`;
  const machine = `  [runners.machine]
    IdleCount = 0
    MaxBuilds = 1
    MachineName = "m-%s"
    MachineDriver = "google"
    MachineOptions = ["google-zone=z", "google-machine-type=m"]
`;
  return {
    'fleet.yaml': `${fleet}${cloud}`,
    'c.toml': `${config.replace('concurrent = 1', 'concurrent = 20').replace('"shell"', '"docker+machine"')}${machine}`,
  };
}

/** Returns the history in a text, to be replayed, and what became of its rows. */
export function replayOf(text: string): { readonly history: ReplayHistory; readonly report: ImportReport } {
  const rows = new ReplayRows();
  const importer = new Importer(sourceOf(text)!, { columns: {} }, (kept) => rows.add(kept));
  importer.push(text);
  const report = importer.end();
  return { history: rows.replay(), report };
}
