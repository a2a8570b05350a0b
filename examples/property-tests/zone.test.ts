/** What must hold, whatever happens: with one of two zones gone for up to twelve hours, at any time of the week, 95 % of the jobs wait less than ten minutes. */
import fc from 'fast-check';
import { openScenario, study } from 'runcast';
import { outages } from 'runcast/testing';
import 'runcast/testing/vitest';
import { expect, test } from 'vitest';

const FILE = 'fleet.yaml';
const LINE = 'queue_time p(95) < 10m';

test('one zone gone', async () => {
  const opened = await openScenario(FILE);
  if ('issues' in opened) throw new Error(opened.issues[0]?.message);
  const outage = outages(opened, { targets: ['zone=us-east1-c', 'zone=us-east1-d'], lasting: ['10m', '12h'], step: '10m' });
  await fc.assert(
    fc.asyncProperty(outage, async ({ set }) => {
      const week = await study(FILE, { set, thresholds: [LINE], pair: false });
      expect(week).toMeetThreshold(LINE);
    }),
    // With another seed other outages are tried: a nightly job may take a fresh one.
    { seed: 1, numRuns: 12 },
  );
});
