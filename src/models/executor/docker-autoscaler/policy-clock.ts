/** Which policy is in force: a pointer into the timeline that only moves forward. */
import type { Micros } from '../../../units/time.js';
import type { PolicySpec, PolicyTimeline } from '../../../fleet/docker-autoscaler.js';

export class PolicyClock {
  readonly timeline: PolicyTimeline;
  #place = 0;

  constructor(timeline: PolicyTimeline) {
    this.timeline = timeline;
  }

  /** The policy in force at `now`, which never decreases between calls. */
  at(now: Micros): PolicySpec {
    const { timeline } = this;
    while (this.#place + 1 < timeline.length && timeline[this.#place + 1]!.at <= now) this.#place++;
    return timeline[this.#place]!.policy;
  }
}
