/** Brings the amounts of a quota into their one form. */
import { parseSize, sizeText } from '../../units/size.js';
import type { ScenarioQuota } from '../scenario-cloud.js';

/** Returns the amounts that are given, disks in their one form. */
export function sameQuota(given: {
  readonly machines?: number | undefined;
  readonly cpus?: number | undefined;
  readonly disk?: string | undefined;
}): ScenarioQuota {
  const { machines, cpus, disk } = given;
  return {
    ...(machines === undefined ? {} : { machines }),
    ...(cpus === undefined ? {} : { cpus }),
    ...(disk === undefined ? {} : { disk: sizeText(parseSize(disk) ?? NaN) }),
  };
}
