/** What a report shows of a scenario: no secret, everything else. */
import { readdirSync, readFileSync, existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readConfig } from '../../../../src/scenario/config-toml/read-config.js';
import { parseToml, plain, type TomlTable } from '../../../../src/scenario/config-toml/toml-document.js';
import type { PreparedScenario } from '../../../../src/scenario/prepare.js';
import { MASK, redactedToml, redactedYaml } from '../../../../src/scenario/secrets/redact.js';
import { redactedText, starredText } from '../../../../src/scenario/secrets/secret-patterns.js';
import { redactedSet } from '../../../../src/scenario/settings/set-text.js';
import { prepared } from '../../../support/scenario-files.js';

const TOML = `# token = "in-a-comment"
# Tokens are made up; a sentence may say so.
concurrent = 10
[[runners]]
  name = "a = b"
  url = "https://gitlab.example/"
  token = "secret-1"   # glrt-inComment12345
  token_obtained_at = 2024-01-01T00:00:00Z
  executor = "docker+machine"
  environment = ["A=secret-2", 'DOCKER_AUTH_CONFIG={"auths":{"r":{"auth":"secret-3"}}}']
  [runners.docker]
    image = "x"
  [runners.cache.s3]
    AccessKey = "secret-4"
    SecretKey = """
secret-5
"""
    ServerAddress = "s3.example"
  [runners.machine]
    IdleCount = 3
    MachineDriver = "google"
    MachineOptions = ["amazonec2-secret-key=secret-6", "digitalocean-access-token=secret-7", "amazonec2-use-private-address=true", "google-zone=z"]
`;

test('what an autoscaler is told stays readable, what its plugin and its instances are told does not', () => {
  const text = `concurrent = 1
[[runners]]
  name = "fleet"
  executor = "docker-autoscaler"
  [runners.autoscaler]
    plugin = "googlecloud"
    update_interval = "30s"
    instance_ready_command = "echo secret-1"
    [runners.autoscaler.plugin_config]
      zone = "us-east1-c"
      credentials_file = "/secret-2.json"
    [runners.autoscaler.connector_config]
      username = "secret-3"
    [[runners.autoscaler.policy]]
      periods = ["* 9-17 * * mon-fri"]
      timezone = "Europe/Berlin"
      idle_count = 4
      idle_time = "20m0s"
`;
  const masked = redactedToml(text);
  expect(masked).not.toMatch(/secret-\d/);
  const read = (toml: string) => {
    const { plugin_config, policies, update_interval, instance_ready_command } = readConfig(toml, 'c.toml').config!.entries[0]!.autoscaler!;
    return { plugin_config, policies, update_interval, hasReadyCommand: instance_ready_command !== '' };
  };
  expect(read(masked)).toEqual(read(text));
});

describe('a config.toml', () => {
  const masked = redactedToml(TOML);

  test('holds no secret any more', () => {
    expect(masked).not.toMatch(/secret-\d/);
    expect(masked).not.toContain('in-a-comment');
  });

  test('is still the same otherwise', () => {
    const parsed = parseToml(masked);
    expect('root' in parsed).toBe(true);
    const [runner] = (plain((parsed as { root: TomlTable }).root) as { runners: Record<string, unknown>[] }).runners;
    expect(runner).toMatchObject({
      name: 'a = b',
      url: 'https://gitlab.example/',
      token: MASK,
      environment: [`A=${MASK}`, `DOCKER_AUTH_CONFIG=${MASK}`],
      cache: { s3: { AccessKey: MASK, SecretKey: MASK, ServerAddress: MASK } },
      machine: {
        IdleCount: 3,
        MachineOptions: [
          `amazonec2-secret-key=${MASK}`,
          `digitalocean-access-token=${MASK}`,
          'amazonec2-use-private-address=true',
          'google-zone=z',
        ],
      },
    });
    expect(masked).not.toContain('#');
  });

  test('that cannot be read is left out whole', () => {
    expect(redactedToml('token = "a\nx')).toBe(`# ${MASK}\n`);
  });
});

describe('a --set', () => {
  test.each([
    ['runners.srm.token=hush', `runners.srm.token=${MASK}`],
    ['managers.m.config.runners[0].token=hush', `managers.m.config.runners[0].token=${MASK}`],
    ['managers.m.config.runners["a.b"].environment=[A=hush]', `managers.m.config.runners["a.b"].environment=["${MASK}"]`],
    ['managers.m.config.pre_build_script=curl -H hush', `managers.m.config.pre_build_script=${MASK}`],
    ['runners.srm={ instance: g, token: hush }', `runners.srm={"instance":"g","token":"${MASK}"}`],
    ['managers.m.config={ file: c.toml, text: "a = 1\\nb = 2" }', `managers.m.config={"file":"c.toml","text":"${MASK}"}`],
    ['instances.g.url=https://user:hush@git.example/', `instances.g.url=https://${MASK}@git.example/`],
    ['runners.srm.token={ "hush', `runners.srm.token=${MASK}`],
    ['runners.srm.token', 'runners.srm.token'],
    ['runners.secret-scanner.tags=[a, b]', 'runners.secret-scanner.tags=[a, b]'],
    ['managers.m.config.machine.effective.IdleCount=35', 'managers.m.config.machine.effective.IdleCount=35'],
    ['thresholds.queue_time=["p(95) < 10s"]', 'thresholds.queue_time=["p(95) < 10s"]'],
    ['horizon=2d', 'horizon=2d'],
    ['replicas=[{ zone: a }],[{ zone: b }]', 'replicas=[{ zone: a }],[{ zone: b }]'],
    ['runners=[{ token: hush }],[{ token: b }]', `runners=[[{"token":"${MASK}"}],[{"token":"${MASK}"}]]`],
  ])('%s', (text, shown) => {
    expect(redactedSet(text)).toBe(shown);
  });
});

describe('running text', () => {
  test.each([
    ['see https://ci:hush@git.example/a?b=c', `see https://${MASK}@git.example/a?${MASK}`],
    ['https://git.example/a?private_token=hush&x=1', `https://git.example/a?${MASK}`],
    ['curl -H "PRIVATE-TOKEN: hush"', `curl -H "PRIVATE-TOKEN: ${MASK}"`],
    ['Authorization: Bearer hush.hush', `Authorization: ${MASK}`],
    ['the token glrt-abcdefgh12345678 is', `the token ${MASK} is`],
    ['runner authors have tokens, and a key', 'runner authors have tokens, and a key'],
    ["required key 'token' is missing: Its token; add it", "required key 'token' is missing: Its token; add it"],
  ])('%s', (text, shown) => {
    expect(redactedText(text)).toBe(shown);
    expect(redactedText(shown)).toBe(shown);
    expect(starredText(text)).toHaveLength(text.length);
    expect(starredText(text)).not.toMatch(/hush|abcdefgh/u);
  });
});

describe('a scenario', () => {
  const { scenario } = prepared();

  test('holds no token and no comment, and is otherwise the same: it runs, with the same fleet', () => {
    const yaml = redactedYaml(scenario);
    expect(yaml).not.toMatch(/-token/u);
    const again = prepared({}, yaml);
    expect(again.defaults).toEqual([]);
    const plainly = ({ fleet }: PreparedScenario): unknown =>
      JSON.parse(JSON.stringify(fleet, (key, value: unknown) => (key === 'token' ? '' : value)));
    expect(plainly(again)).toEqual(plainly(prepared()));
  });

  test('hides the files of events, changes of chef too', () => {
    const yaml = redactedYaml(prepared({ swap: [['{ at: 10h, reload: { group: srm', '{ at: 10h, change: { group: srm']] }).scenario);
    expect(yaml).toContain('change:');
    expect(yaml).not.toMatch(/-token/u);
  });
});

const real = path.resolve(import.meta.dirname, '../../../../../shared/data/config-toml');
describe.skipIf(!existsSync(real))('config.toml files that people have published (skipped where they are not at hand)', () => {
  test('are masked without breaking: what is read stays, tokens go', () => {
    let read = 0;
    for (const file of readdirSync(real).filter((name) => name.endsWith('.toml'))) {
      const text = readFileSync(path.join(real, file), 'utf8');
      if ('problem' in parseToml(text)) continue;
      const masked = redactedToml(text);
      expect('root' in parseToml(masked), file).toBe(true);
      for (const [, token = ''] of text.matchAll(/^\s*token\s*=\s*"([^"]+)"/gm))
        expect(masked.includes(`"${token}"`) && token !== MASK, file).toBe(false);
      read++;
    }
    expect(read).toBeGreaterThan(40);
  });
});
