/** The folder of `--study`: every finished run, by the hash of what it depends on, so that a study goes on where it stopped. */
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Looked, OutcomeStore } from '../../study/player.js';
import type { Outcome, Point } from '../../study/point.js';
import type { StudiedFleet } from '../../study/studied-fleet.js';
import { diskCode, diskReason, missingFolders } from '../output/disk.js';
import { EXIT_USAGE } from '../exit-codes.js';
import { CommandError } from '../terminal.js';
import { Claims } from './claims.js';
import { otherFormText, readRun, runFile } from './run-file.js';
import { fleetHash, runKey } from './run-key.js';

/** Raised by one with every change of the folder that an older reader cannot take. */
export const STUDY_FORMAT_VERSION = 1;

const MARKER = 'study.json';
/** The folder that holds the runs, and how the name of each ends. */
export const RUNS = 'runs';
export const RUN_FILE = '.run';
/** How the name of a file begins that is being written. */
const FRESH = '.fresh-';
/** A file that is being written for so long is left over from a killed process. */
const LEFT_OVER_MS = 10 * 60 * 1000;

const markerSchema = z.object({ format: z.literal('runcast study'), version: z.number() });

/** How a folder is opened. */
export interface FolderOptions {
  /** The version of runcast. */
  readonly runcast: string;
  /** Told what is wrong and does not stop the study, without an end of line. */
  readonly warn: (text: string) => void;
}

/** A folder of kept runs. Any number of processes may use one at the same time. */
export class StudyFolder implements OutcomeStore {
  /** Runs that were there, and those that were played and kept. */
  found = 0;
  kept = 0;
  readonly #folder: string;
  readonly #runcast: string;
  readonly #warn: FolderOptions['warn'];
  /** What was told: a run may be looked for often. */
  readonly #told = new Set<string>();
  /** Files of runs in a form that is not read here. */
  readonly #ofOtherForm = new Set<string>();
  readonly #claims = new Claims();
  #isFull = false;

  /**
   * Opens the folder; one that is not there, or is empty, is made one. A `CommandError` says why it cannot be: it holds something else, is of another form, or
   * nothing can be written there.
   */
  constructor(folder: string, { runcast, warn }: FolderOptions) {
    this.#folder = folder;
    this.#runcast = runcast;
    this.#warn = warn;
    try {
      for (const missing of missingFolders(folder)) makeFolder(missing);
      if (readdirSync(folder).some((name) => !name.startsWith(FRESH))) refuseOther(folder);
      makeFolder(path.join(folder, RUNS));
      // Tries out, too, whether anything can be written.
      this.#write(path.join(folder, MARKER), `${JSON.stringify({ format: 'runcast study', version: STUDY_FORMAT_VERSION })}\n`);
      removeLeftOvers(path.join(folder, RUNS));
    } catch (error) {
      throw error instanceof CommandError ? error : cannotUse(folder, error);
    }
  }

  look({ spec }: StudiedFleet, point: Point): Looked {
    const key = runKey(this.#runcast, fleetHash(spec), point);
    const outcome = this.#outcomeOf(key);
    if (outcome === undefined && !this.#claims.take(this.#claimOf(key))) return { kind: 'elsewhere' };
    // Whoever had the claim may have kept the run between the two looks.
    const known = outcome ?? this.#outcomeOf(key);
    if (known === undefined) return { kind: 'missing' };
    this.#claims.release(this.#claimOf(key));
    this.found++;
    return { kind: 'found', outcome: known };
  }

  keep({ spec }: StudiedFleet, point: Point, outcome: Outcome): void {
    const key = runKey(this.#runcast, fleetHash(spec), point);
    try {
      if (!this.#isFull) this.#write(this.#fileOf(key), runFile({ key, runcast: this.#runcast }, outcome));
      this.kept++;
    } catch (error) {
      if (diskCode(error) === undefined) throw error;
      this.#isFull = true;
      this.#warn(`cannot keep runs in ${this.#folder} (${diskReason(error)}); the study goes on, and keeps no more of them`);
    } finally {
      this.#claims.release(this.#claimOf(key));
    }
  }

  /** Puts the file of a run that another folder has, unless it is there. */
  put(key: string, file: Buffer): void {
    if (existsSync(this.#fileOf(key))) return;
    this.#write(this.#fileOf(key), file);
  }

  /** Puts a note beside the runs, in a folder of this name. */
  note(folder: string, name: string, text: string): void {
    makeFolder(path.join(this.#folder, folder));
    this.#write(path.join(this.#folder, folder, name), text);
  }

  /** Gives up what was begun, and says what was not read. Must be called when the study ends, however it does. */
  close(): void {
    this.#claims.releaseAll();
    const { size } = this.#ofOtherForm;
    if (size === 0) return;
    this.#ofOtherForm.clear();
    this.#warn(`${otherFormText(this.#folder, size)}: played again`);
  }

  #fileOf(key: string): string {
    return path.join(this.#folder, RUNS, `${key}${RUN_FILE}`);
  }

  #claimOf(key: string): string {
    return path.join(this.#folder, RUNS, `${key}.claim`);
  }

  #outcomeOf(key: string): Outcome | undefined {
    const file = this.#fileOf(key);
    let bytes: Buffer;
    try {
      bytes = readFileSync(file);
    } catch (error) {
      if (diskCode(error) !== 'ENOENT') this.#tell(`${file} cannot be read (${diskReason(error)}); the run is played again`);
      return undefined;
    }
    const read = readRun(key, bytes);
    if ('outcome' in read) return read.outcome;
    if ('form' in read) this.#ofOtherForm.add(file);
    else this.#tell(`${file} is damaged (${read.damage}); the run is played again`);
    return undefined;
  }

  #tell(text: string): void {
    if (!this.#told.has(text)) this.#warn(text);
    this.#told.add(text);
  }

  /** Writes a file whole or not at all, whoever else writes it at the same time. */
  #write(file: string, content: string | Buffer): void {
    const beside = path.join(path.dirname(file), `${FRESH}${randomUUID()}`);
    try {
      writeFileSync(beside, content, { flag: 'wx' });
      renameSync(beside, file);
    } catch (error) {
      rmSync(beside, { force: true });
      throw error;
    }
  }
}

/** Returns whether a folder is one of kept runs, of the form that is read here. */
export function isStudy(folder: string): boolean {
  try {
    return markerSchema.parse(JSON.parse(readFileSync(path.join(folder, MARKER), 'utf8'))).version === STUDY_FORMAT_VERSION;
  } catch {
    return false;
  }
}

/** Refuses a folder that holds something else than kept runs, or holds them in another form. */
function refuseOther(folder: string): void {
  const file = path.join(folder, MARKER);
  const other = new CommandError(`the folder ${folder} exists and holds no study; name another with --study, or a new one`, EXIT_USAGE);
  if (!existsSync(file)) throw other;
  let marker: unknown;
  try {
    marker = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (diskCode(error) !== undefined) throw error;
    throw other;
  }
  const { data } = markerSchema.safeParse(marker);
  if (data === undefined) throw other;
  if (data.version !== STUDY_FORMAT_VERSION) {
    throw new CommandError(
      `the study in ${folder} has form ${data.version}, and this runcast reads form ${STUDY_FORMAT_VERSION}; name another folder with --study`,
      EXIT_USAGE,
    );
  }
}

/** Makes a folder, unless it is there or another process makes it. */
function makeFolder(folder: string): void {
  try {
    mkdirSync(folder);
  } catch (error) {
    if (diskCode(error) !== 'EEXIST' || !statSync(folder).isDirectory()) throw error;
  }
}

/** Removes what killed processes had begun to write. */
function removeLeftOvers(folder: string): void {
  for (const name of readdirSync(folder).filter((entry) => entry.startsWith(FRESH))) {
    const file = path.join(folder, name);
    const entry = statSync(file, { throwIfNoEntry: false });
    if (entry !== undefined && Date.now() - entry.mtimeMs > LEFT_OVER_MS) rmSync(file, { force: true });
  }
}

function cannotUse(folder: string, error: unknown): CommandError {
  return new CommandError(`cannot use the folder ${folder} (${diskReason(error)}); name another with --study`, EXIT_USAGE);
}
