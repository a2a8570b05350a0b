/** Work that keeps every processor busy, though each part of it takes only one. */
import { availableParallelism } from 'node:os';

/** Begins the calls in order, as many at a time as there are processors; resolves to what each returned, in that order. */
export async function sideBySide(calls) {
  const returned = [];
  let next = 0;
  const lane = async () => {
    while (next < calls.length) {
      const index = next++;
      returned[index] = await calls[index]();
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, lane));
  return returned;
}
