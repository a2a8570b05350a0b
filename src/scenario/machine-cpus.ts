/** How many virtual CPUs a machine type has, as far as its name says. */

/** `n1-standard-4`, `e2-highcpu-8`, `n2-custom-6-8192`, `custom-4-8192` (Google). */
const GOOGLE = /^(?:[a-z]\d[a-z]?-)?(?:[a-z]+)-(\d+)(?:-.*)?$/u;
/** Types of Google that share cores: what the guest sees. */
const GOOGLE_SHARED: Readonly<Record<string, number>> = { 'e2-micro': 2, 'e2-small': 2, 'e2-medium': 2 };
/** `s-2vcpu-2gb`, `c-4`, `so1_5-2vcpu-16gb` (DigitalOcean). */
const DIGITALOCEAN = /^(?:[a-z0-9_]+-(\d+)vcpu(?:-.*)?|[a-z]+\d*-(\d+)(?:-.*)?)$/u;

/** Returns the virtual CPUs of a machine type of the driver, 1 where the name does not say. */
export function cpusOfName(driver: string, name: string): number {
  if (driver === 'google')
    return (Object.hasOwn(GOOGLE_SHARED, name) ? GOOGLE_SHARED[name] : undefined) ?? Number(GOOGLE.exec(name)?.[1] ?? 1);
  const [, vcpu, dedicated] = (driver === 'digitalocean' ? DIGITALOCEAN.exec(name) : undefined) ?? [];
  return Number(vcpu ?? dedicated ?? 1);
}
