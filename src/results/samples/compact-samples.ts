/** Samples whose size does not grow with the jobs: what is kept one by one becomes a histogram. */
import { Histogram } from '../../stats/histogram.js';
import type { Micros } from '../../units/time.js';
import type { RunSamples, ScopeSamples } from './run-samples.js';
import type { SampleColumns } from './sample.js';

/** Returns the samples with histograms in the place of single values, from which quantiles are known to 0.4 %; counts, sums, largest and shares stay exact. */
export function compactSamples({ scopes, questions }: RunSamples): RunSamples {
  // Scopes of the same jobs have the same columns, and keep doing so.
  const known = new Map<SampleColumns, SampleColumns>();
  const compact = (columns: SampleColumns): SampleColumns => {
    let made = known.get(columns);
    if (made === undefined) known.set(columns, (made = inCells(columns)));
    return made;
  };
  const lists = new Map<ScopeSamples['times'], ScopeSamples['times']>();
  const compactAll = (times: ScopeSamples['times']): ScopeSamples['times'] => {
    let made = lists.get(times);
    if (made === undefined) lists.set(times, (made = times.map(compact)));
    return made;
  };
  return {
    scopes: scopes.map(({ times, durations, ...scope }) => ({
      ...scope,
      times: compactAll(times),
      durations: durations === undefined ? undefined : compact(durations),
    })),
    questions: questions.map((columns) => (columns === undefined ? undefined : compact(columns))),
  };
}

function inCells(columns: SampleColumns): SampleColumns {
  const { kept } = columns;
  if (kept.kind === 'cells') return columns;
  return { ...columns, kept: { kind: 'cells', values: cellsOf(kept.values), bounds: cellsOf(kept.bounds) } };
}

function cellsOf(values: Readonly<ArrayLike<Micros>>): ReturnType<Histogram['filled']> {
  const histogram = new Histogram();
  for (let i = 0; i < values.length; i++) histogram.add(values[i]!);
  return histogram.filled();
}
