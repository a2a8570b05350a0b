/** Disks: size and type come from MachineOptions, their price is added to that of the machine type where the cloud states one. */
import { describe, expect, test } from 'vitest';
import { formatIssue } from '../../../src/scenario/text/issue.js';
import { prepareScenario } from '../../../src/scenario/prepare.js';
import { machineOf } from '../../support/fleet-builder.js';

const TOML = (options: string): string => `concurrent = 4
[[runners]]
  name = "srm"
  url = "https://gitlab.example/"
  token = "srm-token"
  executor = "docker+machine"
  [runners.machine]
    IdleCount = 1
    MachineDriver = "google"
    MachineName = "runner-%s"
    MachineOptions = ["google-zone=z", "google-machine-type=t"${options}]
`;

function prepared(options: string, disks: object | undefined) {
  const scenario = {
    horizon: '1h',
    instances: { gitlab: {} },
    runners: { srm: { token: 'srm-token' } },
    clouds: { gce: { driver: 'google', zones: { z: {} }, machine_types: { t: '0.05 USD/h' }, ...(disks && { disk_types: disks }) } },
    managers: { srm: { config: { file: 'srm.toml', text: TOML(options) } } },
    workloads: { load: { jobs: { rate: '1/h' }, duration: '1m' } },
  };
  return prepareScenario(JSON.stringify(scenario), 's.yaml', () => undefined, { hash: (text) => String(text.length) });
}

function price(options: string, disks: object | undefined): readonly [string, number] {
  const result = prepared(options, disks);
  if ('issues' in result) throw new Error(result.issues.map(formatIssue).join('\n'));
  const used = machineOf(result.fleet, 0, 0, 0)!.machineType;
  const { name, pricePerHour } = result.fleet.machineTypes[used]!;
  return [name, pricePerHour];
}

describe('the price of a machine', () => {
  test('is that of its type where no disk has a price', () => {
    expect(price(', "google-disk-size=25"', undefined)).toEqual(['t', 0.05]);
  });

  test('holds the disk: size x price of one GiB, a month of 730 h', () => {
    const [name, perHour] = price(', "google-disk-size=25", "google-disk-type=pd-ssd"', { 'pd-ssd': '0.17 USD/month' });
    expect(name).toBe('t + 25 GiB pd-ssd');
    expect(perHour).toBeCloseTo(0.05 + (25 * 0.17) / 730, 12);
  });

  test("holds the driver's own disk where the options name none", () => {
    expect(price('', { 'pd-standard': '0.04 USD/month' })[0]).toBe('t + 10 GiB pd-standard');
  });
});

test.each([
  [
    ', "google-disk-type=pd-ssd"',
    /srm\.toml:11:\d+ runners\[0\]\.machine\.MachineOptions: the disk type 'pd-ssd'\s+has no price in cloud gce/u,
  ],
  [', "google-disk-size=big"', /srm\.toml:11:\d+ .*the size of the disk 'big'\s+is no whole\s+number of GiB/u],
])('MachineOptions with %s are refused with place and advice', (options, says) => {
  const result = prepared(options, { 'pd-standard': '0.04 USD/month' });
  expect('issues' in result && result.issues.map(formatIssue).join('\n').replaceAll(/\n\s*/gu, ' ')).toMatch(says);
});
