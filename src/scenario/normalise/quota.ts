/** Brings the amounts of a quota into their one form. */
import { parseSize, sizeText } from '../../units/size.js';
import { bytesOf } from '../accepted.js';
import type { Path } from '../text/path.js';
import type { ScenarioQuota } from '../scenario-cloud.js';
import type { NormaliseContext } from './context.js';

interface QuotaInput {
  readonly machines?: number | 'none' | undefined;
  readonly cpus?: number | 'none' | undefined;
  readonly disk?: string | undefined;
}

/** Returns the amounts that are given, disks in their one form. Warns of a zero, which was once the word for no quota. */
export function sameQuota(context: NormaliseContext, path: Path, given: QuotaInput): ScenarioQuota {
  const { machines, cpus, disk } = given;
  for (const [key, amount] of [
    ['machines', machines],
    ['cpus', cpus],
    ['disk', disk && parseSize(disk)],
  ] as const) {
    if (amount === 0) context.report.warn([...path, key], 'a quota of 0 lets no machine be made; write none where there is no quota');
  }
  return {
    ...(machines === undefined ? {} : { machines }),
    ...(cpus === undefined ? {} : { cpus }),
    ...(disk === undefined ? {} : { disk: disk === 'none' ? disk : sizeText(bytesOf(disk)) }),
  };
}
