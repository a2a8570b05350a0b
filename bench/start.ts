/** How long the built command takes from its start to its end, where it has next to nothing to do: what everybody waits for at every call. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { median, type Figures } from './figures.js';

const TIMES = 20;

/** M/M/100 for an hour. */
const SMALL = `name: small
horizon: 1h
warmup: 10m
replications: 1
instances: { gitlab: { long_polling: off } }
runners: { host: { token: token } }
managers:
  host:
    config:
      file: host.toml
      text: |
        concurrent = 100
        check_interval = 1
        [[runners]]
          name = "host"
          url = "https://gitlab.example/"
          token = "token"
          executor = "shell"
workloads:
  load: { jobs: { rate: 324/h }, duration: { exponential: { mean: 1000s } } }
`;

/** Prints the median wall time of `--help`, of a small run, and of one that writes its folder. `command` is the built `main.js`. */
export function benchStart(command: string): Figures {
  console.log(`Start: wall time of the built command, a process each; median of ${TIMES}, in turn`);
  const folder = mkdtempSync(path.join(tmpdir(), 'runcast-start-'));
  const file = path.join(folder, 'small.yaml');
  writeFileSync(file, SMALL);
  const calls = [['--help'], ['run', file], ['run', file, '--out', path.join(folder, 'out')]];
  const seconds = calls.map((): number[] => []);
  // In turn, so that a machine that is busy for a while is so for all.
  for (let time = 0; time < TIMES; time++) {
    calls.forEach((words, call) => {
      const before = performance.now();
      execFileSync(process.execPath, [command, ...words], { stdio: 'ignore' });
      seconds[call]!.push((performance.now() - before) / 1000);
    });
  }
  rmSync(folder, { recursive: true });
  const [help, run, out] = seconds.map(median) as [number, number, number];
  console.log(`  --help: ${help.toFixed(2)} s; run: ${run.toFixed(2)} s; run --out: ${out.toFixed(2)} s`);
  return { 'start.help_s': help, 'start.run_s': run, 'start.out_s': out };
}
