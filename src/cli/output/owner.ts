/** Who wrote something: what tells one process from all others, so that what a killed one left can be told from what a living one needs. */
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** What tells one process from all others, on this machine and beyond. */
export interface Owner {
  readonly host: string;
  /** The start of the machine's system, and the space in which `pid` is unique; empty where the system does not tell, or /proc is of another space. */
  readonly boot: string;
  readonly pidSpace: string;
  readonly pid: number;
  /** When the process was started, as the system counts; empty where it does not tell. */
  readonly started: string;
  /** Name of the folder that is to be made; empty of what makes none. */
  readonly target: string;
}

/** Returns who this process is. `pid` is another for tests. */
export function thisOwner(target: string, pid = process.pid): Owner {
  return {
    host: hostname(),
    boot: told(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()),
    pidSpace: told(() => (readlinkSync('/proc/self') === String(process.pid) ? readlinkSync('/proc/self/ns/pid') : '')),
    pid,
    started: startOf(pid),
    target,
  };
}

/** Returns when a process was started, in ticks since the system's start; empty where there is no such process or the system does not tell. */
function startOf(pid: number): string {
  // The name of the program, in brackets, may hold blanks; the start is the 20th word behind it.
  return told(
    () =>
      readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\)\s/su, '')
        .split(' ')[19] ?? '',
  );
}

function told(read: () => string): string {
  try {
    return read();
  } catch {
    return '';
  }
}

/** Returns whether it is certain that the owner's process has ended: it was one of this machine and of this space of pids, and is no more. */
export function isGone(owner: Owner, me: Owner): boolean {
  const isNear = me.boot !== '' && me.pidSpace !== '' && owner.boot === me.boot && owner.pidSpace === me.pidSpace && owner.host === me.host;
  return isNear && owner.started !== '' && startOf(owner.pid) !== owner.started;
}

/** Returns the owner that a text names, or undefined where it names none. */
export function ownerIn(text: string): Owner | undefined {
  try {
    const owner = JSON.parse(text) as Partial<Owner>;
    const texts = [owner.host, owner.boot, owner.pidSpace, owner.started, owner.target];
    return texts.every((word) => typeof word === 'string') && typeof owner.pid === 'number' ? (owner as Owner) : undefined;
  } catch {
    return undefined;
  }
}
