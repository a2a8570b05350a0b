/** `run --batches`: one long run, its intervals from batches; the same however it is played, and refused beside what asks for more runs. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { studyResultSchema } from '../../src/study/study-result.js';
import { ROOT } from '../support/files.js';
import { inProcess } from '../support/in-process.js';

const FILE = path.join(ROOT, 'scenarios/idle-pool.yaml');
const RUN = ['run', FILE, '--set', 'horizon=6h', '--set', 'warmup=1h', '-q'];

async function played(...argv: readonly string[]) {
  const { out } = await inProcess([...RUN, ...argv, '--json', 'full']);
  return studyResultSchema.parse(JSON.parse(out));
}

describe('batches', () => {
  test('are of the one run that is played without them, and give its figures intervals', async () => {
    const [batches, plain] = [await played('--batches', '5'), await played('--replications', '1')];
    expect(batches.first).toEqual(plain.first);
    expect(batches.replications).toBe(1);
    expect(batches.batches).toMatchObject({ count: 5, seconds: 3600 });
    const figure = (study: typeof plain, name: string) => study.figures.find(({ scope, figure: own }) => scope === 'all' && own === name)!;
    const cost = figure(batches, 'cost.perMonth');
    expect(cost.estimate).toBeCloseTo(figure(plain, 'cost.perMonth').estimate!, 6);
    expect(cost.high! - cost.low!).toBeGreaterThan(0);
    expect(figure(batches, 'queueTime.p95').estimate).toBe(figure(plain, 'queueTime.p95').estimate);
    expect(figure(batches, 'jobs').estimate).toBeCloseTo(figure(plain, 'jobs').estimate! / 5, 9);
    expect(batches.figures.every(({ spread }) => spread === null)).toBe(true);
    expect(batches.rerun).toContain('--batches 5 --seed 1');
  }, 60_000);

  test('are told of on one screen, and their correlation in full', async () => {
    expect((await inProcess([...RUN, '--batches', '5'])).out).toContain('1 run of 5 h (warm-up 1 h) in 5 batches');
    expect((await inProcess([...RUN, '--batches', '5', '--full'])).out.replace(/\s+/gu, ' ')).toMatch(
      /one replication in 5 batches of 1h, .* correlation of neighbouring batches: queueTime\.mean -?0\.\d\d \(independent: below 0\.58\)/u,
    );
  }, 60_000);

  test('have a warm-up that is detected where none is stated', async () => {
    const text = readFileSync(FILE, 'utf8');
    const unstated = text.replace(/^warmup:.*$/mu, '').replaceAll(/(?<=config: )(?=\w)/gu, `${path.relative('.', path.dirname(FILE))}/`);
    expect(unstated).not.toContain('warmup');
    const { out } = await inProcess(['run', '-', '--set', 'horizon=6h', '--batches', '5', '-q'], unstated);
    expect(out).toMatch(/warm-up \d+ min, detected\) in 5 batches/u);
  }, 60_000);

  test.each([
    [['--batches', '4'], '--batches 4: expected a whole number from 5 to 200; 20 to 30 are usual'],
    [['--batches', '1e2'], '--batches 1e2: expected a whole number from 5 to 200'],
    [['--batches', '10', '--replications', '3'], '--batches is of one long run, and --replications asks for more; give one of the two'],
    [['--batches', '10', '--precision', '2%'], '--batches is of one long run, and --precision asks for more'],
    [['--batches', '10', '--advise'], '--batches is of one long run, and --advise asks for more'],
  ])('refuses %j', async (argv, message) => {
    const { out, err, exit } = await inProcess([...RUN, ...argv]);
    expect({ out, exit }).toEqual({ out: '', exit: 2 });
    expect(err).toContain(message);
  });
});
