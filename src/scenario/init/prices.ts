/** List prices that a starter scenario may quote: facts of public price lists, for orientation only. */

import { own } from '../own.js';

/** USD per hour of a machine type and where the list is from. Google: us-east1, 2026; DigitalOcean: month over 672 h, 2022; AWS: us-east-1, Linux on demand, 2022; Azure: eastus, Linux pay as you go, 2026. */
const LISTS: Readonly<Record<string, { readonly source: string; readonly usdPerHour: Readonly<Record<string, number>> }>> = {
  google: {
    source: 'list price us-east1, 2026',
    usdPerHour: {
      'n1-standard-1': 0.0475,
      'n1-standard-2': 0.095,
      'n1-standard-4': 0.19,
      'e2-micro': 0.00838,
      'e2-small': 0.01675,
      'e2-medium': 0.0335,
      'e2-standard-2': 0.067,
      'e2-standard-4': 0.134,
      'n2-standard-2': 0.0971,
    },
  },
  digitalocean: {
    source: 'list price 2022',
    usdPerHour: { 's-1vcpu-2gb': 0.01786, 's-2vcpu-2gb': 0.02679, 's-2vcpu-4gb': 0.03571, 's-4vcpu-8gb': 0.07143, 's-8vcpu-16gb': 0.14286 },
  },
  amazonec2: { source: 'list price us-east-1, 2022', usdPerHour: { 't2.medium': 0.0464, 't3.medium': 0.0416, 'm5.large': 0.096 } },
  azure: {
    source: 'list price eastus, Linux, 2026',
    usdPerHour: {
      Standard_B2s: 0.0416,
      Standard_B2ms: 0.0832,
      Standard_D2s_v3: 0.096,
      Standard_D4s_v3: 0.192,
      Standard_D2s_v5: 0.096,
      Standard_D4s_v5: 0.192,
    },
  },
};

/** USD a month for a GiB of a disk type and where the list is from. Clouds that have none here sell disks whose prices are not known. */
const DISK_LISTS: Readonly<Record<string, { readonly source: string; readonly usdPerMonth: Readonly<Record<string, number>> }>> = {
  google: {
    source: 'list price of a GiB us-east1, 2026',
    usdPerMonth: { 'pd-standard': 0.04, 'pd-balanced': 0.1, 'pd-ssd': 0.17, 'pd-extreme': 0.125 },
  },
};

/** What a GiB of an unknown disk type is taken to cost, USD a month: that of a balanced one, where the cloud lists others. */
const ASSUMED_DISK = 0.1;

/** What an unknown type is taken to cost, USD per hour: about that of two virtual CPUs. */
const ASSUMED = 0.05;

/** Returns a price for a machine type and what to say about it. */
export function startingPrice(driver: string, type: string): { price: string; note: string } {
  const list = own(LISTS, driver);
  const usd = list === undefined ? undefined : own(list.usdPerHour, type);
  if (list === undefined || usd === undefined) return { price: `${ASSUMED} USD/h`, note: 'ASSUMED price, unknown here: put in yours' };
  return { price: `${usd} USD/h`, note: `${list.source}: check yours` };
}

/** Returns a price for a GiB of a disk type and what to say about it; undefined where no disk of the driver's cloud has one. */
export function startingDiskPrice(driver: string, type: string): { price: string; note: string } | undefined {
  const list = own(DISK_LISTS, driver);
  if (list === undefined) return undefined;
  const usd = own(list.usdPerMonth, type);
  if (usd === undefined) return { price: `${ASSUMED_DISK} USD/month`, note: 'ASSUMED price of a GiB, unknown here: put in yours' };
  return { price: `${usd} USD/month`, note: `${list.source}: check yours` };
}
