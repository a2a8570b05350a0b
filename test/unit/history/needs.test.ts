import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NeededEnds, needsRule, type NeedsRule } from '../../../src/history/needs.js';
import { sourceOf } from '../../../src/history/sources/index.js';
import { counts, imported, type Imported } from '../../support/imports.js';

const HEAD = 'id,pipeline_id,project,name,stage,runner,status,created_at,started_at,finished_at';

function rules(...texts: readonly string[]): NeedsRule[] {
  return texts.map((text) => needsRule(text)!);
}

/** Imports rows whose jobs need others. */
function needing(rows: readonly string[], ...texts: readonly string[]): Imported {
  const text = `${[HEAD, ...rows].join('\n')}\n`;
  const needed = new NeededEnds(rules(...texts), undefined);
  const source = sourceOf(text)!.open(needed, { columns: {} });
  source.push(text);
  source.end();
  return imported(text, { needed });
}

const at = (minute: number): string => `2026-10-01T09:${String(minute).padStart(2, '0')}:00Z`;
/** All of a pipeline are created at once, at 09:00. */
const job = (
  id: number,
  name: string,
  stage: string,
  start: number,
  end: number,
  pipeline = 1,
  project = 'p',
  status = 'success',
): string => [id, pipeline, project, name, stage, 'r', status, at(0), at(start), at(end)].join(',');
const queued = ({ rows }: Imported): Record<string, string> =>
  Object.fromEntries(rows.map((row) => [row['job']!, row['queued_at']!.slice(14, 16)]));

describe('rules', () => {
  test.each([
    ['deploy=build', { name: 'deploy' }, { name: 'build' }],
    ['deploy*=build', { name: 'deploy: eu.1' }, { name: 'build' }],
    ['stage:test=stage:build', { stage: 'test' }, { stage: 'build' }],
    ['name:stage:a=b=c', { name: 'stage:a' }, { name: 'b=c' }],
    ['a.b=(c)', { name: 'a.b' }, { name: '(c)' }],
  ])('%s is read', (text, one, other) => {
    const rule = needsRule(text)!;
    expect([rule.job.by, rule.needs.by]).toEqual([Object.keys(one)[0], Object.keys(other)[0]]);
    expect(rule.job.fits(Object.values(one)[0]!)).toBe(true);
    expect(rule.needs.fits(Object.values(other)[0]!)).toBe(true);
    expect(rule.job.fits(`${Object.values(one)[0]!}\n`)).toBe(text.includes('*'));
    expect(rule.job.fits('aXb')).toBe(false);
  });
  test.each(['', 'deploy', '=build', 'deploy=', 'stage:=build'])('%s states none', (text) => {
    expect(needsRule(text)).toBeUndefined();
  });
});

describe('a job that needs others became pending', () => {
  const rows = [
    job(1, 'build a', 'build', 1, 4),
    job(2, 'build b', 'build', 1, 6),
    job(3, 'unit', 'test', 7, 9),
    job(4, 'lint', 'lint', 2, 3),
  ];

  test('when the last of them had ended; all others when they were created', () => {
    const read = needing(rows, 'unit=build*');
    expect(queued(read)).toEqual({ 1: '00', 2: '00', 3: '06', 4: '00' });
    expect(read.report.arrivals).toEqual({ created_at: 3, needed_end: 1 });
    expect(counts(read.report.doubtful)).toEqual({ queued_from_created: 3, arrival_shared: 3 });
  });

  test('also by stage, by several rules, and where those stand behind it', () => {
    expect(queued(needing([...rows].reverse(), 'stage:test=stage:lint', 'stage:test=stage:build'))).toMatchObject({ 3: '06' });
  });

  test('of those only that ended before it started: a retry has nothing to do with it', () => {
    expect(queued(needing([...rows, job(5, 'build b', 'build', 8, 12)], 'unit=build*'))).toMatchObject({ 3: '06' });
  });

  test('of its own pipeline and project only', () => {
    const others = [job(5, 'build a', 'build', 1, 7, 2), job(6, 'build a', 'build', 1, 7, 1, 'q')];
    expect(queued(needing([...rows, ...others], 'unit=build*'))).toMatchObject({ 3: '06' });
  });

  test('never by its own end, where a rule has it on both sides', () => {
    expect(queued(needing([job(1, 'a', 's', 5, 5)], '*=*'))).toEqual({ 1: '00' });
    expect(queued(needing([job(1, 'a', 's', 5, 5), job(2, 'b', 's', 2, 3)], '*=*'))).toEqual({ 1: '03', 2: '00' });
  });

  test('when none of them has an end, as before: when it was created, with the doubt', () => {
    const read = needing([job(1, 'unit', 'test', 7, 9)], 'unit=build*');
    expect(queued(read)).toEqual({ 1: '00' });
    expect(counts(read.report.doubtful)).toEqual({ queued_from_created: 1 });
  });

  test('also while it still waits, and when it was cancelled waiting', () => {
    const waits = [
      `7,1,p,unit,test,,pending,${at(0)},,`,
      `8,1,p,unit,test,,canceled,${at(0)},,${at(5)}`,
      // GitHub gives a job that is queued its creation for a start.
      `9,1,p,unit,test,,queued,${at(0)},${at(0)},`,
    ];
    expect(queued(needing([...rows, ...waits], 'unit=build*'))).toMatchObject({ 7: '06', 8: '04', 9: '06' });
  });

  test('not where the history says better', () => {
    const text = `id,pipeline_id,name,queued_at,started_at,finished_at\n1,1,build,${at(0)},${at(1)},${at(4)}\n2,1,unit,${at(5)},${at(6)},${at(7)}\n`;
    const needed = new NeededEnds(rules('unit=build'), undefined);
    const source = sourceOf(text)!.open(needed, { columns: {} });
    source.push(text);
    source.end();
    expect(imported(text, { needed }).report.arrivals).toEqual({ queued_at: 2 });
  });
});

test('the order of the rows does not matter, and what was imported is imported as it is', () => {
  const anyJob = fc
    .tuple(
      fc.constantFrom('build', 'unit', 'deploy'),
      fc.constantFrom(1, 2),
      fc.integer({ min: 0, max: 9 }),
      fc.integer({ min: 0, max: 9 }),
    )
    .map(
      ([name, pipeline, start, lasts]) =>
        (id: number) =>
          job(id, name, name, start, start + lasts, pipeline),
    );
  const shuffled = fc
    .array(anyJob, { minLength: 1, maxLength: 15 })
    .map((jobs) => jobs.map((row, i) => row(i + 1)))
    .chain((rows) => fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })));
  const sorted = (text: string): string[] => text.split('\n').sort();
  fc.assert(
    fc.property(shuffled, ([rows, other]) => {
      const read = needing(rows, 'unit=build', 'deploy=unit', 'deploy=build');
      expect(sorted(needing(other, 'unit=build', 'deploy=unit', 'deploy=build').text)).toEqual(sorted(read.text));
      expect(imported(read.text).text).toBe(read.text);
    }),
  );
});
