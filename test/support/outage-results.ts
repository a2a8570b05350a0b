/** Builders of what a study of outages found. */
import type { OutageResult, SweepCell, YearOutage } from '../../src/study/outage/outage-result.js';

/** A mean over replications; without a half-width it is of one. */
export const mean = (x: number, halfWidth: number | null = null): { mean: number; halfWidth: number | null } => ({ mean: x, halfWidth });
/** A start of Monday at an hour, with so many late jobs. */
export function aCell(hour: number, late: number, over: Partial<SweepCell> = {}): SweepCell {
  return {
    startSeconds: hour * 3600,
    weekday: 0,
    minuteOfDay: hour * 60,
    late: mean(late),
    held: mean(0),
    waitHours: mean(late / 2),
    lost: mean(1),
    sloMinutes: mean(late / 10),
    recoverMinutes: 30,
    isCut: false,
    ...over,
  };
}

/** An hour on a Monday of the first year. */
export function aYearOutage(over: Partial<YearOutage> = {}): YearOutage {
  return {
    year: 1,
    dayOfYear: 8,
    weekday: 0,
    minuteOfDay: 250,
    startSeconds: 15_000,
    durationSeconds: 3600,
    drawnSeconds: 3600,
    late: 1,
    held: 0,
    waitHours: 0.5,
    lost: 2,
    sloMinutes: 3,
    recoverMinutes: 10,
    isCut: false,
    ...over,
  } as YearOutage;
}

/** A study of a cloud that is out for two hours, begun at three times of a Monday. */
export function aResult(
  over: Partial<OutageResult> = {},
  cells: readonly SweepCell[] = [aCell(0, 8), aCell(6, 80), aCell(12, 0)],
): OutageResult {
  return {
    runcast: '0.1.0',
    scenario: { name: 'Monday', file: 'monday.yaml', hash: '0123456789abcdef', timezone: 'UTC' },
    target: { kind: 'cloud', name: 'gce', effect: 'no machine is made' },
    slo: { seconds: 60, share: 0.95 },
    replications: 1,
    everySeconds: 21_600,
    held: null,
    maps: [{ durationSeconds: 7200, cells }],
    availability: null,
    isCut: false,
    rerun: 'runcast outage monday.yaml',
    ...over,
  } as unknown as OutageResult;
}
