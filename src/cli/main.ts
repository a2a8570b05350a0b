#!/usr/bin/env node
/** Joins the command line to this process: its streams, its signals and its exit code. */
import { commandLine } from './command-line.js';
import { diskReason } from './disk.js';
import { EXIT_INTERRUPTED, EXIT_UNEXPECTED } from './exit-codes.js';
import type { Terminal } from './terminal.js';

const cleanUps = new Set<() => void>();

function interrupt(): void {
  try {
    for (const cleanUp of cleanUps) cleanUp();
  } finally {
    process.exit(EXIT_INTERRUPTED);
  }
}

/** Resolves when the stream has taken the text, or will never take any more. */
function writeOut(text: string): Promise<void> {
  return new Promise((resolve) => {
    if (process.stdout.destroyed) resolve();
    else process.stdout.write(text, () => resolve());
  });
}

async function readInput(): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of process.stdin) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString('utf8');
}

const terminal: Terminal = {
  out: writeOut,
  err: (text) => void process.stderr.write(text),
  readInput,
  env: process.env,
  isOutTty: process.stdout.isTTY,
  columns: process.stdout.columns,
  isErrTty: process.stderr.isTTY,
  breathe: () => new Promise((resolve) => setImmediate(resolve)),
  onInterrupt(cleanUp) {
    cleanUps.add(cleanUp);
    return () => cleanUps.delete(cleanUp);
  },
};

process.on('SIGINT', interrupt);
process.on('SIGTERM', interrupt);
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // Whoever read the output has gone (`| head`): there is nobody to tell.
    if (error.code === 'EPIPE') return;
    if (stream === process.stdout) process.stderr.write(`runcast: cannot write to standard output (${diskReason(error)})\n`);
    process.exit(EXIT_UNEXPECTED);
  });
}
process.exitCode = await commandLine(process.argv.slice(2), terminal);
