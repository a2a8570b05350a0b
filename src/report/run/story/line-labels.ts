/** Of which jobs the line of a story is, where it is not of all. */
import { cleanText } from '../../frame/numbers.js';
import type { Story } from '../../../results/outages/story-schema.js';

/** Returns the labels of the threshold that the line is taken from, in words; empty where it is of all jobs. */
export function lineLabels({ labels = {} }: Story['slo']): string {
  return cleanText(
    Object.entries(labels)
      .map(([label, name]) => `${label}=${name}`)
      .join(', '),
  );
}
