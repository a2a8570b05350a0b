/** Which parts of a config.toml may be shown: what decides the result, and nothing else. */
import { isSecretName, MASK } from '../secrets/secret-patterns.js';
import { secretSpans, type Span } from '../secrets/secret-spans.js';
import { AUTOSCALER_KEYS, PLUGIN_CONFIG_KEYS, POLICY_KEYS, SCALE_THROTTLE_KEYS } from './autoscaler-keys.js';
import {
  AUTOSCALING_KEYS,
  DRAIN_KEYS,
  GLOBAL_MACHINE_KEYS,
  JOB_QUEUING_KEYS,
  type KeyTable,
  MACHINE_KEYS,
  modelledKeys,
  MONITORING_KEYS,
  RUNNER_KEYS,
  TOP_KEYS,
} from './known-keys.js';
import { parseToml, type TomlNode } from './toml-document.js';

/** A part that is hidden, and what is written in its place. */
export interface Hidden extends Span {
  readonly by: string;
  /** What a message must not say either; empty for what has no secret's name. */
  readonly value: string;
}

const TABLES: readonly KeyTable[] = [
  TOP_KEYS,
  RUNNER_KEYS,
  MACHINE_KEYS,
  AUTOSCALING_KEYS,
  GLOBAL_MACHINE_KEYS,
  DRAIN_KEYS,
  MONITORING_KEYS,
  JOB_QUEUING_KEYS,
  AUTOSCALER_KEYS,
  PLUGIN_CONFIG_KEYS,
  POLICY_KEYS,
  SCALE_THROTTLE_KEYS,
];
/** Texts that are simulated only as being there: what they say may be secret. */
const UNSHOWN: readonly string[] = ['token', 'instance_ready_command'];
/** Keys whose texts are shown, in small letters. */
const SHOWN: ReadonlySet<string> = new Set(
  TABLES.flatMap(modelledKeys)
    .concat('job_queuing_durations')
    .filter((key) => !UNSHOWN.includes(key))
    .map((key) => key.toLowerCase()),
);
/** A line of TOML that is a header, or begins with a name. */
const STATEMENT = /^\s*(?:#|$|\[|(?:[\w.-]+|"[^"]*"|'[^']*')\s*=)/u;
const OPTIONS: ReadonlySet<string> = new Set(['machineoptions', 'machineoptionswithname']);
/** Options of drivers whose values are shown: where machines are, what they are, and switches. */
const SHOWN_OPTION = /-(?:zone|region|size|type|image|preemptible|instance|price|address|only|ip)$/iu;

function isHidden(name: string, section: string): boolean {
  if (section.split('.').some((part) => !SHOWN.has(part.trim().toLowerCase()) && part.trim() !== '' && part.trim() !== 'feature_flags'))
    return true;
  return name.includes('-') ? !SHOWN_OPTION.test(name) : !SHOWN.has(name.replace(/^.*\./u, '').toLowerCase());
}

/** The last text and its answer: many findings are about one file. */
let last: { readonly text: string; readonly hidden: readonly Hidden[] } | undefined;

/** Returns what is hidden of a config.toml, ascending. In one that cannot be parsed also what only may be a value. */
export function tomlSecrets(text: string): readonly Hidden[] {
  if (last?.text !== text) last = { text, hidden: find(text) };
  return last.hidden;
}

function find(text: string): Hidden[] {
  const parsed = parseToml(text);
  if ('problem' in parsed) {
    return secretSpans(text, { isHidden, isSecret: isSecretName, statement: STATEMENT, toEndOfLine: () => true }).map((span) => ({
      ...span,
      by: MASK,
      value: text.slice(span.from, span.to),
    }));
  }
  const hidden: Hidden[] = parsed.comments.map(([from, to]) => ({ from, to, by: '', value: '' }));
  collect(parsed.root, '', { isHidden: false, isSecret: false }, hidden);
  return hidden.sort((a, b) => a.from - b.from);
}

/** What the names above a value say of it. */
interface Above {
  readonly isHidden: boolean;
  readonly isSecret: boolean;
}

function collect(node: TomlNode, name: string, above: Above, hidden: Hidden[]): void {
  const [from, to] = node.range;
  if (node.kind === 'table') {
    for (const { key, value } of node.entries.values()) {
      const isOpen = !above.isHidden && (SHOWN.has(key.toLowerCase()) || key === 'feature_flags');
      collect(value, key, { isHidden: !isOpen, isSecret: above.isSecret || isSecretName(key) }, hidden);
    }
  } else if (node.kind === 'array') {
    for (const item of node.items) collect(item, name, above, hidden);
  } else if (node.kind !== 'string') {
    // Numbers and truth values are no secrets unless their name says so.
    if (above.isSecret) hidden.push({ from, to, by: JSON.stringify(MASK), value: String(node.value) });
  } else {
    const kept = keptOf(node.value, name, above.isHidden);
    if (kept === undefined) return;
    const isSecret = above.isSecret || isSecretName(kept.slice(0, -1));
    hidden.push({ from, to, by: JSON.stringify(kept + MASK), value: isSecret ? node.value.slice(kept.length) : '' });
  }
}

/** Returns the beginning of a text that may stay (the name of an option or a variable with its `=`), or undefined where all of it may. */
function keptOf(value: string, name: string, isBelowHidden: boolean): string | undefined {
  const isOption = OPTIONS.has(name.toLowerCase());
  if (value === '' || (!isOption && !isBelowHidden)) return undefined;
  const option = /^[\w.-]+=/u.exec(value)?.[0];
  if (isOption && option !== undefined && SHOWN_OPTION.test(option.slice(0, -1))) return undefined;
  const isNamed = isOption || name.toLowerCase() === 'environment';
  return isNamed ? (option ?? '') : '';
}
