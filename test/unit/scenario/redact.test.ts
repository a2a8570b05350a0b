/** What a report shows of a scenario: no secret, everything else. */
import { readdirSync, readFileSync, existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseToml, plain, type TomlTable } from '../../../src/scenario/config-toml/toml-document.js';
import { MASK, redactedToml } from '../../../src/scenario/redact.js';

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
      cache: { s3: { AccessKey: MASK, SecretKey: MASK, ServerAddress: 's3.example' } },
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
    expect(masked).toContain('# Tokens are made up; a sentence may say so.');
  });

  test('that cannot be read is left out whole', () => {
    expect(redactedToml('token = "a\nx')).toBe(`# ${MASK}\n`);
  });
});

const real = path.resolve(import.meta.dirname, '../../../../shared/data/config-toml');
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
