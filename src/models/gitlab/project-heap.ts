/** A binary heap of project lines whose places are known, so that a line can be moved when its key has changed. */
import type { ProjectLine } from './project-line.js';

export class ProjectHeap {
  readonly #lines: ProjectLine[] = [];
  readonly #isBefore: (a: ProjectLine, b: ProjectLine) => boolean;
  readonly #number: number;

  /** `isBefore` is a strict total order; a line keeps its place in this heap under the heap's `number`. */
  constructor(isBefore: (a: ProjectLine, b: ProjectLine) => boolean, number: 0 | 1) {
    this.#isBefore = isBefore;
    this.#number = number;
  }

  top(): ProjectLine | undefined {
    return this.#lines[0];
  }

  push(line: ProjectLine): void {
    this.#up(this.#lines.length, line);
  }

  remove(line: ProjectLine): void {
    const place = line.places[this.#number]!;
    const last = this.#lines.pop()!;
    if (last !== line) {
      this.#lines[place] = last;
      last.places[this.#number] = place;
      this.moved(last);
    }
    line.places[this.#number] = -1;
  }

  /** Puts a line whose key has changed where it belongs. */
  moved(line: ProjectLine): void {
    this.#up(line.places[this.#number]!, line);
    this.#down(line.places[this.#number]!, line);
  }

  #up(start: number, line: ProjectLine): void {
    let place = start;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      const above = this.#lines[parent]!;
      if (!this.#isBefore(line, above)) break;
      this.#put(place, above);
      place = parent;
    }
    this.#put(place, line);
  }

  #down(start: number, line: ProjectLine): void {
    const size = this.#lines.length;
    let place = start;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= size) break;
      if (child + 1 < size && this.#isBefore(this.#lines[child + 1]!, this.#lines[child]!)) child++;
      if (!this.#isBefore(this.#lines[child]!, line)) break;
      this.#put(place, this.#lines[child]!);
      place = child;
    }
    this.#put(place, line);
  }

  #put(place: number, line: ProjectLine): void {
    this.#lines[place] = line;
    line.places[this.#number] = place;
  }
}
