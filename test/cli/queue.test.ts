/** `--queue` and `worker`: runs that are spread over processes by a real server say what one process says, to the byte, whoever dies in the midst. */
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Redis } from 'ioredis';
import seedrandom from 'seedrandom';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ROOT } from '../support/files.js';
import { certificate, freePort, QueueServer, SERVER, type ServerOptions } from '../support/queue-server.js';
import { SMALL_SCENARIO } from '../support/small-scenario.js';
import { ensureBuilt, Workplace, type Outcome, type Start } from './process.js';

if (SERVER === undefined) process.stderr.write('no valkey-server and no redis-server here: the tests of --queue are skipped\n');

beforeAll(ensureBuilt, 120_000);

let place: Workplace;
const endings: (() => Promise<unknown>)[] = [];
beforeEach(() => {
  place = new Workplace(SMALL_SCENARIO);
});
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
  place.remove();
}, 60_000);

async function server(options: ServerOptions = {}): Promise<QueueServer> {
  const own = await QueueServer.start(options);
  endings.push(() => own.end());
  return own;
}

/** A command that goes on until it ends or is killed. */
interface Running {
  readonly done: Promise<Outcome>;
  readonly kill: () => Promise<Outcome>;
}

function running(argv: readonly string[], start: Pick<Start, 'env' | 'main' | 'onErr'> = {}): Running {
  let isWanted = false;
  const done = place.runcast(argv, {
    ...start,
    everyMs: 10,
    onTick: (kill) => {
      if (isWanted) kill('SIGKILL');
    },
  });
  const kill = (): Promise<Outcome> => {
    isWanted = true;
    return done;
  };
  endings.push(kill);
  return { done, kill };
}

const address = ({ port }: QueueServer): string => `redis://127.0.0.1:${port}`;
const worker = (at: string, env: Readonly<Record<string, string>> = {}): Running =>
  running(['worker', '--queue', at, '--workers', '1'], { env });
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Runs of some hundred milliseconds each. */
const LONG = ['run', 's.yaml', '--set', 'horizon=3d', '--replications', '12', '--json', 'full'] as const;

describe.skipIf(SERVER === undefined)('a queue', () => {
  test('spreads a study over workers, and its result is that of one machine', async () => {
    const at = address(await server());
    const plain = await place.runcast([...LONG, '-q']);
    const workers = [worker(at), worker(at)];
    const spread = await place.runcast([...LONG, '--queue', at, '--study', 's']);
    expect(spread.out).toBe(plain.out);
    expect(spread.err).toContain('0 of 12 runs were there already (s)\n');
    // Fleets that differ, patches and ledgers: pairs and comparisons go the same way.
    const compared = [
      'compare',
      's.yaml',
      '--set',
      'concurrent=9',
      '--vs',
      '--set',
      'check_interval=9',
      '--replications',
      '2',
      '--json',
      '-q',
    ];
    expect((await place.runcast([...compared, '--queue', at])).out).toBe((await place.runcast(compared)).out);
    const outages = [
      'outage',
      's.yaml',
      '--target',
      'instance=gitlab',
      '--every',
      '4h',
      '--for',
      '30m',
      '--no-week',
      '--replications',
      '1',
      '--json',
      '-q',
    ];
    expect((await place.runcast([...outages, '--queue', at])).out).toBe((await place.runcast(outages)).out);
    const grown = ['headroom', 's.yaml', '--replications', '1', '--json', '-q'];
    expect((await place.runcast([...grown, '--queue', at])).out).toBe((await place.runcast(grown)).out);
    // Rows are written where the study was started.
    const rows = ['run', 's.yaml', '--replications', '2', '-q', '--json', '--out'];
    await place.runcast([...rows, 'there', '--queue', at]);
    await place.runcast([...rows, 'here']);
    expect(place.read('there', 'jobs.csv')).toBe(place.read('here', 'jobs.csv'));
    // Of a study that has ended the server keeps the texts of its fleets, and nothing of its runs.
    expect((await keysAt(at)).filter((key) => /:outcome:|-[\da-f]{8}$/u.test(key))).toEqual([]);
    for (const { err } of await Promise.all(workers.map(({ kill }) => kill()))) {
      expect(err).toContain(`runcast ${version()} works at ${at} on 1 thread\n`);
    }
  }, 180_000);

  test('loses nothing and counts nothing twice when workers are killed, come late, and the server begins again', async () => {
    const random = seedrandom('queue');
    const own = await server();
    const at = address(own);
    // Long enough that a worker or two are killed in the midst of it, however fast the machine is.
    const words = [...LONG.map((word) => (word === '12' ? '60' : word))];
    const plain = await place.runcast([...words, '-q']);
    let isDone = false;
    // Nobody is there for some time, and the user is told so.
    const study = await new Promise<Running>((resolve) => {
      const begun: Running = running([...words, '--queue', at], {
        onErr: (text) => text.includes('no worker is there yet') && resolve(begun),
      });
      void begun.done.then(() => {
        isDone = true;
        resolve(begun);
      });
    });
    let kills = 0;
    while (!isDone && kills < 6) {
      const one = worker(at);
      await pause(800 + random() * 1200);
      await one.kill();
      kills++;
      if (kills === 2 || kills === 4) {
        await own.kill();
        await pause(random() * 1500);
        await own.restart();
      }
    }
    const last = worker(at);
    const { exit, out, err } = await study.done;
    await last.kill();
    expect({ exit, isSame: out === plain.out, err }).toEqual({ exit: plain.exit, isSame: true, err });
    expect(err).toContain(`no worker is there yet; start some: runcast worker --queue ${at}\n`);
    expect(kills).toBeGreaterThan(1);
  }, 240_000);

  test('loses nothing where the server comes back empty, twice', async () => {
    const own = await server();
    const at = address(own);
    const words = [...LONG.map((word) => (word === '12' ? '100' : word))];
    const plain = await place.runcast([...words, '-q']);
    let isDone = false;
    const study = running([...words, '--queue', at]);
    void study.done.then(() => (isDone = true));
    // A worker that finds no server at its begin ends: the losses come when it is at work.
    const one = await new Promise<Running>((resolve) => {
      const begun: Running = running(['worker', '--queue', at, '--workers', '1'], {
        onErr: (text) => text.includes('works at') && resolve(begun),
      });
    });
    let losses = 0;
    for (; losses < 2 && !isDone; losses++) {
      await pause(1200);
      if (isDone) break;
      await own.lose();
    }
    const { exit, out, err } = await study.done;
    await one.kill();
    expect({ exit, isSame: out === plain.out, err }).toEqual({ exit: plain.exit, isSame: true, err });
    expect(losses).toBeGreaterThan(0);
  }, 240_000);

  test('gives no run to a worker of another version, which both sides say', async () => {
    const at = address(await server());
    const other = otherVersion('9.9.9');
    const stranger = running(['worker', '--queue', at], { main: other });
    const study = running([...LONG.slice(0, 2), '--replications', '2', '--json', 'full', '--queue', at]);
    await pause(9000);
    const own = worker(at);
    const { out, err } = await study.done;
    expect(out).toBe((await place.runcast([...LONG.slice(0, 2), '--replications', '2', '--json', 'full', '-q'])).out);
    expect(err).toMatch(
      new RegExp(`the worker on .* \\(pid \\d+\\) is runcast 9\\.9\\.9, and this is ${version()}: it is given no runs\n`, 'u'),
    );
    const told = await stranger.kill();
    expect(told.err).toMatch(
      new RegExp(`a study on .* \\(pid \\d+\\) is of runcast ${version()}, and this is 9\\.9\\.9: this worker takes no part in it\n`, 'u'),
    );
    await own.kill();
  }, 90_000);

  test('ends a worker that is idle for as long as it is told', async () => {
    const at = address(await server());
    const { exit, err } = await place.runcast(['worker', '--queue', at, '--idle', '1s']);
    expect(exit).toBe(0);
    expect(err).toMatch(/^runcast [\d.]+ works at redis:\/\/127\.0\.0\.1:\d+ on \d+ threads?\n0 runs played\n$/u);
  }, 30_000);

  test('takes a password from the environment, and shows it nowhere', async () => {
    const own = await server({ password: 'open-SESAME-99' });
    const at = address(own);
    const run = [...LONG.slice(0, 2), '--replications', '1', '--queue', at, '-q'];
    const [without, wrong] = [await place.runcast(run), await place.runcast(run, { env: { RUNCAST_QUEUE_PASSWORD: 'wrong-SESAME' } })];
    expect(without).toEqual({
      exit: 2,
      out: '',
      err: `runcast: the queue at ${at} wants a password; put it into RUNCAST_QUEUE_PASSWORD\n`,
    });
    expect(wrong).toEqual({ exit: 2, out: '', err: `runcast: the queue at ${at} does not take the password in RUNCAST_QUEUE_PASSWORD\n` });
    const env = { RUNCAST_QUEUE_PASSWORD: 'open-SESAME-99' };
    const one = worker(at, env);
    const { exit, out, err } = await place.runcast(run, { env });
    expect(exit).toBe(0);
    expect(out + err + (await one.kill()).err).not.toContain('SESAME');
  }, 60_000);

  test('speaks TLS with a server that is vouched for, and with no other', async ({ skip }) => {
    mkdirSync(place.at('keys'));
    const tls = certificate(place.at('keys'));
    if (tls === undefined) return skip('there is no openssl here');
    const own = await server({ tls });
    const at = `rediss://127.0.0.1:${own.port}`;
    const run = [...LONG.slice(0, 2), '--replications', '1', '--queue', at, '-q'];
    const unknown = await place.runcast(run);
    expect(unknown.exit).toBe(2);
    expect(unknown.err).toMatch(
      /^runcast: the certificate of the queue at rediss:.* is not trusted \(.*\); name its authority in RUNCAST_QUEUE_CA\n$/u,
    );
    const env = { RUNCAST_QUEUE_CA: tls.cert };
    const one = worker(at, env);
    expect((await place.runcast(run, { env })).exit).toBe(0);
    await one.kill();
    // Without TLS on this side nothing is sent but a greeting.
    const plain = await place.runcast([...run.slice(0, -2), `redis://127.0.0.1:${own.port}`]);
    expect(plain.exit).toBe(2);
    expect(plain.err).toContain('check --queue, and rediss:// for a server with TLS\n');
  }, 90_000);
});

describe('bad input', () => {
  test('a server that is not there is said within seconds', async () => {
    const at = `redis://127.0.0.1:${await freePort()}`;
    const message = `runcast: there is no queue at ${at} (connection refused); start a Valkey or Redis server there, or check --queue\n`;
    expect(await place.runcast(['run', 's.yaml', '--queue', at])).toEqual({ exit: 2, out: '', err: message });
    expect(await place.runcast(['worker', '--queue', at])).toEqual({ exit: 2, out: '', err: message });
  }, 30_000);

  test.each([
    ['localhost', '--queue: expected an address such as redis://queue.example:6379, or rediss:// for TLS'],
    ['http://localhost', '--queue: expected an address'],
    ['redis://', '--queue: expected an address'],
    ['redis://%zz@localhost', '--queue: a % in the name of the user is to be written as %25'],
    ['redis://localhost/one', 'behind it at most the number of a database, such as /1'],
    [
      'redis://me:SESAME@localhost',
      'a command line is read by others; put the password into RUNCAST_QUEUE_PASSWORD and leave it out of the address',
    ],
  ])(
    '%s is refused',
    async (at, message) => {
      const { exit, out, err } = await place.runcast(['worker', '--queue', at]);
      expect({ exit, out }).toEqual({ exit: 2, out: '' });
      expect(err).toContain(message);
      expect(err).not.toContain('SESAME');
    },
    30_000,
  );
});

/** Returns the names of all that a server has. */
async function keysAt(at: string): Promise<string[]> {
  const redis = new Redis(at);
  try {
    return await redis.keys('*');
  } finally {
    redis.disconnect();
  }
}

function version(): string {
  return (JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { version: string }).version;
}

/** Makes a runcast that says it is of another version, and returns its command. */
function otherVersion(number: string): string {
  const folder = place.at('other');
  cpSync(path.join(ROOT, 'dist/cli'), path.join(folder, 'dist/cli'), { recursive: true });
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));
  const text = readFileSync(path.join(ROOT, 'package.json'), 'utf8');
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ ...(JSON.parse(text) as object), version: number }));
  return path.join(folder, 'dist/cli/main.js');
}
