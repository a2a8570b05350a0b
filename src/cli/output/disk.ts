/** What is said of trouble with files and disks; and which folders are missing. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { DISK_WORDS } from '../../units/disk-words.js';

/** Returns the code of an error of the system (`ENOSPC`), or undefined where it is none. */
export function diskCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || !('syscall' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** Returns in words why something could not be read or written. */
export function diskReason(error: unknown): string {
  const code = diskCode(error);
  if (code === undefined) return error instanceof Error ? error.message : String(error);
  return Object.hasOwn(DISK_WORDS, code) ? DISK_WORDS[code]! : code;
}

/** Returns in words what an error of the system means for the command. */
export function diskTrouble(error: unknown): string {
  const { syscall, path } = error as { syscall?: string; path?: string };
  const what = [syscall, path].filter((word) => word !== undefined).join(' ');
  return `${diskReason(error)} (${what}); make room or write elsewhere; nothing half-written is left`;
}

/** Returns the folders that must be made for `folder` to be there, the topmost first. (Making them in one call never returns under /proc on Node 20.) */
export function missingFolders(folder: string): string[] {
  const missing: string[] = [];
  for (let at = folder; !existsSync(at); at = path.dirname(at)) missing.unshift(at);
  return missing;
}
