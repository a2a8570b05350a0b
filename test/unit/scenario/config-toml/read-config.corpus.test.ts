/** Every real config.toml at hand is read or refused with a clear message, and a second TOML parser agrees on what is TOML. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'smol-toml';
import { describe, expect, test } from 'vitest';
import { readConfig } from '../../../../src/scenario/config-toml/read-config.js';
import { parseToml, plain, type TomlTable } from '../../../../src/scenario/config-toml/toml-document.js';

const folder = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../../../../shared/data/config-toml');
const isHere = existsSync(folder);

const READ = 'read';
/** Not TOML: templates and texts with parts left open. */
const JINJA = /not valid TOML, this is a Jinja or Go template.*render the template/u;
const DIRECTIVE = /not valid TOML, this is a Terraform template directive.*render the template/u;
const VARIABLE = /not valid TOML, this is a template variable.*render the template/u;
const SHELL = /not valid TOML, this is a shell variable.*write its value/u;
const NUMBER = /not valid TOML, this is a placeholder for a number.*write the number/u;
const ELIDED = /not valid TOML, this is a part left out/u;
const TRAILING = /not valid TOML: something follows where the line must end/u;
/** TOML, but a fragment that GitLab Runner would not start with either. */
const SINGLE_BRACKETS = /expected tables opened by \[\[runners\]\] in double brackets/u;
const NO_CONCURRENT = /required: GitLab Runner does not start without it.*This looks like a part/u;
const NO_EXECUTOR = /required: write executor/u;

const TABLE: readonly (readonly [file: string, expected: typeof READ | RegExp])[] = [
  ['ansible-gitlab-runner-HEAD-templates-config-runners-autoscaler-autoscaler-1.toml', JINJA],
  ['ansible-gitlab-runner-HEAD-templates-config-runners-autoscaler-fleeting-plugin-aws-1.toml', JINJA],
  ['ansible-gitlab-runner-HEAD-templates-config-runners-autoscaler-fleeting-plugin-azure-1.toml', JINJA],
  ['ansible-gitlab-runner-HEAD-templates-config-runners-autoscaler-fleeting-plugin-googlecloud-1.toml', JINJA],
  ['ansible-gitlab-runner-HEAD-templates-config-toml-1.toml', JINJA],
  ['fleeting-plugin-hetzner-HEAD-dev-config-1.toml', READ],
  ['fleeting-plugin-hetzner-HEAD-guides-quickstart-1.toml', READ],
  ['fleeting-plugin-hetzner-HEAD-tutorials-setup-gitlab-ci-test-infrastructure-from-scratch-1.toml', READ],
  ['fleeting-plugin-openstack-HEAD-README-1.toml', READ],
  ['gitlab-runner-HEAD-configuration-advanced-configuration-1.toml', READ],
  ['gitlab-runner-HEAD-configuration-advanced-configuration-2.toml', SINGLE_BRACKETS],
  ['gitlab-runner-HEAD-configuration-autoscale-1.toml', NO_CONCURRENT],
  ['gitlab-runner-HEAD-configuration-autoscale-2.toml', NO_EXECUTOR],
  ['gitlab-runner-HEAD-configuration-autoscale-3.toml', NO_EXECUTOR],
  ['gitlab-runner-HEAD-configuration-autoscale-4.toml', NO_EXECUTOR],
  ['gitlab-runner-HEAD-configuration-autoscale-5.toml', SINGLE_BRACKETS],
  ['gitlab-runner-HEAD-configuration-autoscale-6.toml', ELIDED],
  ['gitlab-runner-HEAD-configuration-autoscale-7.toml', READ],
  ['gitlab-runner-HEAD-configuration-runner-autoscale-aws-index-1.toml', SINGLE_BRACKETS],
  ['gitlab-runner-HEAD-configuration-runner-autoscale-aws-index-2.toml', READ],
  ['gitlab-runner-HEAD-configuration-slot-based-cgroups-1.toml', NO_CONCURRENT],
  ['gitlab-runner-HEAD-configuration-slot-based-cgroups-2.toml', NO_CONCURRENT],
  ['gitlab-runner-HEAD-development-index-1.toml', TRAILING],
  ['gitlab-runner-HEAD-executors-docker-autoscaler-1.toml', READ],
  ['gitlab-runner-HEAD-executors-docker-autoscaler-2.toml', READ],
  ['gitlab-runner-HEAD-executors-docker-autoscaler-3.toml', READ],
  ['gitlab-runner-HEAD-executors-docker-machine-1.toml', SINGLE_BRACKETS],
  ['gitlab-runner-HEAD-executors-instance-1.toml', READ],
  ['gitlab-runner-HEAD-executors-instance-2.toml', READ],
  ['gitlab-runner-HEAD-executors-instance-3.toml', READ],
  ['gitlab-runner-HEAD-executors-instance-4.toml', READ],
  ['gitlab-runner-HEAD-executors-instance-5.toml', READ],
  ['gitlab-runner-HEAD-executors-instance-6.toml', READ],
  ['gitlab-runner-HEAD-executors-instance-7.toml', READ],
  ['gitlab-runner-HEAD-fleet-scaling-fleeting-1.toml', NO_CONCURRENT],
  ['gitlab-runner-HEAD-fleet-scaling-fleeting-2.toml', NO_CONCURRENT],
  ['gitlab-runner-HEAD-fleet-scaling-fleeting-3.toml', NO_CONCURRENT],
  ['gitlab-runner-HEAD-fleet-scaling-fleeting-4.toml', NO_CONCURRENT],
  ['gitlab-runner-HEAD-fleet-scaling-fleeting-5.toml', NO_CONCURRENT],
  ['gitlab-runner-HEAD-fleet-scaling-fleeting-6.toml', NO_CONCURRENT],
  ['gitlab-runner-HEAD-runner-autoscale-index-1.toml', SINGLE_BRACKETS],
  ['gitlab-runner-v1-1-0-configuration-advanced-configuration-1.toml', SINGLE_BRACKETS],
  ['gitlab-runner-v1-1-0-configuration-autoscale-1.toml', ELIDED],
  ['gitlab-runner-v1-1-0-configuration-autoscale-5.toml', READ],
  ['gitlab-runner-v1-1-0-install-autoscaling-1.toml', READ],
  ['gitlab-runner-v1-11-0-configuration-advanced-configuration-1.toml', SINGLE_BRACKETS],
  ['gitlab-runner-v1-11-0-configuration-autoscale-4.toml', SINGLE_BRACKETS],
  ['gitlab-runner-v1-11-0-configuration-autoscale-6.toml', READ],
  ['gitlab-runner-v1-11-0-install-autoscaling-1.toml', READ],
  ['gitlab-runner-v10-8-0-configuration-autoscale-6.toml', READ],
  ['gitlab-runner-v10-8-0-configuration-runner-autoscale-aws-index-1.toml', SINGLE_BRACKETS],
  ['gitlab-runner-v10-8-0-configuration-runner-autoscale-aws-index-2.toml', READ],
  ['gitlab-runner-v11-11-0-configuration-autoscale-6.toml', READ],
  ['gitlab-runner-v11-11-0-configuration-runner-autoscale-aws-index-1.toml', SINGLE_BRACKETS],
  ['gitlab-runner-v11-11-0-configuration-runner-autoscale-aws-index-2.toml', READ],
  ['gitlab-runner-v12-10-0-configuration-autoscale-1.toml', NO_CONCURRENT],
  ['gitlab-runner-v12-10-0-configuration-autoscale-6.toml', READ],
  ['gitlab-runner-v13-12-0-configuration-advanced-configuration-1.toml', SINGLE_BRACKETS],
  ['gitlab-runner-v13-12-0-configuration-autoscale-5.toml', SINGLE_BRACKETS],
  ['gitlab-runner-v13-12-0-configuration-autoscale-7.toml', READ],
  ['gitlab-runner-v13-12-0-configuration-runner-autoscale-aws-index-1.toml', SINGLE_BRACKETS],
  ['gitlab-runner-v13-12-0-configuration-runner-autoscale-aws-index-2.toml', READ],
  ['gitlab-runner-v14-10-0-configuration-autoscale-6.toml', SINGLE_BRACKETS],
  ['gitlab-runner-v14-10-0-configuration-autoscale-7.toml', SINGLE_BRACKETS],
  ['gitlab-runner-v14-10-0-configuration-autoscale-9.toml', READ],
  ['gitlab-runner-v15-11-0-configuration-runner-autoscale-aws-index-2.toml', READ],
  ['gitlab-runner-v15-11-0-executors-docker-autoscaler-1.toml', READ],
  ['gitlab-runner-v15-11-0-executors-instance-1.toml', READ],
  ['gitlab-runner-v15-11-0-executors-instance-2.toml', READ],
  ['gitlab-runner-v15-11-0-executors-instance-3.toml', READ],
  ['gitlab-runner-v15-11-0-runner-autoscale-index-1.toml', SINGLE_BRACKETS],
  ['gitlab-runner-v16-11-0-executors-docker-autoscaler-1.toml', READ],
  ['gitlab-runner-v16-11-0-executors-docker-autoscaler-2.toml', READ],
  ['gitlab-runner-v16-11-0-executors-docker-autoscaler-3.toml', READ],
  ['gitlab-runner-v16-11-0-executors-instance-4.toml', READ],
  ['gitlab-runner-v16-11-0-executors-instance-5.toml', READ],
  ['gitlab-runner-v16-11-0-executors-instance-6.toml', READ],
  ['gitlab-runner-v16-11-0-executors-instance-7.toml', READ],
  ['gitlab-runner-v9-5-0-install-autoscaling-1.toml', READ],
  ['gitlabcom-2016-digitalocean-nyc2-4gb.toml', NUMBER],
  ['gitlabcom-2018-digitalocean-nyc1.toml', NUMBER],
  ['gitlabcom-2018-gcp-us-east1-d.toml', NUMBER],
  ['terraform-aws-gitlab-runner-HEAD-template-runner-config-1.toml', VARIABLE],
  ['terraform-aws-gitlab-runner-HEAD-template-runner-docker-autoscaler-config-1.toml', VARIABLE],
  ['terraform-aws-gitlab-runner-HEAD-template-runner-docker-machine-config-1.toml', VARIABLE],
  ['terraform-google-gitlab-runner-HEAD-templates-runner-config-toml-1.toml', VARIABLE],
  ['terraform-google-gitlab-runner-HEAD-templates-runners-machine-autoscaling-1.toml', DIRECTIVE],
  ['unattributed-20083826380-aws-saopaulo-template.toml', VARIABLE],
  ['unattributed-28408531853-aws-spot-maxbuilds1.toml', SHELL],
  ['unattributed-35649549033-gce-preemptible-e2.toml', READ],
];

/** What smol-toml makes of dates and of whole numbers, brought to the form of ours. */
function comparable(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof Date) return 'date';
  if (Array.isArray(value)) return value.map(comparable);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, comparable(item)]));
  return value;
}

/** Our values with dates made alike. */
function ours(root: TomlTable): unknown {
  const isDate = (value: unknown): boolean => typeof value === 'string' && /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d/u.test(value);
  const walk = (value: unknown): unknown => {
    if (isDate(value)) return 'date';
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, walk(item)]));
    return value;
  };
  return walk(plain(root));
}

describe.skipIf(!isHere)('the files of ../shared/data/config-toml (skipped where that folder is absent)', () => {
  test('the table lists every file once', () => {
    const files = readdirSync(folder)
      .filter((file) => file.endsWith('.toml'))
      .sort();
    expect(TABLE.map(([file]) => file).sort()).toEqual(files);
  });

  test.each(TABLE)('%s', (file, expected) => {
    const { config, issues } = readConfig(readFileSync(path.join(folder, file), 'utf8'), file);
    const errors = issues.filter(({ severity }) => severity === 'error');
    expect(config === undefined).toBe(errors.length > 0);
    for (const issue of issues) expect(issue.position, issue.message).toBeDefined();
    if (expected === READ) expect(errors).toEqual([]);
    else expect(errors.map(({ message }) => message).join('\n')).toMatch(expected);
  });

  test.each(TABLE)('smol-toml agrees on %s', (file) => {
    const text = readFileSync(path.join(folder, file), 'utf8');
    const parsed = parseToml(text);
    if ('problem' in parsed) expect(() => parse(text)).toThrow();
    else expect(ours(parsed.root)).toEqual(comparable(parse(text)));
  });
});
