import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keyOf, SeenJobs } from '../../../src/history/seen-jobs.js';

/** Names that are nearly one another. */
const anyName = fc.oneof(
  fc.integer({ min: 0, max: 50 }).map(String),
  fc.constantFrom(
    '007',
    '7',
    '0',
    '00',
    '-1',
    '1e3',
    '140737488355327',
    '140737488355328',
    '9007199254740993',
    '9007199254740992',
    'a',
    'a1',
  ),
  fc.uuid(),
);
const anyAttempt = fc.constantFrom('', '0', '1', '2', '01', '62', '63', '64', 'x');

describe('jobs that were there before', () => {
  test('are told from all others, by number, name and attempt', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyName, anyAttempt), { maxLength: 200 }), (jobs) => {
        const seen = new SeenJobs();
        const known = new Set<string>();
        for (const [job, attempt] of jobs) {
          const key = JSON.stringify([job, attempt]);
          expect(seen.has(keyOf(job, attempt))).toBe(known.has(key));
          seen.add(keyOf(job, attempt));
          known.add(key);
        }
      }),
    );
  });

  test.each([
    ['numbers that follow each other', (i: number) => String(5_000_000_000 + i)],
    ['numbers far apart', (i: number) => String(i * 65_536)],
    ['names', (i: number) => `job-${i}`],
  ])('%s: none is lost and none is made up, among 60,000', (_, nameOf) => {
    const seen = new SeenJobs();
    for (let i = 0; i < 60_000; i += 2) seen.add(keyOf(nameOf(i), ''));
    let wrong = 0;
    for (let i = 0; i < 60_000; i++) if (seen.has(keyOf(nameOf(i), '')) !== (i % 2 === 0)) wrong++;
    expect(wrong).toBe(0);
  });
});
