/** `runcast plan --periods`: the periods of the week that it finds, its patch, and what is refused. */
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { planAnswerSchema } from '../../src/study/plan/plan-answer.js';
import { ROOT } from '../support/files.js';
import { inProcess } from '../support/in-process.js';

const SCENARIO = path.join(ROOT, 'scenarios/idle-pool.yaml');
/** A load of a day and a night, on fewer jobs than ship: a run takes a moment. */
const RATE = `workloads.public.pipelines.rate={ per_hour_of_week: [${Array.from({ length: 168 }, (_, hour) => (hour % 24 >= 8 && hour % 24 < 18 ? 60 : 4)).join(', ')}] }`;
const DAY = ['--set', RATE, '--set', 'replications=1', '--most', '16', '-q'];

async function refused(...argv: readonly string[]): Promise<string> {
  const { exit, out, err } = await inProcess(['plan', SCENARIO, ...argv]);
  expect(exit).toBe(2);
  expect(out).toBe('');
  expect(err).not.toMatch(/\n\s+at /u);
  return err.replace(/\s+/gu, ' ').trim();
}

describe('periods', () => {
  test('have names, levels of their own, and a patch that writes them', async () => {
    const { out } = await inProcess(['plan', SCENARIO, '--periods', '2', ...DAY, '--json']);
    const answer = planAnswerSchema.parse(JSON.parse(out));
    expect(answer.variables.length).toBeLessThanOrEqual(2);
    expect(answer.variables.map(({ name }) => name).join('; ')).toMatch(/IdleCount, \S+ \d\d-\d\d.*IdleCount, \S+/u);
    const best = answer.tried[answer.plan ?? answer.nearest!]!;
    expect(best.set[0]).toContain('.machine.autoscaling=[{');
    const levels = best.values.map(Number);
    expect(Math.max(...levels)).toBeGreaterThan(Math.min(...levels));
    // The runs of the schedule are counted with those of the plan.
    expect(answer.used.runs).toBeGreaterThan(answer.tried.reduce((sum, { runs }) => sum + runs, 0));
    expect(answer.warnings.join('\n')).toMatch(
      /^periods: the run holds Mon \(UTC\) of the week; Tue-Fri is taken to be as those days are; Sat-Sun stays/mu,
    );
    expect(answer.rerun).toContain('--periods 2');
    const diff = answer.patches.map((patch) => patch.diff).join('');
    expect(diff.includes('+    [[runners.machine.autoscaling]]')).toBe(answer.plan !== null);
  });

  test.each<[string[], RegExp]>([
    [['--periods', '0'], /--periods 0: expected a whole number from 1 to 12/],
    [['--periods', 'many'], /--periods many: expected a whole number/],
    [['--periods', '3', '--set', 'horizon=6h'], /--periods: the run is shorter than a day/],
    [['--periods', '3', '--vary', 'IdleCount=0..5'], /--vary IdleCount: the periods set it; leave one of the two out/],
    [['--periods', '3', '--vary', 'IdleCont=0..5'], /IdleCont/],
  ])('%j is refused', async (argv, message) => {
    expect(await refused(...argv)).toMatch(message);
  });
});
