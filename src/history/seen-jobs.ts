/** Knows which jobs of a history were there before, in a few bytes a job. */
import { sha256 } from '@noble/hashes/sha2.js';

/** Slots to begin with; a power of two. */
const FIRST_SLOTS = 1 << 12;
/** A table is full at this share. */
const FULL = 0.7;
/** Multiplier of a hash of whole numbers: the golden ratio times 2^32. Numbers that follow each other land far apart. */
const SPREAD = 0x9e3779b1;
/** Attempts that have a place beside a number; the last stands for no attempt. */
const ATTEMPTS = 64;
/** Numbers of jobs below are told apart exactly together with their attempt: both fit into the 53 bits of a number. */
const LARGEST = 0x7fff_ffff_ffff;

/**
 * A set of jobs by number and attempt. Memory: 8 bytes a slot for jobs whose number is a whole one (GitLab, GitHub), 16 for others; a table is 35 % to
 * 70 % full, so 11 to 23 bytes a numbered job, and 23 to 46 of any other, and half as much again while it grows.
 *
 * Numbers are compared exactly. Other names are compared by 128 bits of their SHA-256: that one of ten million is taken for another has a probability
 * below 1e-24, so no job is lost.
 */
export class SeenJobs {
  readonly #numbers = new NumberSet();
  readonly #names = new DigestSet();

  /** Returns whether the job was there before. */
  has(job: JobKey): boolean {
    return typeof job === 'number' ? this.#numbers.has(job) : this.#names.has(job);
  }

  /** Takes a job in. */
  add(job: JobKey): void {
    if (typeof job === 'number') this.#numbers.add(job);
    else this.#names.add(job);
  }
}

/** What tells a job and its attempt from all others. */
export type JobKey = number | Uint32Array;

/** Returns what tells a job apart; `attempt` is empty where none is told. */
export function keyOf(job: string, attempt: string): JobKey {
  return numberOf(job, attempt) ?? digestOf(job, attempt);
}

/** One number, from 1 on, for a job and its attempt; undefined where they have none. `007` is another job than `7`. */
function numberOf(job: string, attempt: string): number | undefined {
  if (job.length > 15 || !/^(?:0|[1-9]\d*)$/u.test(job)) return undefined;
  if (attempt !== '' && !/^(?:0|[1-9]\d?)$/u.test(attempt)) return undefined;
  const [number, tried] = [Number(job), attempt === '' ? ATTEMPTS - 1 : Number(attempt)];
  if (number > LARGEST || (attempt !== '' && tried >= ATTEMPTS - 1)) return undefined;
  return number * ATTEMPTS + tried + 1;
}

const ENCODER = new TextEncoder();

function digestOf(job: string, attempt: string): Uint32Array {
  const digest = sha256(ENCODER.encode(`${job}\u0000${attempt}`));
  const view = new DataView(digest.buffer, digest.byteOffset);
  // No slot that is taken begins with 0.
  return Uint32Array.of(view.getUint32(0) | 1, view.getUint32(4), view.getUint32(8), view.getUint32(12));
}

/** Numbers from 1 on, by open addressing. */
class NumberSet {
  #slots = new Float64Array(FIRST_SLOTS);
  #size = 0;

  has(key: number): boolean {
    return this.#slots[this.#placeOf(key)] === key;
  }

  add(key: number): void {
    const place = this.#placeOf(key);
    if (this.#slots[place] === key) return;
    this.#slots[place] = key;
    if (++this.#size > FULL * this.#slots.length) this.#grow();
  }

  /** Where the number is, or would be. */
  #placeOf(key: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    const mixed = Math.imul(key ^ Math.imul(Math.floor(key / 0x1_0000_0000), SPREAD), SPREAD);
    let place = (mixed ^ (mixed >>> 15)) & mask;
    while (slots[place] !== 0 && slots[place] !== key) place = (place + 1) & mask;
    return place;
  }

  #grow(): void {
    const before = this.#slots;
    this.#slots = new Float64Array(2 * before.length);
    for (const key of before) if (key !== 0) this.#slots[this.#placeOf(key)] = key;
  }
}

/** Digests of four words, the first of which is not 0, by open addressing. */
class DigestSet {
  #words = new Uint32Array(4 * FIRST_SLOTS);
  #size = 0;

  has(key: Uint32Array): boolean {
    return this.#words[this.#placeOf(key)] !== 0;
  }

  add(key: Uint32Array): void {
    const place = this.#placeOf(key);
    if (this.#words[place] !== 0) return;
    this.#words.set(key, place);
    if (++this.#size * 4 > FULL * this.#words.length) this.#grow();
  }

  /** Where the digest is, or would be. */
  #placeOf(key: Uint32Array): number {
    const words = this.#words;
    const mask = words.length - 1;
    let place = (key[1]! << 2) & mask;
    while (words[place] !== 0 && !isAt(words, place, key)) place = (place + 4) & mask;
    return place;
  }

  #grow(): void {
    const before = this.#words;
    this.#words = new Uint32Array(2 * before.length);
    for (let place = 0; place < before.length; place += 4) {
      if (before[place] === 0) continue;
      const key = before.subarray(place, place + 4);
      this.#words.set(key, this.#placeOf(key));
    }
  }
}

function isAt(words: Uint32Array, place: number, key: Uint32Array): boolean {
  return words[place] === key[0] && words[place + 1] === key[1] && words[place + 2] === key[2] && words[place + 3] === key[3];
}
