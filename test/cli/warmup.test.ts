/** `warmup: auto` on the command line: what is said of it, and that it is the same for any number of threads. */
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { ensureBuilt, inPlace } from './process.js';
import { inProcess } from '../support/in-process.js';

const FILE = 'scenarios/idle-pool.yaml';
const SET = ['--set', 'horizon=6h', '--set', 'warmup=auto', '--replications', '3'];

test('the summary says that it was detected, and figures begin behind it', async () => {
  const { out, exit } = await inProcess(['run', FILE, ...SET, '-q']);
  expect(exit).toBe(0);
  const minutes = Number(/\(warm-up (\d+) min, detected\)/u.exec(out)?.[1]);
  const json = JSON.parse((await inProcess(['run', FILE, ...SET, '-q', '--json=full'])).out) as {
    readonly first: { readonly window: { readonly from: number } };
    readonly detectedWarmup: unknown;
  };
  expect(json.first.window.from).toBe(minutes * 60);
  expect(json.detectedWarmup).toEqual({ isSettled: true });
});

test('the bytes are those of any number of workers, and of the stated warm-up but for the word', async () => {
  ensureBuilt();
  const file = path.resolve(FILE);
  const outs: string[] = [];
  await inPlace({}, async (place) => {
    for (const workers of ['1', '2', '7'])
      outs.push((await place.runcast(['run', file, ...SET, '-q', '--json', '--workers', workers])).out);
  });
  const [one, two, seven] = outs as [string, string, string];
  expect(two).toBe(one);
  expect(seven).toBe(one);
  const { window, figures } = JSON.parse(one) as { readonly window: { readonly from: number }; readonly figures: unknown };
  const stated = await inProcess(['run', FILE, ...SET, '--set', `warmup=${window.from}s`, '-q', '--json']);
  expect((JSON.parse(stated.out) as typeof window & { readonly figures: unknown }).figures).toEqual(figures);
  expect(stated.out).not.toContain('detected');
});

test('the sides of a comparison measure the same time', async () => {
  const { out, err, exit } = await inProcess([
    'compare',
    FILE,
    '--set',
    'IdleCount=30',
    '--set-all',
    'horizon=6h',
    '--set-all',
    'warmup=auto',
    '-q',
    '--json',
  ]);
  expect(err).toBe('');
  expect(exit).toBe(0);
  expect((JSON.parse(out) as { readonly window: { readonly from: number } }).window.from).toBeGreaterThan(0);
});

describe('a run that never settles', () => {
  test('says so before any figure, with what was offered', async () => {
    const { out } = await inProcess([
      'run',
      'scenarios/mmc.yaml',
      '--set',
      'horizon=8h',
      '--set',
      'rate=400/h',
      '--set',
      'warmup=1h',
      '--replications',
      '1',
      '-q',
    ]);
    const [alarm, figures] = [out.indexOf('! It never settles: host: offered 1'), out.indexOf('queue_time avg')];
    expect(alarm).toBeGreaterThan(0);
    expect(figures).toBeGreaterThan(alarm);
    expect(out.split('grows as').length).toBe(2);
  });

  test('says what a pool of single-use machines was offered that cannot keep up, with workers to spare', async () => {
    const { out } = await inProcess(['run', FILE, '--set', 'horizon=8h', '--set', 'IdleCount=1', '--replications', '1', '-q']);
    expect(out.replace(/\s+/gu, ' ')).toMatch(/! It never settles: srm: offered \d+ boots at a time, capacity 1: its queue grows/u);
  });

  test('says how a queue grows of which nobody can tell what it was offered, as of machines that are used again', async () => {
    const again = ['IdleCount=1', 'MaxBuilds=2', 'workloads.public.pipelines.rate=600/h'].flatMap((words) => ['--set', words]);
    const { out } = await inProcess(['run', FILE, '--set', 'horizon=8h', ...again, '--replications', '1', '-q']);
    expect(out.replace(/\s+/gu, ' ')).toMatch(
      /! It never settles: [\d,]+ jobs wait in the second quarter of the run, [\d,]+ in the third, [\d,]+ in the last: /u,
    );
  });

  test('leaves out half where it was to be detected', async () => {
    const { out } = await inProcess([
      'run',
      FILE,
      '--set',
      'horizon=8h',
      '--set',
      'IdleCount=1',
      '--set',
      'warmup=auto',
      '--replications',
      '1',
      '-q',
    ]);
    expect(out).toContain('1 replication of 4 h (warm-up 4 h, detected)');
    expect(out).toMatch(/never settle|did not settle/u);
  });
});

test('it is a duration or auto', async () => {
  const { exit, err } = await inProcess(['run', FILE, '--set', 'warmup=soon']);
  expect(exit).toBe(2);
  expect(err).toContain('expected a duration');
  expect(err.replace(/\s+/gu, ' ')).toContain('auto');
  expect((await inProcess(['validate', FILE, '--set', 'warmup=auto'])).exit).toBe(0);
});
