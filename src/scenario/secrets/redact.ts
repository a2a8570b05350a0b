/** A complete scenario as text that may be handed on: whatever may be a secret is masked, everything that decides the result stays. */
import { entryKey } from '../entry-key.js';
import { scenarioYaml } from '../canonical.js';
import { parseToml, plain, type TomlTable } from '../config-toml/toml-document.js';
import { tomlSecrets } from '../config-toml/toml-secrets.js';
import { mapByName } from '../order.js';
import type { ScenarioEvent } from '../scenario-event.js';
import type { ConfigText, Scenario, ScenarioEntry, ScenarioManager } from '../scenario.js';
import { MASK, redactedText } from './secret-patterns.js';

export { MASK } from './secret-patterns.js';

/**
 * Returns the scenario as YAML without secrets: runners have no tokens and are joined to their entries by name instead; of each config.toml what decides
 * the result is left; what looks like a secret anywhere is masked. It runs, and gives the same result.
 */
export function redactedYaml(scenario: Scenario): string {
  const runners = mapByName(scenario.runners, ({ token: _token, ...runner }) => runner);
  const managers = mapByName(scenario.managers, (manager) => ({
    ...manager,
    config: redactedFile(manager.config),
    entries: joined(manager, scenario.runners),
  }));
  return redactedText(scenarioYaml({ ...scenario, runners, managers, events: scenario.events.map(redactedEvent) }));
}

function redactedEvent(event: ScenarioEvent): ScenarioEvent {
  return {
    ...event,
    ...(event.reload === undefined ? {} : { reload: { ...event.reload, config: redactedFile(event.reload.config) } }),
    ...(event.change === undefined ? {} : { change: { ...event.change, config: redactedFile(event.change.config) } }),
  };
}

function redactedFile(config: ConfigText): ConfigText {
  return { ...config, text: redactedToml(config.text) };
}

/** Returns the entries of a manager with those that its tokens join to runners. */
function joined({ config, entries }: ScenarioManager, runners: Scenario['runners']): Record<string, ScenarioEntry> {
  const byToken = new Map(Object.entries(runners).flatMap(([name, { token }]) => (token === undefined ? [] : [[token, name] as const])));
  const all = new Map(Object.entries(entries));
  const parsed = parseToml(config.text);
  const written = 'problem' in parsed ? [] : tablesOf(parsed.root);
  const names = written.map(({ name }) => name);
  written.forEach(({ name, token }, index) => {
    const runner = byToken.get(String(token));
    if (runner === undefined || all.has(String(name)) || all.has(String(index))) return;
    all.set(entryKey(names, index), { runner });
  });
  return Object.fromEntries(all);
}

function tablesOf(root: TomlTable): readonly { readonly name?: unknown; readonly token?: unknown }[] {
  const { runners } = plain(root) as { runners?: unknown };
  return Array.isArray(runners) ? (runners as { name?: unknown; token?: unknown }[]) : [];
}

/** Returns the text of a config.toml without secrets and comments. One that cannot be read is left out whole. */
export function redactedToml(text: string): string {
  if ('problem' in parseToml(text)) return `# ${MASK}\n`;
  let out = '';
  let at = 0;
  for (const { from, to, by } of tomlSecrets(text)) {
    out += `${text.slice(at, from)}${by}`;
    at = to;
  }
  // Lines that held nothing but a comment go with it.
  return redactedText(out + text.slice(at))
    .replace(/[^\S\n]+$/gmu, '')
    .replace(/\n{3,}/gu, '\n\n');
}
