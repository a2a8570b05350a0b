/** One instance of a group: besides what its cloud has of it, what its scalers have seen. */
import { NOT_YET } from '../../../record/not-yet.js';
import type { Mutable } from '../../../units/mutable.js';
import type { Micros } from '../../../units/time.js';
import { CloudMachine } from '../../machine/cloud-machine.js';
import type { InstanceStatus } from './instance-group.js';

/** The same instance with fields that can be written: for its own methods only. */
function own(instance: Instance): Mutable<Instance> {
  return instance;
}

export class Instance extends CloudMachine {
  /** The first look that saw it running. */
  readonly seenAt: Micros = NOT_YET;
  /** Its ready command has ended well. */
  readonly preparedAt: Micros = NOT_YET;
  /** The look that saw it gone. */
  readonly forgottenAt: Micros = NOT_YET;
  /** Deletions under way. */
  readonly deletions: number = 0;
  /** Its cloud says that it is gone, though it may live on (an orphan). */
  readonly isOut: boolean = false;

  /** What its cloud says of it. One that has died is gone to its group. */
  get status(): InstanceStatus {
    if (this.isOut || this.diedAt !== NOT_YET) return 'gone';
    if (this.deletions > 0) return 'deleting';
    return this.readyAt === NOT_YET ? 'creating' : 'running';
  }

  seen(now: Micros): void {
    if (this.seenAt === NOT_YET) own(this).seenAt = now;
  }

  prepared(now: Micros): void {
    own(this).preparedAt = now;
  }

  forgotten(now: Micros): void {
    own(this).forgottenAt = now;
  }

  deletionBegan(): void {
    own(this).deletions++;
  }

  deletionEnded(): void {
    own(this).deletions--;
  }

  /** It is no part of its group any more. */
  out(): void {
    own(this).isOut = true;
  }
}
