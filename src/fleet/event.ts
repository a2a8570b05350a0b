/** What somebody does to managers and registrations at a stated time. */
import type { ManagerIndex, RunnerIndex } from '../units/indices.js';
import type { Micros } from '../units/time.js';

export type EventSpec =
  | { readonly at: Micros; readonly kind: 'start' | 'kill'; readonly manager: ManagerIndex }
  | { readonly at: Micros; readonly kind: 'stop'; readonly manager: ManagerIndex; readonly signal: 'SIGQUIT' | 'SIGTERM' }
  | {
      readonly at: Micros;
      readonly kind: 'reload';
      readonly manager: ManagerIndex;
      /** index into its `configs` */ readonly config: number;
    }
  | { readonly at: Micros; readonly kind: 'pause' | 'unpause'; readonly runner: RunnerIndex };
