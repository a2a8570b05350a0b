/** A process of its own, and what it used. */
import { spawnSync } from 'node:child_process';

export interface Used {
  /** CPU, user and system, of all its threads. */
  readonly seconds: number;
  /** Peak resident set. */
  readonly mib: number;
  /** What it wrote on standard output. */
  readonly printed: string;
}

/**
 * Put before a script by `--import`: on the last line of standard error the process tells what it used. Linux counts in `maxRSS` what the parent had when it made the
 * process; the high-water mark of /proc is its own.
 */
export const METER = `data:text/javascript,${encodeURIComponent(`import { existsSync, readFileSync } from 'node:fs';
process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const own = existsSync('/proc/self/status') ? /VmHWM:\\s*(\\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8')) : null;
  process.stderr.write('\\n' + JSON.stringify({ seconds: (userCPUTime + systemCPUTime) / 1e6, mib: Number(own?.[1] ?? maxRSS) / 1024 }));
});`)}`;

/** Runs a script of Node's in a process of its own. Throws with what it said where it ends otherwise than with 0, or 99 (a threshold that failed). */
export function runScript(script: string, args: readonly string[]): Used {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', METER, script, ...args], { encoding: 'utf8' });
  if (status !== 0 && status !== 99) throw new Error(`${script} ${args.join(' ')} ended with ${status}: ${stderr}`);
  return { ...usedBy(stderr), printed: stdout };
}

/** Returns what a process said of itself by `METER`, out of its standard error. */
export function usedBy(stderr: string): Omit<Used, 'printed'> {
  return JSON.parse(stderr.trimEnd().split('\n').at(-1)!) as Omit<Used, 'printed'>;
}
