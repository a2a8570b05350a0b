/** The course of a history: jobs that came, ran and waited, over bins of equal width. */
import { DAY, HOUR, MINUTE, SECOND, WEEK, type Micros } from '../../units/time.js';
import type { HistoryCourse } from './description.js';
import { waitedUntil, type History } from './history-jobs.js';

/** Widths of a bin that people like to read, ascending. */
const WIDTHS: readonly Micros[] = [
  ...[1, 5, 10, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12].map((n) => n * HOUR),
  DAY,
  ...[1, 2, 4].map((n) => n * WEEK),
];
/** Bins at most, where a width allows it. */
const MOST = 300;

/** Returns the course; null for a history without a length. Of a bin that reaches beyond the end averages are over its whole width. */
export function courseOf({ jobs, from, to }: History): HistoryCourse | null {
  if (to <= from) return null;
  const width = WIDTHS.find((own) => (to - from) / own <= MOST) ?? Math.ceil((to - from) / MOST);
  const count = Math.ceil((to - from) / width);
  const [running, waiting] = [new Areas(count, width), new Areas(count, width)];
  const queued = Array.from({ length: count }, () => 0);
  for (const job of jobs) {
    const bin = Math.min(count - 1, Math.floor((job.queued - from) / width));
    if (bin >= 0) queued[bin]!++;
    waiting.add(job.queued - from, waitedUntil(job, to) - from);
    if (job.started !== undefined) running.add(job.started - from, (job.finished ?? to) - from);
  }
  return { binSeconds: width / SECOND, queued, running: running.averages(), waiting: waiting.averages() };
}

/** Stretches of time summed by bin: parts of bins at their ends, whole ones by where they begin and end. */
class Areas {
  readonly #width: Micros;
  readonly #parts: Float64Array;
  /** What is added to the whole bins from here on. */
  readonly #steps: Float64Array;

  constructor(count: number, width: Micros) {
    this.#width = width;
    this.#parts = new Float64Array(count);
    this.#steps = new Float64Array(count + 1);
  }

  add(begin: Micros, end: Micros): void {
    const width = this.#width;
    const [from, to] = [Math.max(0, begin), Math.min(end, this.#parts.length * width)];
    if (to <= from) return;
    const [first, last] = [Math.floor(from / width), Math.floor(to / width)];
    if (first === last) {
      this.#parts[first]! += to - from;
      return;
    }
    this.#parts[first]! += (first + 1) * width - from;
    if (last < this.#parts.length) this.#parts[last]! += to - last * width;
    this.#steps[first + 1]! += width;
    this.#steps[last]! -= width;
  }

  /** How many there were on average, bin by bin. */
  averages(): number[] {
    let whole = 0;
    return Array.from(this.#parts, (part, bin) => (part + (whole += this.#steps[bin]!)) / this.#width);
  }
}
