/** When a running job talks to GitLab: the arithmetic against the rules of the recordings' section 4, played call by call. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TraceSpec } from '../../../../src/fleet/instance.js';
import { callOver, eachCall, noticedAt } from '../../../../src/models/job/signs-of-life.js';
import { NOT_YET } from '../../../../src/record/not-yet.js';
import { NEVER, SECOND } from '../../../../src/units/time.js';
import type { JobOptions } from '../../../support/arrivals.js';
import { aFleet } from '../../../support/fleet-builder.js';
import { given } from '../../../support/given.js';
import { runFleet } from '../../../support/run-fleet.js';

interface Call {
  readonly begin: number;
  readonly end: number;
}

/** The calls of a job that go on up to `until`: a pause, then text (chatty) or, when more than 30 s have gone since the last, a touch. */
function calls(trace: TraceSpec, assignedAt: number, until: number): Call[] {
  const list: Call[] = [];
  let pause = 3 * SECOND;
  let now = assignedAt;
  while (now <= until) {
    now += pause;
    const last = list.at(-1);
    if (trace.output === 'chatty') {
      list.push({ begin: now, end: now + trace.patchLatency });
      now += trace.patchLatency;
      if (trace.updateInterval > 0) pause = trace.updateInterval;
    } else if (last === undefined || now - last.end > 30 * SECOND) {
      list.push({ begin: now, end: now + trace.touchLatency });
      now += trace.touchLatency;
    }
  }
  return list;
}

const latency = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 20 * SECOND }));
const trace: fc.Arbitrary<TraceSpec> = fc.record({
  output: fc.constantFrom('chatty' as const, 'silent' as const),
  patchLatency: latency,
  touchLatency: latency,
  updateInterval: fc.oneof(fc.constant(0), fc.integer({ min: SECOND, max: 90 * SECOND })),
});
const assigned = fc.integer({ min: 0, max: 100 * SECOND });
const after = fc.integer({ min: 0, max: 400 * SECOND });

test('a cancel is noticed at the end of the first call that ends then or later', () => {
  fc.assert(
    fc.property(
      trace,
      assigned,
      fc.integer({ min: -50 * SECOND, max: 400 * SECOND }),
      fc.nat(20),
      fc.boolean(),
      (spec, at, offset, n, exact) => {
        const list = calls(spec, at, at + 600 * SECOND);
        // Half of the cancels fall on the end of a call, where one microsecond decides.
        const cancelAt = exact ? list[n % list.length]!.end : at + offset;
        expect(noticedAt(spec, at, cancelAt)).toBe(calls(spec, at, cancelAt + 200 * SECOND).find(({ end }) => end >= cancelAt)!.end);
      },
    ),
    { numRuns: 1000 },
  );
});

test('a job that ends waits for the call that runs, and not for one that begins or ends at that instant', () => {
  fc.assert(
    fc.property(trace, assigned, after, fc.nat(20), fc.constantFrom('begin', 'within', 'end', 'free'), (spec, at, offset, n, where) => {
      const list = calls(spec, at, at + 600 * SECOND);
      const call = list[n % list.length]!;
      const middle = Math.floor((call.begin + call.end) / 2);
      const now = { begin: call.begin, within: middle, end: call.end, free: at + offset }[where];
      const running = list.find(({ begin, end }) => begin < now && now < end);
      expect(callOver(spec, at, now)).toBe(running?.end ?? now);
    }),
    { numRuns: 1000 },
  );
});

test('without signs of life nothing is noticed and nothing waited for', () => {
  const off: TraceSpec = { output: 'off', patchLatency: SECOND, touchLatency: SECOND, updateInterval: 0 };
  expect(noticedAt(off, 0, 10)).toBe(Infinity);
  expect(callOver(off, 0, 3.5 * SECOND)).toBe(3.5 * SECOND);
});

test('a job that is never cancelled never notices', () => {
  expect(noticedAt({ output: 'chatty', patchLatency: 1, touchLatency: 1, updateInterval: 0 }, 0, Infinity)).toBe(Infinity);
});

test('a silent job touches every 33 s and the time of a touch', () => {
  const silent: TraceSpec = { output: 'silent', patchLatency: 0, touchLatency: SECOND, updateInterval: 0 };
  expect([4, 5, 38, 39, 73].map((s) => noticedAt(silent, 0, s * SECOND) / SECOND)).toEqual([4, 38, 38, 72, 106]);
});

test('the calls of a job that works are those that have begun; what is under way has no end', () => {
  fc.assert(
    fc.property(trace, assigned, after, (spec, at, offset) => {
      const now = at + offset;
      const seen: unknown[] = [];
      const course = { assignedAt: at, silentFrom: NEVER, workEndsAt: NOT_YET, hasFinalUpdate: true, finishedAt: NOT_YET };
      eachCall(spec, course, now, (kind, begin, end) => seen.push([kind, begin, end]));
      const kind = spec.output === 'chatty' ? 'patch' : 'touch';
      const begun = calls(spec, at, now).filter(({ begin }) => begin < now);
      expect(seen).toEqual(begun.map(({ begin, end }) => [kind, begin, end <= now ? end : NOT_YET]));
    }),
    { numRuns: 500 },
  );
});

describe('the calls of a job through its life, in seconds', () => {
  // Signs of life take 1 s, the final update 4 s. The machine boots until 100 s, the script ends at 160 s.
  const seen = (output: 'chatty' | 'silent', cancel?: Partial<JobOptions>, horizon = 600): unknown[] => {
    const fleet = aFleet({
      horizon: horizon * SECOND,
      instance: {
        finalUpdateLatency: 4 * SECOND,
        trace: { output, patchLatency: SECOND, touchLatency: SECOND, updateInterval: 60 * SECOND },
      },
      jobs: [{ script: 60 * SECOND, ...cancel }],
    });
    const { counters, views, calls: made } = runFleet(fleet, { given: given({ boots: [100 * SECOND] }) });
    const rows = made.map(({ kind, at, end }) => [kind, at / SECOND, end === NOT_YET ? '-' : end / SECOND]);
    return [counters[0]!.traceUpdates, views[0]!.result, ...rows];
  };

  test('text every 60 s, what is left at the end, and the final update', () => {
    // 3, 64, 125: a pause of 60 s after each second.
    expect(seen('chatty')).toEqual([
      4,
      'success',
      ['patch', 3, 4],
      ['patch', 64, 65],
      ['patch', 125, 126],
      ['patch', 160, 161],
      ['final', 161, 165],
    ]);
  });

  test('touches every 34 s, and the final update', () => {
    expect(seen('silent')).toEqual([5, 'success', ...[3, 37, 71, 105, 139].map((at) => ['touch', at, at + 1]), ['final', 160, 164]]);
  });

  test('one that has heard that it is cancelled at once gives no sign of life more, though it waits for its machine until 100 s', () => {
    expect(seen('silent', { cancelAt: 10 * SECOND, cancelAtOnce: true })).toEqual([
      2,
      'cancelled',
      ['touch', 3, 4],
      ['touch', 37, 38],
      ['final', 100, 104],
    ]);
  });

  test('at the end of the run: a call that is under way has no end', () => {
    expect(seen('silent', {}, 37.5)).toEqual([0, 'none', ['touch', 3, 4], ['touch', 37, '-']]);
    expect(seen('chatty', {}, 160.5)).toEqual([0, 'none', ['patch', 3, 4], ['patch', 64, 65], ['patch', 125, 126], ['patch', 160, '-']]);
    expect(seen('silent', {}, 162)).toEqual([0, 'none', ...[3, 37, 71, 105, 139].map((at) => ['touch', at, at + 1]), ['final', 160, '-']]);
  });
});
