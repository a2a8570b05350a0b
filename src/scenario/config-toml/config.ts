/** A GitLab Runner `config.toml` once it has been read and found complete: each part has its shape beside what reads it. */
export type { RunnerConfig } from './read-config.js';
export type { RunnerEntry } from './read-entry.js';
export type { MachineSettings } from './read-machine.js';
export type { TomlValue } from './toml-document.js';
export type { RunnerVersion } from './known-keys.js';
