/** The version of GitLab Runner a manager group runs, as the config.toml reader wants it. */
import type { RunnerVersion } from './config-toml/config.js';

/** Returns [major, minor] of a version such as `19.4`, `v18.10.1`; undefined where the text is none. */
export function parseVersion(text: string): RunnerVersion | undefined {
  const match = /^v?(\d{1,4})\.(\d{1,4})(?:\.\d{1,6})?$/u.exec(text);
  return match === null ? undefined : [Number(match[1]), Number(match[2])];
}

/** Returns true where `version` is at least `major.minor`. */
export function isAtLeast(version: RunnerVersion, major: number, minor: number): boolean {
  return version[0] > major || (version[0] === major && version[1] >= minor);
}
