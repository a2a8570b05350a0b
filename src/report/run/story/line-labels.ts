/** Of which jobs the line of a story is, where it is not of all. */
import { cleanText } from '../../frame/numbers.js';
import type { Story } from '../../../results/story-schema.js';

/** What stands in the braces of a threshold: the last one closes them, for a name may hold another and a condition holds none. */
const BRACES = /\{(.*)\}/su;

/** Returns the labels of the threshold that the line is taken from, as written; empty where it is of all jobs. */
export function lineLabels({ subject }: Story['slo']): string {
  return cleanText(BRACES.exec(subject)?.[1]?.trim() ?? '');
}
