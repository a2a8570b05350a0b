/** `compare --precision`: as many pairs as it takes, the same as those asked for by number, and what is refused. */
import { describe, expect, test } from 'vitest';
import type { CompareResult } from '../../src/study/compare/compare-result.js';
import { inProcess } from '../support/in-process.js';

const SIDES = ['compare', 'scenarios/idle-pool.yaml', '--set', 'IdleCount=12', '--set-all', 'horizon=3h', '--seed', '3'];
const compared = async (...words: readonly string[]): Promise<CompareResult> =>
  JSON.parse((await inProcess([...SIDES, '--json', '-q', ...words])).out) as CompareResult;

test('it plays as many pairs as it takes: those that the number asks for', async () => {
  const own = await compared('--precision', '300ms', '--of', 'queueTime.mean');
  expect(own.replications).toBeGreaterThan(5);
  const { rerun: _, ...rest } = own;
  const { rerun: _other, ...same } = await compared('--replications', String(own.replications));
  expect(rest).toEqual(same);
  expect(own.rerun).toContain('--precision 300ms --of queueTime.mean --most 100 --seed 3');
});

test('of five that are enough it plays no more, and fewer are never asked', async () => {
  expect((await compared('--precision', '20 USD', '--replications', '2')).replications).toBe(5);
});

test('one that is not reached is told, with what it would take', async () => {
  const { out } = await inProcess([...SIDES, '-q', '--precision', '1ms', '--of', 'queueTime.mean', '--most', '6']);
  expect(out.replace(/\s+/gu, ' ')).toMatch(
    /the precision of 0.001 s for queueTime.mean is not reached: [\d.]+ s after 6 pairs; some \d+ would reach it/u,
  );
  expect((await compared('--precision', '1ms', '--of', 'queueTime.mean', '--most', '6')).missedPrecision).toContain('is not reached');
});

test('the progress of both stages is told', async () => {
  const { err } = await inProcess([...SIDES, '--precision', '300ms', '--of', 'queueTime.mean', '--json']);
  expect(err).toContain('100% of 10 runs\n');
  const [more] = /100% of (?!10 runs)\d+ runs\n$/u.exec(err) ?? [];
  expect(more).toBeDefined();
});

describe('refused', () => {
  test.each([
    [['--precision', '5'], "--precision 5: expected a percentage of the base, USD or a time above 0, such as 5%, '20 USD' or 2s"],
    [['--precision', '0 USD'], '--precision 0 USD: expected'],
    [['--precision', '0%'], '--precision 0%: expected a percentage above 0 %'],
    [['--precision', '5 USD', '--of', 'queueTime.p95'], '--of: queueTime.p95 is in s, not in USD'],
    [['--precision', '5%', '--of', 'queueTime.p59'], "--of: there is no figure 'queueTime.p59' of the whole; did you mean"],
    [['--of', 'queueTime.p95'], '--of is for --precision'],
    [['--precision', '5%', '--most', '4'], '--most 4: expected a whole number from 5 on'],
  ])('%j', async (words, said) => {
    const { exit, err, out } = await inProcess([...SIDES, '-q', ...words]);
    expect(err).toContain(said);
    expect(exit).toBe(2);
    expect(out).toBe('');
  });
});
