/** What is said wherever figures rest on a model that is a reconstruction. */
import { cleanText } from './numbers.js';

/** Returns the sentence that names these groups; empty where there are none. */
export function approximateWords(groups: readonly string[] | undefined): string {
  if (groups === undefined || groups.length === 0) return '';
  const verb = groups.length === 1 ? 'rests' : 'rest';
  return `Approximate: ${cleanText(groups.join(', '))} ${verb} on a reconstruction of docker-autoscaler's scaling rule, not on its source.`;
}
