/** Every time of a run is told by the clock of its scenario's zone, with its name. */
import path from 'node:path';
import { expect, test } from 'vitest';
import { studyResultSchema } from '../../src/study/study-result.js';
import { ROOT } from '../support/files.js';
import { inProcess } from '../support/in-process.js';

const SET = ['timezone=Europe/Berlin', 'horizon=3h', 'warmup=30m', 'replications=1'];
const OUTAGE = "events[+]={ at: '2018-10-08T01:30:00Z', for: 10m, outage: { name: away, cloud: gce, of: api } }";

test('story, line of the waiting, charts and axes', async () => {
  const start = '2018-10-08T00:00:00Z';
  const argv = [
    'run',
    path.join(ROOT, 'scenarios/idle-pool.yaml'),
    '-q',
    ...[...SET, `start=${start}`, OUTAGE].flatMap((text) => ['--set', text]),
  ];
  const { out } = await inProcess(argv);
  // 01:30 UTC is 03:30 there.
  expect(out).toContain('away, Mon 8 Oct 03:30 to 03:40 Europe/Berlin');
  expect(out.replace(/\s+/gu, ' ')).toMatch(/mean of \S+ \S+ at Mon 0[2-5]:\d\d Europe\/Berlin/u);
  expect(out).not.toMatch(/\d UTC/u);
  const full = studyResultSchema.parse(JSON.parse((await inProcess([...argv, '--json', 'full'])).out));
  expect(full.scenario.clock).toEqual({ name: 'Europe/Berlin', offsets: [{ from: 0, offset: 7200 }] });
  expect((await inProcess([...argv, '--full'])).out).toContain('03:30 to 03:40 Europe/Berlin');
});
