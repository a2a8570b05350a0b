/** What an outage did to jobs, where the line is of some of them. */
import { expect, test } from 'vitest';
import { sentences } from '../../../../../src/report/run/story/sentences.js';
import type { Story } from '../../../../../src/results/outages/story-schema.js';

const story: Story = {
  outage: 'gce-gone',
  start: 0,
  end: 3600,
  failovers: [],
  backlogBefore: 0,
  backlogPeak: 9,
  backlogPeakAt: 60,
  recovered: 3600,
  waves: [{ from: 0, failback: null, backlogPeak: 9, backlogPeakAt: 60, jobsQueued: 316, jobsDelayed: 9 }],
  slo: { seconds: 60, share: 0.95, subject: 'queue_time{group=gsrm}: p(95) < 1m', labels: { group: 'gsrm' }, isDefault: false },
  jobsQueued: 316,
  jobsDelayed: 9,
  jobsHeld: 2,
  jobsLostInAll: 5,
  jobsLost: 4,
  minutesMissed: 3,
};

test('late are jobs of the threshold, lost are jobs of all: each is said', () => {
  expect(sentences([story], undefined)).toEqual([
    '9 of 316 jobs with group=gsrm late (1m or more); 2 more hung in preparation. ' +
      'Lost, of all jobs: 4. Minutes with less than 95% of those with group=gsrm in time: 3.',
  ]);
  expect(sentences([{ ...story, jobsLost: null }], undefined)[0]).toContain('Lost then, of all jobs, for whatever reason: 5.');
});

test('where the line is of all jobs nothing is told apart', () => {
  const slo = { seconds: 60, share: 0.95, subject: 'queue_time: p(95) < 1m', isDefault: false };
  expect(sentences([{ ...story, slo }], undefined)).toEqual([
    '9 of 316 jobs late (1m or more); 2 more hung in preparation. Lost: 4. Minutes with less than 95% in time: 3.',
  ]);
});
