/** A fleet as texts that another machine builds the same of, without what may be a secret. */
import { promisify } from 'node:util';
import { deflateRaw, inflateRaw } from 'node:zlib';
import type { FleetSpec } from '../../fleet/fleet.js';
import { formatIssue } from '../../scenario/text/issue.js';
import { sha256 } from '../../scenario/load-files.js';
import { prepareOrigin, prepareScenario, type PreparedScenario, type RefusedScenario } from '../../scenario/prepare.js';
import { redactedYaml } from '../../scenario/secrets/redact.js';
import { invariant } from '../../sim/invariant.js';
import type { StudiedFleet } from '../../study/studied-fleet.js';
import { fleetHash } from '../store/run-key.js';
import { fleetTextSchema, type FleetText } from './task.js';

/** Bytes of the texts of a fleet at most, unpacked. */
const MOST_BYTES = 1024 * 1024 * 1024;

/** What the scenario is called where something is wrong with it. */
const NAME = 'scenario.yaml';

/**
 * Returns the texts of a fleet: the complete scenario, in which every change by `--set` is done, without tokens and what else may be a secret, and the files that it
 * names. They are tried out here, so that what is sent builds the same fleet. The fleet must know what it was built from.
 */
export function fleetText({ spec, origin }: StudiedFleet): FleetText {
  invariant(origin !== undefined, 'a fleet that is sent knows what it was built from');
  const { scenario } = prepared(prepareOrigin(origin.scenario, sha256));
  const files = origin.scenario.files;
  const again = prepared(built({ scenario: redactedYaml(scenario), files }));
  invariant(fleetHash(again.fleet) === fleetHash(spec), 'the texts of a fleet build the same fleet');
  return { scenario: again.origin.text, files: again.origin.files };
}

/** Returns the fleet that texts build; it throws where they build none, or one with another hash. */
export function fleetOf(text: FleetText, hash: string): FleetSpec {
  const { fleet } = prepared(built(text));
  if (fleetHash(fleet) !== hash) throw new Error('the texts of the fleet build another one here');
  return fleet;
}

/** Returns texts packed for the way. */
export async function packed(text: FleetText): Promise<Buffer> {
  return promisify(deflateRaw)(JSON.stringify(text));
}

/** Returns the texts that were packed; it throws where the bytes are none. */
export async function unpacked(bytes: Buffer): Promise<FleetText> {
  const text = await promisify(inflateRaw)(bytes, { maxOutputLength: MOST_BYTES });
  return fleetTextSchema.parse(JSON.parse(text.toString('utf8')));
}

function built({ scenario, files }: FleetText): PreparedScenario | RefusedScenario {
  const read = (name: string): string | undefined => (Object.hasOwn(files, name) ? files[name] : undefined);
  return prepareScenario(scenario, NAME, read, { hash: sha256, allowLong: true });
}

function prepared(own: PreparedScenario | RefusedScenario): PreparedScenario {
  if ('issues' in own) throw new Error(`the texts of a fleet are refused: ${own.issues.map((issue) => formatIssue(issue)).join('; ')}`);
  return own;
}
