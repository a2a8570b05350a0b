/** A printed command as a shell reads it when it is pasted. */
import { execFileSync } from 'node:child_process';

/** Whether this machine has the shell that is asked. */
export const hasShell = process.platform === 'linux';

function bash(script: string, cwd?: string): string {
  return execFileSync('bash', ['--norc', '-f', '-e', '-c', script], { cwd, encoding: 'utf8', env: { LC_ALL: 'C.UTF-8' } });
}

/** Returns the words of a line of commands, by bash itself: quotes and escapes are gone, and a comment is. */
export function shellWords(line: string): string[] {
  return bash(`printf '%s\\0' ${line}`).split('\0').slice(0, -1);
}

/** Returns how often, and with which words, `runcast` is called by lines that are pasted in a folder; it throws where they call anything else. */
export function shellCommands(lines: string, folder: string): string[] {
  return bash(`exec 3>&1; runcast() { printf '%q ' "$@" >&3; echo >&3; }\n${lines}`, folder).trim().split('\n');
}
