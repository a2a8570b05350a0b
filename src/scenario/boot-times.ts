/** How long machines boot where a scenario does not say, by driver of docker-machine. */

/** A lognormal, with where its figures are from. */
export interface UsualBoot {
  readonly medianSeconds: number;
  readonly sigma: number;
  readonly note: string;
}

/** Medians of measurements of GCE and DigitalOcean machines up to SSH, and of EC2 machines that ran one job; for other drivers a guess between published figures. */
export function usualBoot(driver: string): UsualBoot {
  switch (driver) {
    case 'google':
      return { medianSeconds: 35, sigma: 0.4, note: 'a usual figure for GCE; measure yours' };
    case 'digitalocean':
      return { medianSeconds: 45, sigma: 0.3, note: 'a usual figure for DigitalOcean; measure yours' };
    case 'amazonec2':
      return { medianSeconds: 38, sigma: 0.15, note: 'fitted to EC2 machines that ran one job each (p95 48 s); measure yours' };
    default:
      return { medianSeconds: 60, sigma: 0.4, note: `weak evidence: no figures for the driver ${driver}; measure yours` };
  }
}

/** What instance_ready_command takes where nothing is said: a guess, told only of zones where an entry has one (used-defaults.ts). */
export const READY_TIME = '15s';
