/** Statistics by project out of rows, against a book a project that every job is entered into at once. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { JobCounts } from '../../../../src/results/jobs/job-counts.js';
import { JobTimes } from '../../../../src/results/jobs/job-times.js';
import { ProjectStats, TOP_PROJECTS } from '../../../../src/results/owners/project-stats.js';

const BORDERS = [1000];
const KEPT = 1_000;

/** Splitmix: the jobs of a seed. */
function drawn(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let x = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
    x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
    return ((x ^ (x >>> 16)) >>> 0) / 2 ** 32;
  };
}

class PlainStats {
  readonly kept = new Map<number, JobCounts>();
  readonly summed = new Set<number>();
  readonly rest = new JobCounts(BORDERS);

  of(project: number): JobCounts {
    const known = this.kept.get(project) ?? (this.summed.has(project) ? this.rest : undefined);
    if (known !== undefined) return known;
    if (this.kept.size >= 2 * KEPT) {
      for (const [other, stats] of this.ranked().slice(KEPT)) {
        this.rest.merge(stats);
        this.kept.delete(other);
        this.summed.add(other);
      }
    }
    const stats = new JobCounts(BORDERS);
    this.kept.set(project, stats);
    return stats;
  }

  ranked(): [number, JobCounts][] {
    return [...this.kept].sort(([a, x], [b, y]) => y.jobs - x.jobs || a - b);
  }
}

function figures(stats: JobCounts | undefined): unknown {
  if (stats === undefined || stats.jobs === 0) return null;
  return stats.scope('', 1e9, { borders: BORDERS, cells: true });
}

test.each([
  ['few projects', 30, 500],
  ['more than are kept apart', 9_000, 12_000],
  ['more jobs than are kept as rows', 6_000, 140_000],
])('%s', (_name, projects, jobs) => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const draw = drawn(seed);
      const [plain, stats] = [new PlainStats(), new ProjectStats({ projects: Array.from({ length: projects }) as never }, BORDERS)];
      const times = new JobTimes();
      for (let job = 0; job < jobs; job++) {
        const project = Math.floor(projects * draw() ** 3);
        times.bounds = 0;
        for (const time of ['queueTime', 'preparation', 'startDelay', 'sojourn'] as const) times[time] = Math.floor(draw() * 5000);
        for (let i = 0; i < 4; i++) if (draw() < 0.1) times.bounds |= 1 << i;
        // Not started: it has no preparation, and its queue time is a bound.
        if (draw() < 0.1) {
          times.preparation = -1;
          times.bounds |= 1;
        }
        times.status = Math.floor(draw() * 7);
        if (draw() < 0.9) {
          plain.of(project).ended++;
          stats.addEnd(project);
        }
        if (draw() < 0.95) {
          plain.of(project).add(times);
          stats.add(project, times);
        }
      }
      const also = [1, projects - 1, Math.floor(projects / 2)];
      const ranked = plain.ranked();
      const first = [...ranked.slice(0, TOP_PROJECTS), ...ranked.slice(TOP_PROJECTS).filter(([project]) => also.includes(project))];
      const { top, rest } = stats.top(also);
      expect(top.map((one) => [one.project, figures(one.stats)])).toEqual(first.map(([project, own]) => [project, figures(own)]));
      for (const [project, own] of ranked) if (!first.some(([one]) => one === project)) plain.rest.merge(own);
      expect(figures(rest)).toEqual(figures(plain.rest));
      for (const [project, own] of plain.kept)
        expect(stats.of(project)?.sample('queue_time').columns()).toEqual(own.jobs === 0 ? undefined : own.sample('queue_time').columns());
      for (const project of plain.summed) expect(stats.of(project)).toBeUndefined();
    }),
    { numRuns: 3 },
  );
});
