/** What a run of a study costs beside its own work: behind a queue, and in a folder that keeps it. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Redis } from 'ioredis';
import { readRun, runFile } from '../src/cli/store/run-file.js';
import { QueueServer, SERVER } from '../test/support/queue-server.js';
import { median, type Figures } from './figures.js';
import { METER, runScript, usedBy, type Used } from './processes.js';

/** Runs of the short and of the long study: what both have once falls out of the difference. */
const [FEW, MANY] = [40, 240];
const TIMES = 3;

/** An hour of M/M/100: a few milliseconds of play. */
const SMALL = ['--set', 'horizon=1h', '--set', 'warmup=10m', '--quiet'];

/** Milliseconds of a study: CPU of all its processes, and from its begin to its end. */
interface Cost {
  readonly cpu: number;
  readonly wall: number;
}

/** Plays a study of so many runs. */
type Way = (runs: number) => Promise<Cost>;

/**
 * Prints the milliseconds that a small run takes more behind a queue with one worker, and where a folder keeps it, than where one thread of one process plays; and
 * how long a large run takes to be written and read. `command` is the built `main.js`, `root` the folder of the project.
 */
export async function benchQueue(command: string, root: string): Promise<Figures> {
  const folder = mkdtempSync(path.join(tmpdir(), 'runcast-queue-'));
  try {
    const small = path.join(root, 'scenarios/mmc.yaml');
    const kept = path.join(folder, 'kept');
    const study = (runs: number, words: readonly string[]): Cost =>
      timed(command, ['run', small, ...SMALL, '--replications', String(runs), ...words]);
    const ways = new Map<string, Way>([
      ['alone', (runs) => Promise.resolve(study(runs, ['--workers', '1']))],
      [
        'store',
        (runs) => {
          rmSync(kept, { recursive: true, force: true });
          return Promise.resolve(study(runs, ['--workers', '1', '--study', kept]));
        },
      ],
    ]);
    console.log(`Overhead of a run: a study of ${MANY} less one of ${FEW} runs, over ${MANY - FEW}; the least of ${TIMES}, in turn`);
    if (SERVER === undefined) console.log('  queue: skipped, for there is neither valkey-server nor redis-server here');
    else ways.set('queue', (runs) => behindQueue(command, (address) => study(runs, ['--queue', address])));
    return { ...(await perRun(ways)), ...large(command, root, path.join(folder, 'large')) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function perRun(ways: ReadonlyMap<string, Way>): Promise<Figures> {
  const least = new Map<string, Cost>();
  for (let time = 0; time < TIMES; time++) {
    for (const [name, way] of ways) {
      for (const runs of [FEW, MANY]) {
        const { cpu, wall } = await way(runs);
        const known = least.get(`${name} ${runs}`) ?? { cpu: Infinity, wall: Infinity };
        least.set(`${name} ${runs}`, { cpu: Math.min(known.cpu, cpu), wall: Math.min(known.wall, wall) });
      }
    }
  }
  const ofRun = (name: string, of: keyof Cost): number =>
    (least.get(`${name} ${MANY}`)![of] - least.get(`${name} ${FEW}`)![of]) / (MANY - FEW);
  const alone = { cpu: ofRun('alone', 'cpu'), wall: ofRun('alone', 'wall') };
  console.log(`  a run alone: ${alone.cpu.toFixed(1)} ms of CPU, ${alone.wall.toFixed(1)} ms of wall time`);
  const figures: Record<string, number> = { 'overhead.alone_cpu_ms': alone.cpu };
  for (const name of [...ways.keys()].filter((own) => own !== 'alone')) {
    const [cpu, wall] = [ofRun(name, 'cpu') - alone.cpu, ofRun(name, 'wall') - alone.wall];
    figures[`overhead.${name}_cpu_ms`] = cpu;
    figures[`overhead.${name}_wall_ms`] = wall;
    console.log(`  ${name}: ${cpu.toFixed(1)} ms of CPU more, ${wall.toFixed(1)} ms of wall time more`);
  }
  return figures;
}

/** Plays a study with a server and a worker of its own; the CPU time is that of all three. */
async function behindQueue(command: string, study: (address: string) => Cost): Promise<Cost> {
  const server = await QueueServer.start();
  const redis = new Redis(server.port);
  try {
    const before = await serverMs(redis);
    const address = `redis://127.0.0.1:${server.port}`;
    const argv = ['--import', METER, command, 'worker', '--queue', address, '--workers', '1', '--idle', '2s', '--quiet'];
    const worker = spawn(process.execPath, argv, { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    worker.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
    const ended = new Promise((resolve) => worker.on('close', resolve));
    const { cpu, wall } = study(address);
    await ended;
    return { cpu: cpu + usedBy(said).seconds * 1000 + (await serverMs(redis)) - before, wall };
  } finally {
    redis.disconnect();
    await server.end();
  }
}

/** CPU of the server so far. */
async function serverMs(redis: Redis): Promise<number> {
  const text = await redis.info('cpu');
  return [...text.matchAll(/^used_cpu_(?:sys|user):([\d.]+)/gmu)].reduce((sum, [, seconds]) => sum + Number(seconds) * 1000, 0);
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
  if (!('outcome' in read)) throw new Error(`the run cannot be read: ${JSON.stringify(read)}`);
  const writeMs = cpuMs(() => runFile({ key, runcast: 'bench' }, read.outcome));
  const readMs = cpuMs(() => readRun(key, file));
  const kb = file.length / 1000;
  console.log('A day of shared-runners.yaml in a folder, CPU time, median of 25');
  console.log(`  written in ${writeMs.toFixed(1)} ms, read in ${readMs.toFixed(1)} ms, ${kb.toFixed(0)} kB`);
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

function timed(command: string, words: readonly string[]): Cost {
  const before = performance.now();
  const { seconds }: Used = runScript(command, words);
  return { cpu: seconds * 1000, wall: performance.now() - before };
}
