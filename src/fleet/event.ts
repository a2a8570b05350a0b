/** What somebody does to managers and registrations at a stated time. */
import type { Micros } from '../units/time.js';

export type EventSpec =
  | { readonly at: Micros; readonly kind: 'start' | 'kill'; readonly manager: number }
  | { readonly at: Micros; readonly kind: 'stop'; readonly manager: number; readonly signal: 'SIGQUIT' | 'SIGTERM' }
  | { readonly at: Micros; readonly kind: 'reload'; readonly manager: number; /** index into its `configs` */ readonly config: number }
  | { readonly at: Micros; readonly kind: 'pause' | 'unpause'; readonly runner: number };
