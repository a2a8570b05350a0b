/** An outage under which a plan must hold too, or that a run is to have: as the scenario states events, or as one says it. */
import { parse } from 'yaml';
import type { PreparedScenario } from '../../../scenario/prepare.js';

/** An outage as it was asked for. */
export interface Under {
  /** What it is called in the answer. */
  readonly label: string;
  /** An event of the scenario. */
  readonly event: unknown;
}

const EXPECTED = "expected what, when and how long, such as 'cloud=gce Mon 14:00 3h', or an event in the scenario's words";
const TARGET = /^(cloud|zone|instance|group|manager|helper)=(.+)$/u;
const CLOCK = /^(?:(?:mon|tue|wed|thu|fri|sat|sun)\s+)?\d{1,2}:\d\d$/iu;

/**
 * Returns the outage that a text such as `cloud=gce Mon 14:00 3h` or `{ at: 14h, for: 3h, outage: { cloud: gce } }` names, or what is expected. `named` gives
 * the event of the first form its name in the scenario, of the name of what is gone.
 */
export function parseUnder(text: string, named: (target: string) => string = () => 'planned for'): Under | { readonly problem: string } {
  const trimmed = text.trim();
  if (trimmed.startsWith('{')) return fromYaml(trimmed);
  const words = trimmed.split(/\s+/u);
  const target = TARGET.exec(words[0] ?? '');
  const length = words.at(-1);
  const when = words.slice(1, -1).join(' ');
  if (target === null || length === undefined || when === '') return { problem: `${text}: ${EXPECTED}` };
  const [, kind, name] = target as unknown as [string, string, string];
  const event = { [CLOCK.test(when) ? 'every' : 'at']: when, for: length, outage: { name: named(name), [kind]: name } };
  return { label: `${name} gone ${CLOCK.test(when) ? when : `at ${when}`} for ${length}`, event };
}

function fromYaml(text: string): Under | { readonly problem: string } {
  try {
    const event = parse(text, { logLevel: 'error' }) as unknown;
    return { label: underLabel(event), event };
  } catch {
    return { problem: `${text}: this is not YAML; ${EXPECTED}` };
  }
}

/** What an outage in the scenario's words is called. */
function underLabel(event: unknown): string {
  const { at, every, for: length, outage } = event as Record<string, unknown>;
  const own = (typeof outage === 'object' && outage !== null ? outage : {}) as Record<string, unknown>;
  const target = ['cloud', 'zone', 'instance', 'group', 'manager', 'helper'].map((kind) => own[kind]).find((name) => name !== undefined);
  const what = typeof own['name'] === 'string' ? own['name'] : typeof target === 'string' ? `${target} gone` : 'an outage';
  const when = typeof every === 'string' ? ` ${every}` : typeof at === 'string' ? ` at ${at}` : '';
  return `${what}${when}${typeof length === 'string' ? ` for ${length}` : ''}`;
}

/** Returns the `--set` text that adds the event to those that a scenario has. */
export function underSet(base: PreparedScenario, { event }: Under): string {
  const values = base.document.values() as { readonly events?: readonly unknown[] } | null;
  return `events=${JSON.stringify([...(values?.events ?? []), event])}`;
}
