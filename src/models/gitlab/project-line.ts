/** The pending jobs of one project of a class: a line in order of build id, and its places in the heaps that order the projects. */
export class ProjectLine {
  project = 0;
  head = -1;
  tail = -1;
  /** Places in the two heaps. */
  fairAt = -1;
  idAt = -1;
}
