/** A GitLab Runner `config.toml` once it has been read and found complete: each part has its shape beside what reads it. */
export type { RunnerConfig } from './read-config.js';
export type { RunnerEntry } from './read-entry.js';
export type { MachineSettings } from './read-machine.js';

/** A TOML value as plain data. */
export type TomlValue = string | number | boolean | readonly TomlValue[] | { readonly [key: string]: TomlValue };

/** A GitLab Runner version as [major, minor]. */
export type RunnerVersion = readonly [number, number];
