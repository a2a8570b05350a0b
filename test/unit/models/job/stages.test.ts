/** The planned stages of a job against a clock that ticks through them, and the sentences of the recordings' section 4 one by one. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { StageLimits, StagePlan, StageTimes } from '../../../../src/models/job/stages.js';
import { planStages } from '../../../../src/models/job/stages.js';
import { NOT_YET } from '../../../../src/record/not-yet.js';

const UNLIMITED: StageLimits = {
  preparationEnds: Infinity,
  getSourcesTimeout: Infinity,
  jobEnds: Infinity,
  cancelNoticedAt: Infinity,
  cancelAtOnce: false,
};
/** In use from 100 on: prepare to 110, prepare_script to 115, get_sources to 135, script to 175, cleanup to 180. */
const TIMES: StageTimes = {
  prepare: 10,
  prepareScript: 5,
  getSources: 20,
  cache: 0,
  script: 40,
  uploads: 0,
  cleanup: 5,
  prepareWhenOver: 3,
};
const USED_AT = 100;

function plan(usedAt: number, times: StageTimes, limits: StageLimits, scriptFails: boolean): StagePlan {
  const unset = { scriptAt: 0, scriptEnd: 0, prepareEnd: 0, prepareScriptEnd: 0, sourcesAt: 0, uploadsAt: 0, endAt: 0 };
  const result: StagePlan = { ...unset, result: 'success' };
  planStages(usedAt, times, limits, scriptFails, result);
  return result;
}

/** Goes through the stages tick by tick: at each instant a stage ends if its time is over, else it is cut if its limit or a cancel has come. */
function tickThrough(usedAt: number, times: StageTimes, limits: StageLimits, scriptFails: boolean): StagePlan {
  const { preparationEnds, jobEnds, getSourcesTimeout, cancelNoticedAt, cancelAtOnce } = limits;
  const unset = { scriptAt: NOT_YET, scriptEnd: NOT_YET, prepareEnd: -1, prepareScriptEnd: -1, sourcesAt: NOT_YET, uploadsAt: NOT_YET };
  const done: StagePlan = { ...unset, endAt: -1, result: 'success' };
  const stop = (now: number, result: StagePlan['result']): StagePlan => {
    if (done.prepareEnd < 0) done.prepareEnd = now;
    if (done.prepareScriptEnd < 0) done.prepareScriptEnd = now;
    return { ...done, endAt: now, result };
  };
  const causeAt = (now: number, limit: number, heedsCancel: boolean): 'timed_out' | 'cancelled' | undefined => {
    const cancel = heedsCancel ? cancelNoticedAt : Infinity;
    if (now < limit && now < cancel) return undefined;
    return limit <= cancel ? 'timed_out' : 'cancelled';
  };
  const over = causeAt(usedAt, preparationEnds, true);
  if (over !== undefined) return stop(usedAt + times.prepareWhenOver, over);
  let now = usedAt;
  let outcome: StagePlan['result'] = scriptFails ? 'failed' : 'success';
  for (const stage of ['prepare', 'prepareScript', 'getSources', 'cache', 'script', 'uploads', 'cleanup'] as const) {
    const begin = now;
    const sourcesEnd = Math.min(begin + getSourcesTimeout, jobEnds);
    const limit = stage === 'prepare' || stage === 'prepareScript' ? preparationEnds : stage === 'getSources' ? sourcesEnd : jobEnds;
    if (stage === 'getSources') done.sourcesAt = now;
    if (stage === 'script') done.scriptAt = now;
    if (stage === 'uploads' && outcome !== 'success') continue;
    if (stage === 'uploads' && !(cancelAtOnce && now >= cancelNoticedAt)) done.uploadsAt = now;
    for (; now < begin + times[stage]; now++) {
      const cause = causeAt(now, limit, (stage !== 'uploads' && stage !== 'cleanup') || cancelAtOnce);
      if (cause === undefined) continue;
      if (stage === 'script') done.scriptEnd = now;
      if (stage !== 'script' || cancelAtOnce || cause === 'timed_out') return stop(now, cause);
      outcome = 'cancelled';
      break;
    }
    if (stage === 'prepare') done.prepareEnd = now;
    if (stage === 'prepareScript') done.prepareScriptEnd = now;
    if (stage === 'script') done.scriptEnd = now;
  }
  return stop(now, outcome);
}

test('as a clock that ticks through them', () => {
  const span = fc.integer({ min: 0, max: 12 });
  const instant = fc.oneof(fc.integer({ min: 0, max: 60 }), fc.constant(Infinity));
  const stages = { prepare: span, prepareScript: span, getSources: span, cache: span, script: span, uploads: span, cleanup: span };
  const times = fc.record({ ...stages, prepareWhenOver: span });
  const limits = fc
    .record({ preparation: instant, sources: instant, job: instant, cancel: instant, cancelAtOnce: fc.boolean() })
    .map(({ preparation, sources, job, cancel, cancelAtOnce }): StageLimits => {
      return {
        preparationEnds: Math.min(preparation, job),
        getSourcesTimeout: sources,
        jobEnds: job,
        cancelNoticedAt: cancel,
        cancelAtOnce,
      };
    });
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10 }), times, limits, fc.boolean(), (usedAt, stageTimes, stageLimits, fails) => {
      const got = plan(usedAt, stageTimes, stageLimits, fails);
      seen.set(got.result, (seen.get(got.result) ?? 0) + 1);
      expect(got).toEqual(tickThrough(usedAt, stageTimes, stageLimits, fails));
    }),
    { numRuns: 5000 },
  );
  for (const result of ['success', 'failed', 'timed_out', 'cancelled']) expect(seen.get(result), result).toBeGreaterThan(50);
});

describe('one by one', () => {
  const at = (limits: Partial<StageLimits>, fails = false): [number, number, number, string] => {
    const { scriptAt, scriptEnd, endAt, result } = plan(USED_AT, TIMES, { ...UNLIMITED, ...limits }, fails);
    return [scriptAt, scriptEnd, endAt, result];
  };

  test('without limits they follow each other, also when the script fails', () => {
    expect(at({})).toEqual([135, 175, 180, 'success']);
    expect(at({}, true)).toEqual([135, 175, 180, 'failed']);
    expect(plan(USED_AT, TIMES, UNLIMITED, false)).toMatchObject({ prepareEnd: 110, prepareScriptEnd: 115 });
  });

  test('a machine obtained too late: prepare fails after its own time', () => {
    expect(at({ preparationEnds: 100 })).toEqual([NOT_YET, NOT_YET, 103, 'timed_out']);
    expect(at({ cancelNoticedAt: 90 })).toEqual([NOT_YET, NOT_YET, 103, 'cancelled']);
    expect(at({ preparationEnds: 80, cancelNoticedAt: 90 })).toEqual([NOT_YET, NOT_YET, 103, 'timed_out']);
    expect(at({ preparationEnds: 95, cancelNoticedAt: 90 })).toEqual([NOT_YET, NOT_YET, 103, 'cancelled']);
  });

  test('each stage is cut at its limit, and nothing follows', () => {
    expect(at({ preparationEnds: 113 })).toEqual([NOT_YET, NOT_YET, 113, 'timed_out']);
    expect(at({ getSourcesTimeout: 7 })).toEqual([NOT_YET, NOT_YET, 122, 'timed_out']);
    expect(at({ jobEnds: 120 })).toEqual([NOT_YET, NOT_YET, 120, 'timed_out']);
    expect(at({ jobEnds: 150 }, true)).toEqual([135, 150, 150, 'timed_out']);
    expect(at({ jobEnds: 178 }, true)).toEqual([135, 175, 178, 'timed_out']);
    expect(at({ preparationEnds: 115, getSourcesTimeout: 20, jobEnds: 180 })).toEqual([135, 175, 180, 'success']);
  });

  test('the cache comes before the script, uploads come after one that succeeded', () => {
    const times = { ...TIMES, cache: 6, uploads: 8 };
    expect(plan(USED_AT, times, UNLIMITED, false)).toMatchObject({
      sourcesAt: 115,
      scriptAt: 141,
      scriptEnd: 181,
      uploadsAt: 181,
      endAt: 194,
    });
    expect(plan(USED_AT, times, UNLIMITED, true)).toMatchObject({ scriptEnd: 181, uploadsAt: NOT_YET, endAt: 186 });
    expect(plan(USED_AT, times, { ...UNLIMITED, getSourcesTimeout: 20, jobEnds: 138 }, false)).toMatchObject({
      scriptAt: NOT_YET,
      endAt: 138,
      result: 'timed_out',
    });
  });

  test('canceled ends at once, wherever it is', () => {
    const cancelAtOnce = true;
    expect(at({ cancelNoticedAt: 112, cancelAtOnce })).toEqual([NOT_YET, NOT_YET, 112, 'cancelled']);
    expect(at({ cancelNoticedAt: 150, cancelAtOnce })).toEqual([135, 150, 150, 'cancelled']);
    expect(at({ cancelNoticedAt: 177, cancelAtOnce }, true)).toEqual([135, 175, 177, 'cancelled']);
  });

  test('canceling lets the cleanup follow a script, and has no effect in it', () => {
    expect(at({ cancelNoticedAt: 112 })).toEqual([NOT_YET, NOT_YET, 112, 'cancelled']);
    expect(at({ cancelNoticedAt: 150 })).toEqual([135, 150, 155, 'cancelled']);
    expect(at({ cancelNoticedAt: 177 }, true)).toEqual([135, 175, 180, 'failed']);
    expect(at({ cancelNoticedAt: 150, jobEnds: 152 })).toEqual([135, 150, 152, 'timed_out']);
  });
});
