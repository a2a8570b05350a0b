/** A fleet that points are of, with what it was made of, where that is known. */
import type { FleetSpec } from '../fleet/fleet.js';
import type { ScenarioOrigin } from '../scenario/prepare.js';

/** A fleet of a method. */
export interface StudiedFleet {
  readonly spec: FleetSpec;
  /** The scenario that it was built from. Absent of a fleet made by hand: its runs can be neither kept nor sent to another machine. */
  readonly origin?: FleetOrigin | undefined;
}

/** What tells the fleet of one scenario from that of another, and what another machine needs to build the same. */
export interface FleetOrigin {
  /** Of the complete scenario with the content of its files. */
  readonly hash: string;
  readonly scenario: ScenarioOrigin;
}
