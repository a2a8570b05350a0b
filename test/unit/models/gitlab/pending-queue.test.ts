/** The pending queue against a plain sort, over random histories of arrivals, picks, drops and changes of usage. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { JobTable } from '../../../../src/models/gitlab/job-table.js';
import { PendingQueue } from '../../../../src/models/gitlab/pending-queue.js';

const PROJECTS = 5;

/** `which` chooses among the jobs that wait. */
type Step =
  | { readonly kind: 'add'; readonly project: number; readonly arrivedAt: number }
  | { readonly kind: 'take'; readonly fair: boolean }
  | { readonly kind: 'remove'; readonly which: number }
  | { readonly kind: 'usage'; readonly project: number; readonly running: number };

const project = fc.integer({ min: 0, max: PROJECTS - 1 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('add' as const), project, arrivedAt: fc.integer({ min: 0, max: 20 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('take' as const), fair: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('remove' as const), which: fc.nat(1000) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('usage' as const), project, running: fc.integer({ min: 0, max: 4 }) }) },
);

/** The queue under test beside a list that is sorted at every look. */
class Pair {
  readonly jobs = new JobTable();
  readonly running = new Int32Array(PROJECTS);
  readonly queue: PendingQueue;
  readonly isFair: boolean;
  waiting: number[] = [];
  #ordinal = 0;

  constructor(isFair: boolean, keptLines?: number) {
    this.isFair = isFair;
    this.queue = new PendingQueue(this.jobs, () => this.running, isFair, keptLines);
  }

  sorted(fair: boolean): number[] {
    const { jobs, running } = this;
    const usage = (job: number): number => (fair ? running[jobs.project[job]!]! : 0);
    const age = (a: number, b: number): number => jobs.arrivedAt[a]! - jobs.arrivedAt[b]! || jobs.ordinal[a]! - jobs.ordinal[b]!;
    return [...this.waiting].sort((a, b) => usage(a) - usage(b) || age(a, b));
  }

  apply(step: Step): void {
    switch (step.kind) {
      case 'add': {
        const job = this.jobs.add();
        this.jobs.ordinal[job] = ++this.#ordinal;
        this.jobs.project[job] = step.project;
        this.jobs.arrivedAt[job] = step.arrivedAt;
        this.jobs.queuedAt[job] = this.#ordinal;
        this.queue.add(job);
        this.waiting.push(job);
        break;
      }
      case 'take': {
        const job = this.queue.first(step.fair && this.isFair);
        if (job >= 0) this.#leave(job, () => this.queue.takeHead(job));
        break;
      }
      case 'remove': {
        const job = this.waiting[step.which % this.waiting.length];
        if (job !== undefined) this.#leave(job, () => this.queue.remove(job));
        break;
      }
      case 'usage':
        this.running[step.project] = step.running;
        this.queue.usageChanged(step.project);
    }
  }

  #leave(job: number, take: () => void): void {
    take();
    this.waiting = this.waiting.filter((other) => other !== job);
    this.jobs.remove(job);
  }
}

function check(isFair: boolean, keptLines: number, steps: readonly Step[]): void {
  const pair = new Pair(isFair, keptLines);
  for (const step of steps) {
    pair.apply(step);
    expect(pair.queue.size).toBe(pair.waiting.length);
    expect(pair.queue.first(false)).toBe(pair.sorted(false)[0] ?? -1);
    if (isFair) expect(pair.queue.first(true)).toBe(pair.sorted(true)[0] ?? -1);
    const early = pair.sorted(false).filter((job) => pair.jobs.queuedAt[job]! <= 10);
    expect(pair.queue.queuedBy(10)).toEqual(early);
  }
  // What is left comes out in the order of the sort.
  const order: number[] = [];
  const expected = pair.sorted(isFair);
  while (pair.queue.size > 0) {
    const job = pair.queue.first(isFair);
    order.push(job);
    pair.queue.takeHead(job);
  }
  expect(order).toEqual(expected);
  expect(pair.queue.first(false)).toBe(-1);
}

test.each([true, false])('the first job is that of a sort, whether empty lines are kept or not (fair usage: %s)', (isFair) => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: PROJECTS }), fc.array(step, { maxLength: 80, size: 'max' }), (keptLines, steps) =>
      check(isFair, keptLines, steps),
    ),
    { numRuns: 300 },
  );
});

test('it grows with its table past the first thousand jobs', () => {
  const adds = Array.from({ length: 3000 }, (_, i): Step => ({ kind: 'add', project: i % PROJECTS, arrivedAt: (i * 7919) % 1009 }));
  const pair = new Pair(true);
  for (const add of adds) pair.apply(add);
  const expected = pair.sorted(false);
  for (const job of expected) {
    expect(pair.queue.first(false)).toBe(job);
    pair.queue.takeHead(job);
  }
});
