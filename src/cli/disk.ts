/** Words for trouble with files and disks, by the code the system gives; and which folders are missing. */
import { existsSync } from 'node:fs';
import path from 'node:path';

const WORDS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota of the disk is used up',
  EFBIG: 'the file gets larger than is allowed',
  EIO: 'the disk reports an error',
  EBUSY: 'it is in use: a mount point cannot be replaced',
  EXDEV: 'it lies on another file system than the folder around it',
  ENOENT: 'there is no such file or folder',
  ENOTDIR: 'a part of the path is no folder',
  EISDIR: 'it is a folder',
  EEXIST: 'a part of the path is no folder, or another run writes there',
  ENOTEMPTY: 'another program writes there',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
  ELOOP: 'its links go in a circle',
  ENAMETOOLONG: 'the name is too long',
};

/** Returns the code of an error of the system (`ENOSPC`), or undefined where it is none. */
export function diskCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || !('syscall' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** Returns in words why something could not be read or written. */
export function diskReason(error: unknown): string {
  const code = diskCode(error);
  if (code === undefined) return error instanceof Error ? error.message : String(error);
  return Object.hasOwn(WORDS, code) ? WORDS[code]! : code;
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
