/** A complete scenario as text that may be handed on: whatever looks like a secret is masked, everything that decides the result stays. */
import { scenarioYaml } from './canonical.js';
import { parseToml, type TomlNode } from './config-toml/toml-document.js';
import { mapByName } from './order.js';
import type { Scenario } from './scenario.js';

/** What stands in the place of a secret. */
export const MASK = '[masked]';

/** Names of settings whose values are nobody else's business. */
const SECRET_NAME = /token|secret|passw|credential|private[-_]?key|(?:^|[-_])auth(?!or)|(?:access|account|api)[-_]?key|-key$/iu;
/** Tokens as GitLab writes them, wherever they stand. */
const GITLAB_TOKEN = /\bgl(?:rt|rtr|pat|cbt|ptt|dt|ft|soat|imt|agent|oas)-[\w.-]{8,}/gu;
/** Name and password in a URL. */
const URL_USER = /(\b[a-z][\w+.-]*:\/\/)[^/@\s"']+@/giu;

/** A part of a text and what it is replaced by. */
interface Cut {
  readonly from: number;
  readonly to: number;
  readonly by: string;
}

/**
 * Returns the scenario as YAML with secrets masked: tokens of runners, and in each config.toml the values of settings named like secrets, values of
 * environment variables, options such as `amazonec2-secret-key=…`, users in URLs, and comments that hold any of these.
 */
export function redactedYaml(scenario: Scenario): string {
  const redacted: Scenario = {
    ...scenario,
    runners: mapByName(scenario.runners, (runner) => (runner.token === undefined ? runner : { ...runner, token: MASK })),
    managers: mapByName(scenario.managers, (manager) => ({ ...manager, config: redactedFile(manager.config) })),
    events: scenario.events.map((event) =>
      event.reload === undefined ? event : { ...event, reload: { ...event.reload, config: redactedFile(event.reload.config) } },
    ),
  };
  return scenarioYaml(redacted).replace(GITLAB_TOKEN, MASK).replace(URL_USER, `$1${MASK}@`);
}

function redactedFile<T extends { readonly text: string }>(config: T): T {
  return { ...config, text: redactedToml(config.text) };
}

/** Returns the text of a config.toml with secrets masked. One that cannot be read is left out whole. */
export function redactedToml(text: string): string {
  const parsed = parseToml(text);
  if ('problem' in parsed) return `# ${MASK}\n`;
  const cuts: Cut[] = [];
  collect(parsed.root, '', false, cuts);
  cuts.sort((a, b) => a.from - b.from);
  let out = '';
  let at = 0;
  for (const { from, to, by } of cuts) {
    out += `${text.slice(at, from)}${by}`;
    at = to;
  }
  out += text.slice(at);
  return out.replace(/^([^\S\n]*#)(.*)$/gmu, (line: string, mark: string, words: string) =>
    SECRET_NAME.test(words) && words.includes('=') ? `${mark} ${MASK}` : line,
  );
}

/** Collects what is to be replaced below a value. `isSecret` says that a name above is a secret's. */
function collect(node: TomlNode, name: string, isSecret: boolean, cuts: Cut[]): void {
  switch (node.kind) {
    case 'table':
      for (const { key, value } of node.entries.values()) collect(value, key, isSecret || SECRET_NAME.test(key), cuts);
      return;
    case 'array':
      for (const item of node.items) collect(item, name, isSecret, cuts);
      return;
    case 'string': {
      const [from, to] = node.range;
      const by = maskedValue(node.value, name, isSecret);
      if (by !== undefined) cuts.push({ from, to, by: JSON.stringify(by) });
      return;
    }
    default:
      return;
  }
}

/** Returns what a text is replaced by, or undefined where it may stay. */
function maskedValue(value: string, name: string, isSecret: boolean): string | undefined {
  if (isSecret) return value === '' ? undefined : MASK;
  const cut = value.indexOf('=');
  if (cut < 0) return undefined;
  const isEnvironment = name.toLowerCase() === 'environment';
  return isEnvironment || SECRET_NAME.test(value.slice(0, cut)) ? `${value.slice(0, cut)}=${MASK}` : undefined;
}
