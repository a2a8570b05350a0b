/** Who fills a work folder, and what becomes of the work folders of runs that were killed. */
import { existsSync, lstatSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isForeign } from './output-files.js';
import { isGone, ownerIn, type Owner } from './owner.js';

/** How a work folder's name begins; six characters that `mkdtemp` draws follow. */
export const WORK_PREFIX = '.runcast-';
/** The file of a work folder that says who fills it. */
const OWNER_FILE = 'owner.json';
/** Where a work folder holds what is being written, and what it takes the place of. */
export const FRESH = 'new';
export const REPLACED = 'old';

/** A work folder that its run has not touched for so long is left over, wherever that run was. */
const LONGEST_SILENCE_MS = 24 * 3600 * 1000;

/** Returns the owner that a work folder names, or undefined where it names none. */
function ownerOf(work: string): Owner | undefined {
  try {
    return ownerIn(readFileSync(path.join(work, OWNER_FILE), 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * Removes the work folders beside `mine` whose runs were killed: those whose process is provably gone, and those untouched for a day when
 * the folder `mine` was made. What such a run had moved aside comes back to its place. Folders of other users, and what only looks alike, stay.
 */
export function removeLeftOvers(mine: string, me: Owner): void {
  const parent = path.dirname(mine);
  const nowMs = statSync(path.join(mine, OWNER_FILE)).mtimeMs;
  for (const name of readdirSync(parent).filter((entry) => entry.startsWith(WORK_PREFIX))) {
    const work = path.join(parent, name);
    try {
      const { uid } = lstatSync(work);
      const owner = uid === (process.getuid?.() ?? uid) ? ownerOf(work) : undefined;
      if (owner === undefined) continue;
      const touchedMs = statSync(path.join(work, OWNER_FILE)).mtimeMs;
      if (!isGone(owner, me) && nowMs - touchedMs < LONGEST_SILENCE_MS) continue;
      // A name, never a path: what lies in the folder decides nothing outside of it.
      const target = path.join(parent, path.basename(owner.target));
      putBack(work, target);
      removeWork(work, target);
    } catch {
      // Another run cleans at the same time, or it may not be removed: it is in nobody's way.
    }
  }
}

/** Puts what a work folder had moved aside back to its place, foreign files included. Where another run has filled the place since, only these go there. */
export function putBack(work: string, target: string): void {
  const [replaced, fresh] = [path.join(work, REPLACED), path.join(work, FRESH)];
  if (!existsSync(replaced)) return;
  if (existsSync(fresh)) moveForeign(fresh, replaced);
  if (!existsSync(target)) renameSync(replaced, target);
  else moveForeign(replaced, target);
}

/** Moves what is not of runcast's making into another folder, but for what has its name taken there. */
export function moveForeign(from: string, to: string): void {
  for (const name of readdirSync(from).filter(isForeign)) {
    if (!existsSync(path.join(to, name))) renameSync(path.join(from, name), path.join(to, name));
  }
}

/** Removes a work folder, unless it holds the only copy of what was at its target: the next run puts that back. */
export function removeWork(work: string, target: string): void {
  if (existsSync(path.join(work, REPLACED)) && !existsSync(target)) return;
  rmSync(work, { recursive: true, force: true });
}

/** Writes who fills a work folder, anew so that the file system's own clock says when. */
export function signWork(work: string, owner: Owner): void {
  const file = path.join(work, OWNER_FILE);
  writeFileSync(`${file}-`, `${JSON.stringify(owner)}\n`);
  renameSync(`${file}-`, file);
}
