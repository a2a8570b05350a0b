/** Where the uncertain answers of the world come from: streams that are keyed by entity, or what was given in their place (a recording). */
import type { Given } from './given.js';
import type { MachineStreams } from './machine-streams.js';

export type Chance = { readonly kind: 'drawn'; readonly machines: MachineStreams } | { readonly kind: 'given'; readonly given: Given };
