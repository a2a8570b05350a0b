/** What happens to a job once it has its place to run, planned at once: its stages follow each other at known instants. */
import type { Micros } from '../../units/time.js';
import { NOT_YET } from '../../record/not-yet.js';

export interface StageTimes {
  readonly prepare: Micros;
  readonly prepareScript: Micros;
  readonly getSources: Micros;
  /** Restoring the cache. */
  readonly cache: Micros;
  readonly script: Micros;
  /** Saving the cache and the artifacts, after a script that succeeded. */
  readonly uploads: Micros;
  readonly cleanup: Micros;
  readonly prepareWhenOver: Micros;
}

export interface StageLimits {
  /** The preparation (prepare and prepare_script) is cut here. */
  readonly preparationEnds: Micros;
  /** get_sources may take so long. */
  readonly getSourcesTimeout: Micros;
  /** The job is cut here. */
  readonly jobEnds: Micros;
  /** A cancel is noticed here (Infinity = never); `atOnce`: `canceled`, else `canceling`. */
  readonly cancelNoticedAt: Micros;
  readonly cancelAtOnce: boolean;
}

export interface StagePlan {
  /** NOT_YET where the stage is not reached. */
  scriptAt: Micros;
  scriptEnd: Micros;
  /** End of prepare, and of prepare_script: SIGTERM waits for one of them. */
  prepareEnd: Micros;
  prepareScriptEnd: Micros;
  /** Begin of get_sources, and of the uploads. */
  sourcesAt: Micros;
  uploadsAt: Micros;
  endAt: Micros;
  result: 'success' | 'failed' | 'timed_out' | 'cancelled';
}

/**
 * Plans the stages of a job whose preparation begins at `usedAt` (docs/explanation/jobs.md, "What happens"). A stage is cut at its limit and nothing
 * follows it; a cancel works like a limit, but `canceling` in the script lets the cleanup follow and later has no effect.
 * Only a script that succeeded is followed by uploads, as GitLab does it where `when` is left out.
 */
export function planStages(usedAt: Micros, times: StageTimes, limits: StageLimits, scriptFails: boolean, plan: StagePlan): void {
  plan.scriptAt = NOT_YET;
  plan.scriptEnd = NOT_YET;
  plan.sourcesAt = NOT_YET;
  plan.uploadsAt = NOT_YET;
  plan.prepareEnd = usedAt + times.prepare;
  plan.prepareScriptEnd = plan.prepareEnd + times.prepareScript;
  plan.result = scriptFails ? 'failed' : 'success';
  const { preparationEnds, jobEnds, cancelNoticedAt } = limits;
  if (usedAt >= preparationEnds || usedAt >= cancelNoticedAt) {
    plan.endAt = plan.prepareEnd = plan.prepareScriptEnd = usedAt + times.prepareWhenOver;
    plan.result = usedAt >= preparationEnds && preparationEnds <= cancelNoticedAt ? 'timed_out' : 'cancelled';
    return;
  }
  if (isCut(plan, usedAt, plan.prepareScriptEnd, preparationEnds, cancelNoticedAt)) {
    plan.prepareEnd = Math.min(plan.prepareEnd, plan.endAt);
    plan.prepareScriptEnd = plan.endAt;
    return;
  }
  plan.sourcesAt = plan.prepareScriptEnd;
  const sourcesEnd = plan.prepareScriptEnd + times.getSources;
  const sourcesLimit = Math.min(plan.prepareScriptEnd + limits.getSourcesTimeout, jobEnds);
  if (isCut(plan, plan.prepareScriptEnd, sourcesEnd, sourcesLimit, cancelNoticedAt)) return;
  const cacheEnd = sourcesEnd + times.cache;
  if (isCut(plan, sourcesEnd, cacheEnd, jobEnds, cancelNoticedAt)) return;
  plan.scriptAt = cacheEnd;
  plan.scriptEnd = cacheEnd + times.script;
  if (isCut(plan, plan.scriptAt, plan.scriptEnd, jobEnds, cancelNoticedAt)) {
    plan.scriptEnd = plan.endAt;
    if (limits.cancelAtOnce || jobEnds <= cancelNoticedAt) return;
  }
  plan.endAt = plan.scriptEnd + times.cleanup;
  if (plan.result === 'success') {
    plan.endAt += times.uploads;
    if (!limits.cancelAtOnce || cancelNoticedAt > plan.scriptEnd) plan.uploadsAt = plan.scriptEnd;
  }
  if (plan.endAt > jobEnds) {
    plan.endAt = Math.max(jobEnds, plan.scriptEnd);
    plan.result = 'timed_out';
  }
  if (limits.cancelAtOnce && cancelNoticedAt >= plan.scriptEnd && cancelNoticedAt < plan.endAt) {
    plan.endAt = cancelNoticedAt;
    plan.result = 'cancelled';
  }
}

/** Cuts a stage that would end after its limit or the notice of a cancel, whichever is first; true when it was cut. */
function isCut(plan: StagePlan, begin: Micros, end: Micros, limit: Micros, cancelNoticedAt: Micros): boolean {
  const cut = Math.min(limit, cancelNoticedAt);
  if (end <= cut) return false;
  plan.endAt = Math.max(cut, begin);
  plan.result = limit <= cancelNoticedAt ? 'timed_out' : 'cancelled';
  return true;
}

/** Nothing of it begins after `at`. `awaitsScript`: the script is planned, and has to wait for what is still to be asked. */
export function cutPlan(plan: StagePlan, at: Micros, awaitsScript: boolean): void {
  if (plan.scriptAt > at || (plan.scriptAt !== NOT_YET && awaitsScript)) plan.scriptAt = plan.scriptEnd = NOT_YET;
  else if (plan.scriptAt !== NOT_YET) plan.scriptEnd = Math.min(plan.scriptEnd, at);
  if (plan.sourcesAt >= at) plan.sourcesAt = NOT_YET;
  if (plan.uploadsAt >= at) plan.uploadsAt = NOT_YET;
  plan.endAt = at;
}

/** No stage is planned. */
export function forgetPlan(plan: StagePlan): void {
  plan.scriptAt = plan.scriptEnd = plan.sourcesAt = plan.uploadsAt = NOT_YET;
}
