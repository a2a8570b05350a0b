/** Samples as histograms: what they say stays, and their size does not grow with the jobs. */
import { expect, test } from 'vitest';
import { compactSamples } from '../../../../src/results/samples/compact-samples.js';
import type { RunSamples } from '../../../../src/results/samples/run-samples.js';
import { Sample } from '../../../../src/results/samples/sample.js';
import { HISTOGRAM_ERROR } from '../../../../src/stats/histogram.js';

const BORDERS = [100, 900];

function sampleOf(count: number): Sample {
  const sample = new Sample(BORDERS);
  for (let i = 0; i < count; i++) sample.add((i * 7_919) % 997, i % 10 !== 0);
  return sample;
}

function compacted(count: number): { readonly before: Sample; readonly after: Sample; readonly cells: number } {
  const before = sampleOf(count);
  const columns = before.columns();
  const samples: RunSamples = {
    scopes: [{ scope: 'all', name: 'all', instance: undefined, times: [columns], waits: undefined, durations: undefined }],
    questions: [columns, undefined],
  };
  const { scopes, questions } = compactSamples(samples);
  expect(questions).toEqual([scopes[0]!.times[0], undefined]);
  // The same jobs stay the same columns.
  expect(questions[0]).toBe(scopes[0]!.times[0]);
  const { kept } = questions[0]!;
  if (kept.kind !== 'cells') throw new Error('they are a histogram');
  return { before, after: Sample.of(questions[0]!), cells: kept.values.length + kept.bounds.length };
}

test('counts, means, shares and the largest stay exact, quantiles move by the error of the histogram', () => {
  const { before, after } = compacted(5_000);
  expect([after.count, after.bounds]).toEqual([before.count, before.bounds]);
  expect(after.mean()).toEqual(before.mean());
  expect(after.max()).toEqual(before.max());
  for (const border of BORDERS) expect(after.shareBelow(border)).toBe(before.shareBelow(border));
  for (const level of [0.1, 0.5, 0.95]) {
    const [was, is] = [before.quantile(level).value, after.quantile(level).value];
    expect(Math.abs(is - was) / was).toBeLessThanOrEqual(HISTOGRAM_ERROR);
  }
});

test('their size does not grow with the jobs', () => {
  const [few, many] = [compacted(20_000).cells, compacted(90_000).cells];
  expect(many).toBeLessThan(few * 1.05);
});

test('nor do samples that nobody made compact, above a hundred thousand jobs', () => {
  const size = (count: number): number => {
    const { kept } = sampleOf(count).columns();
    return kept.values.length + kept.bounds.length;
  };
  expect(size(100_000)).toBe(100_000);
  expect(size(300_000)).toBeLessThanOrEqual(size(100_001) * 1.05);
  expect(size(300_000)).toBeLessThan(5_000);
});
