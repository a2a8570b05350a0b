/** The times of jobs, one row a job: quicker to keep than to file, where of most of them nobody asks. */
import { JOB_STATUSES } from '../../record/job.js';
import { invariant } from '../../sim/invariant.js';
import type { ProjectIndex } from '../../units/indices.js';
import { JobTimes } from './job-times.js';
import { DELAY_METRICS } from '../question.js';

const TIMES = DELAY_METRICS.length;
const FIRST = 256;
/** Bits of a mark: one a time that is a lower bound, and above them the status. */
const BOUNDS = (1 << TIMES) - 1;
invariant(JOB_STATUSES.length << TIMES <= 256, 'a mark of eight bits holds every status');

/** A list of jobs. */
export class JobRows {
  length = 0;
  #projects = new Int32Array(FIRST);
  #values = new Float64Array(FIRST * TIMES);
  #marks = new Uint8Array(FIRST);
  readonly #times = new JobTimes();

  add(project: ProjectIndex, times: JobTimes): void {
    if (this.length === this.#projects.length) this.#grow();
    const row = this.length++;
    this.#projects[row] = project;
    this.#marks[row] = (times.status << TIMES) | times.bounds;
    times.write(this.#values, row * TIMES);
  }

  /** Hands over each job; its times are good until the next. */
  each(take: (project: ProjectIndex, times: JobTimes) => void): void {
    const times = this.#times;
    for (let row = 0; row < this.length; row++) {
      const mark = this.#marks[row]!;
      times.readRow(this.#values, row * TIMES);
      times.bounds = mark & BOUNDS;
      times.status = mark >>> TIMES;
      take(this.#projects[row]!, times);
    }
  }

  #grow(): void {
    const more = 2 * this.length;
    const [projects, values, marks] = [new Int32Array(more), new Float64Array(more * TIMES), new Uint8Array(more)];
    projects.set(this.#projects);
    values.set(this.#values);
    marks.set(this.#marks);
    [this.#projects, this.#values, this.#marks] = [projects, values, marks];
  }
}
