/** Normalising is idempotent, and the order of keys in a scenario's maps changes nothing. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { scenarioYaml } from '../../../src/scenario/canonical.js';
import { formatIssue } from '../../../src/scenario/text/issue.js';
import { prepareScenario, type PreparedScenario } from '../../../src/scenario/prepare.js';
import { randomScenario } from './random-scenario.js';

function prepared(text: string, files: Readonly<Record<string, string>>): PreparedScenario {
  const result = prepareScenario(text, 's.yaml', (file) => files[file], {
    hash: (content) => createHash('sha256').update(content).digest('hex'),
  });
  if ('issues' in result) throw new Error(`${result.issues.map(formatIssue).join('\n')}\n${text}`);
  return result;
}

/** Returns the value with the keys of every map in the opposite order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, reversed(inner)]),
  );
}

describe('a scenario', () => {
  test('that is normalised and written stays what it is, with no default left to fill in', () => {
    fc.assert(
      fc.property(randomScenario, ({ input, files }) => {
        const first = prepared(stringify(input), files);
        const again = prepared(scenarioYaml(first.scenario), files);
        expect(again.scenario).toEqual(first.scenario);
        expect(scenarioYaml(again.scenario)).toBe(scenarioYaml(first.scenario));
        expect(again.defaults).toEqual([]);
        expect(again.hash).toBe(first.hash);
        expect(again.fleet).toEqual(first.fleet);
      }),
    );
  });

  test('does not depend on the order of keys', () => {
    fc.assert(
      fc.property(randomScenario, ({ input, files }) => {
        const one = prepared(stringify(input), files);
        const other = prepared(stringify(reversed(input)), files);
        expect(scenarioYaml(other.scenario)).toBe(scenarioYaml(one.scenario));
        expect(other.fleet).toEqual(one.fleet);
        expect(other.hash).toBe(one.hash);
      }),
    );
  });

  test('has another hash when a file it names has another content, not when the file lies elsewhere', () => {
    const text = (file: string): string =>
      stringify({
        horizon: '1d',
        instances: { a: {} },
        runners: { r: { token: 't' } },
        managers: { m: { config: 'm.toml' } },
        workloads: { w: { trace: { file } } },
        name: 'x',
      });
    const toml = 'concurrent = 1\n[[runners]]\nname = "e"\nurl = "https://a/"\ntoken = "t"\nexecutor = "shell"\n';
    const rows = 'project,queued_at,duration\np,0,60\n';
    const hash = (file: string, content: string): string => prepared(text(file), { 'm.toml': toml, [file]: content }).hash;
    expect(hash('b.csv', rows)).toBe(hash('a.csv', rows));
    expect(hash('a.csv', `${rows}p,1,60\n`)).not.toBe(hash('a.csv', rows));
  });
});
