/** What does not hold: with the whole cloud gone for up to twelve hours. The outage that is found shrinks to the smallest that breaks the line. */
import fc from 'fast-check';
import { openScenario, study } from 'runcast';
import { outages } from 'runcast/testing';
import 'runcast/testing/vitest';
import { expect, test } from 'vitest';

const FILE = 'fleet.yaml';
const LINE = 'queue_time p(95) < 10m';

test('the cloud gone', async () => {
  const opened = await openScenario(FILE);
  if ('issues' in opened) throw new Error(opened.issues[0]?.message);
  const outage = outages(opened, { targets: ['cloud=gce'], lasting: ['10m', '12h'], step: '10m' });
  await fc.assert(
    fc.asyncProperty(outage, async ({ set }) => {
      const week = await study(FILE, { set, thresholds: [LINE], pair: false });
      expect(week).toMeetThreshold(LINE);
    }),
    { seed: 1, numRuns: 12 },
  );
});
