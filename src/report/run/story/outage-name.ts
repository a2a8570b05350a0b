/** What an outage is called where people read it. */
import { cleanText } from '../../frame/numbers.js';

/** A name that the scenario did not state ends in a word of its language: what of the target is broken. */
const MADE = /^((?:cloud|zone) .+) (both|api|machines|sold_out)(?: (\d+))?$/u;

const WORDS = {
  both: (target: string): string => target,
  api: (target: string): string => `API of ${target}`,
  machines: (target: string): string => `machines of ${target}`,
  sold_out: (target: string): string => `${target} sold out`,
} as const;

/** Returns the name; one that was made of what the outage hits in words that need no scenario beside them. */
export function outageName(name: string): string {
  const [, target, part, number] = MADE.exec(name) ?? [];
  if (target === undefined || part === undefined) return cleanText(name);
  return cleanText(`${WORDS[part as keyof typeof WORDS](target)}${number === undefined ? '' : ` (${number})`}`);
}
