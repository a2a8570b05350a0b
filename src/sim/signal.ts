/** A piecewise-constant integer quantity, such as a queue length: its exact integral over time, its peak, and bins for a chart. */
import { LimbSum } from './limbs.js';
import { invariant } from './invariant.js';

/** Settings of a signal. */
export interface SignalOptions {
  readonly name: string;
  /** Microseconds per bin; bin i covers [i, i + 1) x binWidth. */
  readonly binWidth: number;
  /** Number of bins; 0 for none. What happens after the last bin is in no bin. */
  readonly bins: number;
}

/** What a signal was over a part of its window. */
export interface SignalPart {
  /** Mean over time. */
  readonly average: number;
  /** Highest value that lasted any time. */
  readonly peak: number;
}

/**
 * The value is 0 from time 0 until first set, and holds from the instant of a change up to the next. A value that is replaced within the
 * instant it was set lasted no time and is neither in the integral nor a peak. Statistics belong to the window: from `openWindow` (at
 * first, the signal's birth) to `close`. After `close` they are frozen, while the value may go on changing.
 */
export class Signal {
  readonly name: string;
  /** The value now. */
  value = 0;

  private readonly sim: { readonly now: number };
  private readonly binWidth: number;
  private readonly sums: Float64Array;
  private readonly peaks: Float64Array;
  private changedAt = -0;
  private closedAt = -Infinity;
  private windowAt = -0;
  private highest = -Infinity;
  /** Where the part of the window that is under way began, and the peak of those before it. */
  private partAt = -0;
  private highestBefore = -Infinity;
  // One running sum from time 0 serves window and bins alike: each is a difference of two of its states, so a change needs one addition.
  private readonly total = new LimbSum();
  private readonly totalAtWindow = new LimbSum();
  private readonly totalAtBin = new LimbSum();
  private readonly totalAtPart = new LimbSum();
  private bin = 0;
  private binEnd = Infinity;
  private binPeakSoFar = -Infinity;

  constructor(sim: { readonly now: number }, options: SignalOptions) {
    invariant(Number.isInteger(options.bins) && options.bins >= 0, 'a signal has a whole number of bins');
    invariant(
      options.bins === 0 || (Number.isSafeInteger(options.binWidth) && options.binWidth > 0),
      'a bin is a whole number of microseconds wide',
    );
    this.sim = sim;
    this.name = options.name;
    this.binWidth = options.binWidth;
    this.sums = new Float64Array(options.bins);
    this.peaks = new Float64Array(options.bins);
    if (options.bins > 0) this.binEnd = options.binWidth;
    if (sim.now > 0) this.openWindow();
  }

  /** The highest value that lasted any time within the window, or the value now if that is higher (and the signal is not closed). */
  get peak(): number {
    const highest = Math.max(this.highestBefore, this.highest);
    return this.closedAt >= 0 && highest > -Infinity ? highest : Math.max(highest, this.value);
  }

  /** Number of bins that have a part, of whatever length, in [0, close]: those for which `binAverage` is a number. */
  get binsReached(): number {
    return Math.min(this.sums.length, this.integratedTo() > this.bin * this.binWidth ? this.bin + 1 : this.bin);
  }

  /** Changes the value at the present time. */
  set(value: number): void {
    this.setAt(value, this.sim.now);
  }

  /** Adds to the value at the present time. */
  add(delta: number): void {
    this.setAt(this.value + delta, this.sim.now);
  }

  /** Changes the value at a time not before the last change. */
  setAt(value: number, at: number): void {
    if (at !== this.changedAt) this.integrate(at);
    this.value = value;
  }

  /** Adds to the value at a time not before the last change. */
  addAt(delta: number, at: number): void {
    this.setAt(this.value + delta, at);
  }

  /**
   * As so many pairs of `addAt`, of whatever number: adds `delta` at `from` and every `every` after it, and takes it back `width` later, before
   * the next begins. Those within one bin are one addition.
   */
  pulses(delta: number, from: number, width: number, every: number, count: number): void {
    let within = 0;
    for (let at = from, left = count; left > 0; left -= within, at += within * every) {
      within = Math.min(left, Math.ceil((this.binEnd - width - at) / every));
      if (!(within > 0) || this.closedAt >= 0) {
        within = 1;
        this.addAt(delta, at);
        this.addAt(-delta, at + width);
      } else this.pulsesInBin(delta, at, width, (within - 1) * every + width, within);
    }
  }

  /** Starts integral and peak anew at the present time. The bins go on. */
  openWindow(): void {
    invariant(this.closedAt < 0, 'no window opens after a signal is closed');
    this.integrate(this.sim.now);
    this.windowAt = this.partAt = this.sim.now;
    this.totalAtWindow.copy(this.total);
    this.totalAtPart.copy(this.total);
    this.highest = this.highestBefore = -Infinity;
  }

  /** Ends a part of the window at the present time, or at `close`, and returns what it was: its mean and its peak. The window goes on, and a new part with it. */
  endPart(): SignalPart {
    if (this.closedAt < 0) this.integrate(this.sim.now);
    const [from, to] = [this.partAt, this.integratedTo()];
    const sum = new LimbSum();
    sum.copy(this.total);
    sum.subtract(this.totalAtPart);
    const part = {
      average: to > from ? sum.toNumber() / (to - from) : this.value,
      peak: this.highest > -Infinity ? this.highest : this.value,
    };
    this.partAt = to;
    this.totalAtPart.copy(this.total);
    this.highestBefore = Math.max(this.highestBefore, this.highest);
    this.highest = -Infinity;
    return part;
  }

  /** Integrates up to `at` and freezes the statistics. */
  close(at: number): void {
    invariant(this.closedAt < 0, 'a signal is closed once');
    this.integrate(at);
    // A window without length has the value as its peak.
    if (Math.max(this.highest, this.highestBefore) === -Infinity) this.highest = this.value;
    this.closedAt = at;
  }

  /** Value x microseconds over the window, up to `close` or else the last change; a copy. */
  integral(): LimbSum {
    const sum = new LimbSum();
    sum.copy(this.total);
    sum.subtract(this.totalAtWindow);
    return sum;
  }

  /** Mean value over the window, up to `close` or else the last change; the value itself if that is no time. */
  timeAverage(): number {
    const length = this.integratedTo() - this.windowAt;
    return length > 0 ? this.integral().toNumber() / length : this.value;
  }

  /** Mean value over the part of bin `i` that lies in [0, close]; NaN if that is no time. */
  binAverage(i: number): number {
    if (i < this.bin) return this.sums[i]! / this.binWidth;
    const length = this.integratedTo() - i * this.binWidth;
    if (i > this.bin || length <= 0) return NaN;
    return this.sumOfBin() / length;
  }

  /** Highest value that lasted any time within the part of bin `i` that lies in [0, close]; NaN if that is no time. */
  binPeak(i: number): number {
    if (i < this.bin) return this.peaks[i]!;
    return i === this.bin && this.binPeakSoFar > -Infinity ? this.binPeakSoFar : NaN;
  }

  private integratedTo(): number {
    return this.closedAt >= 0 ? this.closedAt : this.changedAt;
  }

  private sumOfBin(): number {
    const sum = new LimbSum();
    sum.copy(this.total);
    sum.subtract(this.totalAtBin);
    return sum.toNumber();
  }

  /** Accounts for the value from the last change up to `at`. */
  private integrate(at: number): void {
    const value = this.value;
    invariant(at >= this.changedAt, 'a signal does not change before its last change');
    const span = at - this.changedAt;
    if (span === 0) return;
    if (this.closedAt >= 0) {
      this.changedAt = at;
      return;
    }
    if (value > this.highest) this.highest = value;
    while (at >= this.binEnd) this.finishBin();
    if (at > this.changedAt) {
      this.total.addProduct(value, at - this.changedAt);
      if (value > this.binPeakSoFar) this.binPeakSoFar = value;
    }
    this.changedAt = at;
  }

  /** So many pulses from `from` on, the last of which ends `span` later and before the bin does. */
  private pulsesInBin(delta: number, from: number, width: number, span: number, count: number): void {
    this.integrate(from);
    const { value } = this;
    const peak = count > 1 ? Math.max(value, value + delta) : value + delta;
    if (peak > this.highest) this.highest = peak;
    if (peak > this.binPeakSoFar) this.binPeakSoFar = peak;
    this.total.addProduct(value, span);
    this.total.addProduct(delta, count * width);
    this.changedAt = from + span;
  }

  private finishBin(): void {
    const value = this.value;
    const end = this.binEnd;
    if (end > this.changedAt) {
      this.total.addProduct(value, end - this.changedAt);
      if (value > this.binPeakSoFar) this.binPeakSoFar = value;
    }
    this.sums[this.bin] = this.sumOfBin();
    this.peaks[this.bin] = this.binPeakSoFar;
    this.changedAt = end;
    this.totalAtBin.copy(this.total);
    this.binPeakSoFar = -Infinity;
    this.bin++;
    this.binEnd = this.bin < this.sums.length ? end + this.binWidth : Infinity;
  }
}
