/** The border of the kernel: the clock and what measures over its time. Chance has an entry of its own, `random/`. */
export { LimbSum } from './limbs.js';
export { Signal, type SignalOptions } from './signal.js';
export { type EventId, type Handler, type HandlerId, type Lane, Simulation, type SourceInput, type StopReason } from './simulation.js';
