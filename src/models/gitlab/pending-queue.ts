/**
 * The pending jobs of one class, as GitLab's queue query orders them: by build id, or under fair usage by the number of running
 * instance-runner jobs of the project first. A pick looks at the head of one project and never scans the backlog.
 */
import type { JobTable } from './job-table.js';
import { ProjectHeap } from './project-heap.js';
import { ProjectLine } from './project-line.js';
import type { JobIndex, ProjectIndex } from '../../units/indices.js';
import { listOfObjects, NOUGHT } from '../../units/shapes.js';
import type { Micros } from '../../units/time.js';

/** Most projects come again, and a map that loses and gains a line with every job is copied again and again (110 bytes a job). */
const KEPT_LINES = 1_000;

export class PendingQueue {
  /** Jobs waiting. */
  size = 0;
  readonly #jobs: JobTable;
  readonly #lines = new Map<number, ProjectLine>();
  readonly #spare = listOfObjects<ProjectLine>();
  readonly #keptLines: number;
  readonly #byId: ProjectHeap;
  readonly #byUsage: ProjectHeap | undefined;
  /** When the first of those came that have come since it was empty. */
  #since: Micros = NOUGHT;
  /** The line whose head was looked at last: as a rule it is taken next. */
  #looked: ProjectLine | undefined;

  /**
   * `runningOfProject` holds the running instance-runner jobs by project index. Without `fair` only picks by id are possible. While there are no more than
   * `keptLines`, a project keeps its line when it is empty.
   */
  constructor(jobs: JobTable, runningOfProject: () => Int32Array, fair: boolean, keptLines = KEPT_LINES) {
    this.#jobs = jobs;
    this.#keptLines = keptLines;
    this.#byId = new ProjectHeap((a, b) => jobs.isOlder(a.head, b.head), 0);
    if (fair) {
      this.#byUsage = new ProjectHeap((a, b) => {
        const running = runningOfProject();
        const difference = running[a.project]! - running[b.project]!;
        return difference < 0 || (difference === 0 && jobs.isOlder(a.head, b.head));
      }, 1);
    }
  }

  add(job: JobIndex): void {
    const jobs = this.#jobs;
    if (this.size++ === 0) this.#since = jobs.queuedAt[job]!;
    const project = jobs.project[job]!;
    let line = this.#lines.get(project);
    if (line === undefined || line.head < 0) {
      if (line === undefined) this.#lines.set(project, (line = this.#newLine(project)));
      line.head = line.tail = job;
      jobs.next[job] = -1;
      this.#byId.push(line);
      this.#byUsage?.push(line);
      return;
    }
    if (jobs.isOlder(line.tail, job)) {
      jobs.next[line.tail] = job;
      jobs.next[job] = -1;
      line.tail = job;
    } else this.#insert(line, job);
  }

  /** The job a runner gets, or -1. */
  first(fair: boolean): JobIndex {
    this.#looked = (fair ? this.#byUsage! : this.#byId).top();
    return this.#looked?.head ?? -1;
  }

  /** The jobs that became pending by then, by build id. Of one line they may stand anywhere: an old id can become pending late. */
  queuedBy(at: Micros): JobIndex[] {
    const jobs = this.#jobs;
    const found: JobIndex[] = [];
    // A look goes through the whole backlog: in vain until the first of it is due.
    if (this.size === 0 || at < this.#since) return found;
    for (const { head } of this.#lines.values()) {
      for (let job = head; job >= 0; job = jobs.next[job]!) if (jobs.queuedAt[job]! <= at) found.push(job);
    }
    return found.sort((a, b) => (jobs.isOlder(a, b) ? -1 : 1));
  }

  /** Takes out the head of its project's line. */
  takeHead(job: JobIndex): void {
    const line = this.#looked?.head === job ? this.#looked : this.#lines.get(this.#jobs.project[job]!)!;
    this.size--;
    line.head = this.#jobs.next[job]!;
    if (line.head < 0) this.#dropLine(line);
    else this.#lineChanged(line);
  }

  /** Takes out any job, wherever it stands (the sweep). */
  remove(job: JobIndex): void {
    const jobs = this.#jobs;
    const line = this.#lines.get(jobs.project[job]!)!;
    if (line.head === job) {
      this.takeHead(job);
      return;
    }
    let before = line.head;
    while (jobs.next[before] !== job) before = jobs.next[before]!;
    jobs.next[before] = jobs.next[job]!;
    if (line.tail === job) line.tail = before;
    this.size--;
  }

  /** The number of running jobs of a project has changed. */
  usageChanged(project: ProjectIndex): void {
    if (this.#byUsage === undefined || this.size === 0) return;
    const line = this.#lines.get(project);
    if (line !== undefined && line.head >= 0) this.#byUsage.moved(line);
  }

  /** A job created earlier became pending later (a stage, a manual job): it goes before the younger ids. */
  #insert(line: ProjectLine, job: JobIndex): void {
    const jobs = this.#jobs;
    if (jobs.isOlder(job, line.head)) {
      jobs.next[job] = line.head;
      line.head = job;
      this.#lineChanged(line);
      return;
    }
    let before = line.head;
    while (jobs.isOlder(jobs.next[before]!, job)) before = jobs.next[before]!;
    jobs.next[job] = jobs.next[before]!;
    jobs.next[before] = job;
  }

  #lineChanged(line: ProjectLine): void {
    this.#byId.moved(line);
    this.#byUsage?.moved(line);
  }

  #dropLine(line: ProjectLine): void {
    this.#byId.remove(line);
    this.#byUsage?.remove(line);
    line.tail = -1;
    if (this.#lines.size <= this.#keptLines) return;
    this.#lines.delete(line.project);
    this.#spare.push(line);
  }

  #newLine(project: ProjectIndex): ProjectLine {
    const line = this.#spare.pop() ?? new ProjectLine();
    line.project = project;
    return line;
  }
}
