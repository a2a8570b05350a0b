/** The drivers of docker-machine that are known: which of their MachineOptions decide where machines are made and what they are. */
import type { MachineSettings } from '../config-toml/config.js';
import type { Position } from '../text/issue.js';
import { editDistance, suggestion } from '../text/issue.js';
import { own } from '../own.js';

/** What a driver takes from MachineOptions, as its documentation states it. */
export interface Driver {
  readonly zone: (options: Readonly<Record<string, string>>) => string;
  readonly type: (options: Readonly<Record<string, string>>) => string;
  /** Options the zone comes from, first the one that is shown in messages. */
  readonly zoneOptions: readonly string[];
  readonly typeOption: string;
  /** Its disk; undefined where disks are part of the machine type. */
  readonly disk?: (options: Readonly<Record<string, string>>) => { readonly gib: string; readonly type: string };
  readonly diskOptions?: readonly string[];
  /** The option that asks for a machine the cloud may take back. */
  readonly preemptibleOption?: string;
  /** The further options it has, without the name of the driver in front. */
  readonly others: string;
}

/** Zone and type options of the drivers that are known, with the defaults of docker-machine. */
export const DRIVERS: Readonly<Record<string, Driver>> = {
  google: {
    zone: (options) => options['google-zone'] ?? 'us-central1-a',
    type: (options) => options['google-machine-type'] ?? 'n1-standard-1',
    zoneOptions: ['google-zone'],
    typeOption: 'google-machine-type',
    disk: (options) => ({ gib: options['google-disk-size'] ?? '10', type: options['google-disk-type'] ?? 'pd-standard' }),
    diskOptions: ['google-disk-type', 'google-disk-size'],
    preemptibleOption: 'google-preemptible',
    others:
      'accelerator address auth-encoded-token label labels machine-image maintenance-policy metadata metadata-from-file min-cpu-platform network open-port project scopes service-account subnetwork tags use-existing use-internal-ip use-internal-ip-only userdata username',
  },
  digitalocean: {
    zone: (options) => options['digitalocean-region'] ?? 'nyc3',
    type: (options) => options['digitalocean-size'] ?? 's-1vcpu-1gb',
    zoneOptions: ['digitalocean-region'],
    typeOption: 'digitalocean-size',
    others:
      'access-token backups image ipv6 monitoring private-networking ssh-key-fingerprint ssh-key-path ssh-port ssh-user tags userdata vpc-uuid',
  },
  amazonec2: {
    zone: (options) => `${options['amazonec2-region'] ?? 'us-east-1'}${options['amazonec2-zone'] ?? 'a'}`,
    type: (options) => options['amazonec2-instance-type'] ?? 't2.micro',
    zoneOptions: ['amazonec2-zone', 'amazonec2-region'],
    typeOption: 'amazonec2-instance-type',
    disk: (options) => ({ gib: options['amazonec2-root-size'] ?? '16', type: options['amazonec2-volume-type'] ?? 'gp2' }),
    diskOptions: ['amazonec2-volume-type', 'amazonec2-root-size'],
    preemptibleOption: 'amazonec2-request-spot-instance',
    others:
      'access-key ami block-duration-minutes device-name endpoint iam-instance-profile insecure-transport keypair-name launch-template metadata-token metadata-token-response-hop-limit monitoring open-port private-address-only retries secret-key security-group security-group-readonly session-token spot-price ssh-keypath ssh-user subnet-id tags use-ebs-optimized-instance use-fleet use-private-address userdata volume-encrypted volume-iops volume-kms-key vpc-id',
  },
  azure: {
    zone: (options) => options['azure-location'] ?? 'westus',
    type: (options) => options['azure-size'] ?? 'Standard_A2',
    zoneOptions: ['azure-location'],
    typeOption: 'azure-size',
    others:
      'availability-set client-id client-secret custom-data dns docker-port environment fault-domain-count image no-public-ip open-port plan private-ip-address resource-group ssh-user static-public-ip storage-type subnet subnet-prefix subscription-id tags update-domain-count use-private-ip use-public-ip vnet',
  },
};

/** Returns the options of a driver that decide where machines are made and what they are. */
export function decidingOptions({ zoneOptions, typeOption, diskOptions = [], preemptibleOption }: Driver): string[] {
  return [...zoneOptions, typeOption, ...diskOptions, ...(preemptibleOption === undefined ? [] : [preemptibleOption])];
}

/** True where MachineOptions ask for machines that the cloud may take back; flags are read as Go does, and one without a value is set. */
export function isPreemptible({ MachineDriver, MachineOptions }: MachineSettings): boolean {
  const flag = MachineOptions[own(DRIVERS, MachineDriver)?.preemptibleOption ?? ''];
  return flag !== undefined && !['0', 'f', 'F', 'false', 'FALSE', 'False'].includes(flag);
}

/** Options nearer than this to one that decides something are taken for it, misspelt. */
const MISSPELT = 2;

type Note = (position: Position, path: string, message: string) => void;

/** Notes options of a known driver that it does not have: docker-machine refuses them, and here the default would be taken instead. */
export function checkOptions({ MachineDriver, optionPositions, position }: MachineSettings, path: string, error: Note, warn: Note): void {
  const driver = own(DRIVERS, MachineDriver);
  if (driver === undefined) return;
  const deciding = decidingOptions(driver);
  const known = [...deciding, ...driver.others.split(' ').map((option) => `${MachineDriver}-${option}`)];
  for (const [option, at] of Object.entries(optionPositions)) {
    if (!option.startsWith(`${MachineDriver}-`) || known.includes(option)) continue;
    const meant = deciding.find((one) => editDistance(option, one) <= MISSPELT);
    if (meant !== undefined) error(at ?? position, path, `the driver ${MachineDriver} has no option '${option}'; did you mean ${meant}?`);
    else {
      // Where its `=` was forgotten the value is part of it, which may be nobody else's business.
      const begun = known.filter((one) => option.startsWith(one)).at(-1);
      const near = begun ?? suggestion(option, known);
      const guess = near === undefined ? '' : `, did you mean ${near}${begun === undefined ? '' : '='}?`;
      const shown = begun === undefined ? option : `${begun}…`;
      warn(
        at ?? position,
        path,
        `'${shown}' is no option of the driver ${MachineDriver} that is known here${guess}; it changes nothing in a simulation`,
      );
    }
  }
}
