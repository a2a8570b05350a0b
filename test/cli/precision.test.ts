/** `run --precision`: it plays what it takes, says where that was not enough, and refuses what it cannot be. */
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { studyResultSchema } from '../../src/study/study-result.js';
import { ROOT } from '../support/files.js';
import { inProcess } from '../support/in-process.js';

const RUN = ['run', path.join(ROOT, 'scenarios/idle-pool.yaml'), '--set', 'horizon=2h', '-q'];

async function played(...argv: readonly string[]) {
  const { out } = await inProcess([...RUN, ...argv, '--json', 'full']);
  return studyResultSchema.parse(JSON.parse(out));
}

describe('a precision', () => {
  test('that the first five have takes no more, and their result is that of five', async () => {
    const [asked, five] = [await played('--precision', '50%', '--of', 'cost.perMonth'), await played('--replications', '5')];
    expect({ ...asked, rerun: '' }).toEqual({ ...five, rerun: '' });
  });

  test('is reached by as many as the spread of the first says, the same as if they had been asked for', async () => {
    const asked = await played('--precision', '6%', '--of', 'cost.perMonth', '--most', '40');
    expect(asked.replications).toBeGreaterThan(5);
    expect(asked.replications).toBeLessThan(40);
    const same = await played('--replications', String(asked.replications));
    expect(asked.figures).toEqual(same.figures);
    expect(asked.rerun).toContain('--precision 6% --of cost.perMonth --most 40 --seed 1');
  }, 120_000);

  test('that is not reached is said to be, with what it would take', async () => {
    const { replications, warnings } = await played('--precision', '1%', '--most', '8');
    expect(replications).toBe(8);
    expect(warnings.join('\n')).toMatch(
      /the precision of 1% that is wanted of queueTime\.p95 is not reached: \d+% after 8 replications; some [\d,]+ would/u,
    );
  });

  test.each([
    [['--precision', '2'], '--precision 2: expected a percentage above 0 % and below 100 %, such as 2%'],
    [['--precision', '0%'], '--precision 0%: expected a percentage above 0 % and below 100 %'],
    [['--precision', '2%', '--most', '3'], '--most 3: expected a whole number from 5 on'],
    [['--of', 'queueTime.p95'], '--of is for --precision; give that too'],
    [['--most', '9'], '--most is for --precision; give that too'],
    [['--precision', '2%', '--of', 'queueTime.men'], "--of: there is no figure 'queueTime.men' of the whole; did you mean queueTime.mean?"],
    [['--precision', '2%', '--of', 'machines.all.peak'], '--of: machines.all.peak has no interval'],
  ])('%j is refused', async (argv, message) => {
    const { exit, out, err } = await inProcess([...RUN, ...argv]);
    expect(exit).toBe(2);
    expect(out).toBe('');
    expect(err).toContain(message);
  });
});
