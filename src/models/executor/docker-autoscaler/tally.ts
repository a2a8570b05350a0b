/** The members of a group counted as the scaling rule looks at them (reference, section 2). */
import type { Member } from './member.js';

/** Numbers of one instant. */
export interface ScaleView {
  /** Instances that are not being deleted, and those that are: until they have been seen gone. */
  readonly instances: number;
  readonly deleting: number;
  /** Jobs on the instances that are not being deleted. */
  readonly acquired: number;
  /** Slots of theirs that are free and never get a job again. */
  readonly unavailable: number;
  /** Slots of ready instances that can have a job at once. */
  readonly idle: number;
}

export class Tally implements ScaleView {
  instances = 0;
  deleting = 0;
  acquired = 0;
  unavailable = 0;
  idle = 0;

  /** Counts a member (1), or what it was before it changes (-1). */
  count(member: Member<unknown>, by: 1 | -1): void {
    if (member.state === 'gone') return;
    if (member.state === 'deleting') {
      this.deleting += by;
      return;
    }
    const { free, usable } = member;
    this.instances += by;
    this.acquired += by * member.jobs;
    this.unavailable += by * (free - usable);
    if (member.state === 'ready') this.idle += by * usable;
  }
}
