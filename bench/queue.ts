/** What a run of a study costs beside its own work: behind a queue, and in a folder that keeps it. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readRun, runFile } from '../src/cli/store/run-file.js';
import { QueueServer, SERVER } from '../test/support/queue-server.js';
import { median, type Figures } from './figures.js';

/** Runs of the short and of the long study: what both have once falls out of the difference. */
const [FEW, MANY] = [40, 240];
const TIMES = 5;

/** An hour of M/M/100: a few milliseconds of play. */
const SMALL = ['--set', 'horizon=1h', '--set', 'warmup=10m', '--quiet'];

/**
 * Prints the milliseconds that a small run takes longer behind a queue with one worker, and where a folder keeps it, than where one thread of one process plays; and
 * how long a large run takes to be written and read. `command` is the built `main.js`, `root` the folder of the project.
 */
export async function benchQueue(command: string, root: string): Promise<Figures> {
  const folder = mkdtempSync(path.join(tmpdir(), 'runcast-queue-'));
  try {
    const small = path.join(root, 'scenarios/mmc.yaml');
    const kept = path.join(folder, 'kept');
    const fresh = (): string[] => {
      rmSync(kept, { recursive: true, force: true });
      return ['--study', kept];
    };
    const play = (runs: number, words: readonly string[]): number =>
      timed(command, ['run', small, ...SMALL, '--replications', String(runs), ...words]);
    console.log(`Overhead of a run: difference of a study of ${MANY} and one of ${FEW} runs, wall time, the quickest of ${TIMES}, in turn`);
    const ways = new Map<string, () => readonly string[]>([
      ['alone', () => ['--workers', '1']],
      ['store', () => ['--workers', '1', ...fresh()]],
    ]);
    const figures = await withQueue(command, (address) => {
      if (address !== undefined) ways.set('queue', () => ['--queue', address]);
      return perRun(ways, play);
    });
    return { ...figures, ...large(command, root, path.join(folder, 'large')) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Milliseconds a run, by way. */
function perRun(ways: ReadonlyMap<string, () => readonly string[]>, play: (runs: number, words: readonly string[]) => number): Figures {
  const quickest = new Map<string, number>();
  for (let time = 0; time < TIMES; time++) {
    for (const [way, words] of ways) {
      for (const runs of [FEW, MANY]) {
        const key = `${way} ${runs}`;
        quickest.set(key, Math.min(quickest.get(key) ?? Infinity, play(runs, words())));
      }
    }
  }
  const ofRun = (way: string): number => (quickest.get(`${way} ${MANY}`)! - quickest.get(`${way} ${FEW}`)!) / (MANY - FEW);
  const alone = ofRun('alone');
  console.log(`  a run alone: ${alone.toFixed(1)} ms`);
  const figures: Record<string, number> = { 'overhead.alone_ms': alone };
  for (const way of [...ways.keys()].filter((name) => name !== 'alone')) {
    figures[`overhead.${way}_ms`] = ofRun(way) - alone;
    console.log(`  ${way}: ${(ofRun(way) - alone).toFixed(1)} ms more`);
  }
  return figures;
}

/** Does something with the address of a queue at which one worker with one thread works; with none where this machine has no server. */
async function withQueue(command: string, work: (address: string | undefined) => Figures): Promise<Figures> {
  if (SERVER === undefined) {
    console.log('  queue: skipped, for there is neither valkey-server nor redis-server here');
    return work(undefined);
  }
  const server = await QueueServer.start();
  const address = `redis://127.0.0.1:${server.port}`;
  const worker = spawn(process.execPath, [command, 'worker', '--queue', address, '--workers', '1', '--quiet'], { stdio: 'ignore' });
  try {
    return work(address);
  } finally {
    worker.kill();
    await server.end();
  }
}

/** What it takes to write and to read a run of a day with 20,000 jobs, the samples of each kept one by one. */
function large(command: string, root: string, kept: string): Figures {
  timed(command, [
    'run',
    path.join(root, 'scenarios/shared-runners.yaml'),
    '--set',
    'horizon=1d',
    '--replications',
    '1',
    '--quiet',
    '--study',
    kept,
  ]);
  const [name] = readdirSync(path.join(kept, 'runs'));
  const key = path.basename(name!, '.run');
  const file = readFileSync(path.join(kept, 'runs', name!));
  const read = readRun(key, file);
  if ('damage' in read) throw new Error(`the run cannot be read: ${read.damage}`);
  const writeMs = cpuMs(() => runFile({ key, runcast: 'bench' }, read.outcome));
  const readMs = cpuMs(() => readRun(key, file));
  const kb = file.length / 1000;
  console.log(
    `A day of shared-runners.yaml in a folder, CPU time, median of 25: written in ${writeMs.toFixed(1)} ms, read in ${readMs.toFixed(1)} ms, ${kb.toFixed(0)} kB`,
  );
  return { 'store.write_ms': writeMs, 'store.read_ms': readMs, 'store.kb': kb };
}

function cpuMs(work: () => unknown): number {
  const times = Array.from({ length: 25 }, () => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  return median(times);
}

/** Milliseconds of wall time of a command. Throws with what it said where it ends otherwise than with 0, or 99 (a threshold that failed). */
function timed(command: string, words: readonly string[]): number {
  const before = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [command, ...words], { encoding: 'utf8' });
  if (status !== 0 && status !== 99) throw new Error(`${words.join(' ')} ended with ${status}: ${stderr}`);
  return performance.now() - before;
}
