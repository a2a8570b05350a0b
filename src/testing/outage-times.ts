/** When an outage is: any stretch of a window, shrinking from both of its ends to the shortest that does it, and then to the whole hour. */
import { Arbitrary, stream, Value, type Random, type Stream } from 'fast-check';
import { HOUR, type Micros } from '../units/time.js';

/** A window and the lengths that there may be, in micros. All are multiples of `step` but perhaps the ends of the window. */
export interface TimeSpace {
  readonly from: Micros;
  readonly to: Micros;
  readonly least: Micros;
  readonly most: Micros;
  readonly step: Micros;
}

/** A stretch of time. */
export interface Stretch {
  readonly at: Micros;
  readonly length: Micros;
}

/** What is known of a stretch that came of another: from the end, and from the beginning, less than this may be left out. */
interface Limits {
  readonly end: Micros;
  readonly begin: Micros;
}

/**
 * Stretches within a window. Half of what may be left out is tried first, at the end and then at the beginning, then half of that: where a part of an outage does
 * less than the whole, that finds the least one of those in it by bisection, some dozens of runs. What cannot be shortened is moved to a whole hour.
 */
export class OutageTimes extends Arbitrary<Stretch> {
  readonly #space: TimeSpace;

  constructor(space: TimeSpace) {
    super();
    this.#space = space;
  }

  override generate(random: Random): Value<Stretch> {
    const { from, to, least, most, step } = this.#space;
    const length = step * random.nextInt(Math.ceil(least / step), Math.floor(most / step));
    const at = step * random.nextInt(Math.floor(from / step), Math.floor((to - least) / step));
    return new Value(this.#within({ at, length }), undefined);
  }

  override canShrinkWithoutContext(value: unknown): value is Stretch {
    return typeof value === 'object' && value !== null && 'at' in value && 'length' in value;
  }

  override shrink(value: Stretch, context?: unknown): Stream<Value<Stretch>> {
    return stream(this.#smaller(value, context as Limits | undefined));
  }

  *#smaller({ at, length }: Stretch, limits: Limits | undefined): Generator<Value<Stretch>, void, void> {
    const { least, step } = this.#space;
    const all = length - least;
    let { end, begin } = limits ?? { end: all + step, begin: all + step };
    let less = Math.min(all, Math.max(end, begin) - step);
    while (less >= step) {
      if (less < end) {
        yield new Value({ at, length: length - less }, { end: less, begin });
        end = less;
      }
      if (less < begin) {
        yield new Value({ at: at + less, length: length - less }, { end, begin: less });
        begin = less;
      }
      less = less === step ? 0 : step * Math.ceil(less / step / 2);
    }
    // There it may be that less does it: what is known of the one says nothing of the other.
    for (const moved of [at - (at % HOUR), at - (at % HOUR) + HOUR]) {
      if (at % HOUR !== 0 && this.#isWithin({ at: moved, length })) yield new Value({ at: moved, length }, undefined);
    }
  }

  /** The same, cut off at the ends of the window. */
  #within({ at, length }: Stretch): Stretch {
    const { from, to, least } = this.#space;
    const begin = Math.min(Math.max(at, from), to - least);
    return { at: begin, length: Math.min(length, to - begin) };
  }

  #isWithin({ at, length }: Stretch): boolean {
    return at >= this.#space.from && at + length <= this.#space.to;
  }
}
