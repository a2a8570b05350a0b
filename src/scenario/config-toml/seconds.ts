/** Keys of config.toml that hold a number of seconds: whoever sets one may say a duration. */
import { parseDuration } from '../../units/duration.js';
import { SECOND } from '../../units/time.js';

/** Keys of whole seconds. */
const KEYS: readonly string[] = ['check_interval', 'IdleTime', 'OffPeakIdleTime', 'shutdown_timeout'];

/** Returns true where a key holds a number of seconds. */
export function isInSeconds(key: string): boolean {
  return KEYS.includes(key);
}

/** Returns the seconds of a duration such as `10m` where the key holds a number of them; any other value as it is. */
export function inSeconds(key: string, value: unknown): unknown {
  const micros = isInSeconds(key) && typeof value === 'string' ? parseDuration(value) : undefined;
  return micros === undefined || micros % SECOND !== 0 ? value : micros / SECOND;
}
