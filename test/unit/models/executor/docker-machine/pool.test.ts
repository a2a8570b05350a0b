/** Feeds of a process at rest are booked before its pool changes: whatever changes it says so, and has not yet. */
import { expect, test } from 'vitest';
import type { DockerMachine } from '../../../../../src/models/executor/docker-machine/docker-machine.js';
import { PoolBench } from '../../../../support/pool-builder.js';

test.each<readonly [string, (bench: PoolBench, idle: DockerMachine, creating: DockerMachine, hidden: DockerMachine) => void]>([
  ['a machine more', ({ pool }, { spec }) => pool.add('idle', spec, undefined)],
  ['another state of a machine', ({ pool }, idle) => pool.setState(idle, 'used')],
  ['a machine that leaves', ({ pool }, idle) => pool.drop(idle)],
  ['a creation that its process does not see', ({ pool }, _idle, creating) => pool.hide(creating)],
  ['a creation that it sees again', ({ pool }, _idle, _creating, hidden) => pool.reveal(hidden)],
  ['a job that waits', ({ coordinator }) => coordinator.join({ signalled: () => {}, wake: () => {}, creationEnded: () => {} })],
])('%s is told of before', (_, change) => {
  const bench = new PoolBench();
  const { pool, touches } = bench;
  const [idle, creating, hidden] = [bench.put('idle'), bench.put('creating'), bench.put('creating')];
  pool.hide(hidden);
  const before = { ...pool.counts };
  touches.length = 0;
  change(bench, idle, creating, hidden);
  expect(touches).toEqual([before]);
});

test('what changes nothing is not told of', () => {
  const bench = new PoolBench();
  const idle = bench.put('idle');
  bench.touches.length = 0;
  bench.pool.setState(idle, 'idle');
  bench.pool.reveal(idle);
  expect(bench.touches).toEqual([]);
});
