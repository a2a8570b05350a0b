/** The pending jobs of one project of a class: a line in order of build id, and its places in the heaps that order the projects. */
export class ProjectLine {
  project = 0;
  head = -1;
  tail = -1;
  /** Its places in the heaps, by number of the heap. */
  readonly places = [-1, -1];
}
