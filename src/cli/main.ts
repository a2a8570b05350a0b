#!/usr/bin/env node
/** Joins the command line to this process: its streams, its signals and its exit code. */
import { fstatSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { commandLine } from './command-line.js';
import { diskCode, diskReason } from './output/disk.js';
import { textOf, tooLarge } from '../scenario/load-files.js';
import { EXIT_INTERRUPTED, EXIT_UNEXPECTED, EXIT_USAGE } from './exit-codes.js';
import { CommandError, type Terminal } from './terminal.js';

const cleanUps = new Set<() => void>();
let isListening = false;

function interrupt(): void {
  try {
    for (const cleanUp of cleanUps) cleanUp();
  } finally {
    process.exit(EXIT_INTERRUPTED);
  }
}

/**
 * Waits for signals while there is something to clean up. At any other time they end the process themselves, even while it waits for a file. A listener that is there
 * stays: a signal that has come and was not yet told would be lost with it.
 */
function listen(): void {
  if (isListening === cleanUps.size > 0) return;
  isListening = !isListening;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    if (isListening) process.on(signal, interrupt);
    else process.off(signal, interrupt);
  }
}

/** Resolves when standard output has taken the text, or will never take any more; a `CommandError` says why it cannot. */
async function writeOut(text: string): Promise<void> {
  try {
    // The stream of a file takes a part of a text, where a disk gets full, for all of it.
    if (fstatSync(process.stdout.fd).isFile()) writeFileSync(process.stdout.fd, text);
    else await writeStream(text);
  } catch (error) {
    throw new CommandError(`cannot write to standard output (${diskReason(error)})`, EXIT_UNEXPECTED);
  }
}

function writeStream(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    if (process.stdout.destroyed) resolve();
    // Whoever read the output has gone (`| head`): there is nobody to tell.
    else process.stdout.write(text, (error) => (error && diskCode(error) !== 'EPIPE' ? reject(error) : resolve()));
  });
}

async function readInput(most: number): Promise<string> {
  const refuse = (why: string): CommandError => new CommandError(`standard input cannot be read: ${why}`, EXIT_USAGE);
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of process.stdin) {
    size += (piece as Buffer).length;
    if (size > most) throw refuse(tooLarge(most));
    pieces.push(piece as Buffer);
  }
  const found = textOf(Buffer.concat(pieces));
  if ('problem' in found) throw refuse(found.problem);
  return found.text;
}

const terminal: Terminal = {
  out: writeOut,
  err: (text) => void process.stderr.write(text),
  readInput,
  env: process.env,
  isOutTty: process.stdout.isTTY,
  columns: process.stdout.columns,
  isErrTty: process.stderr.isTTY,
  threads: availableParallelism(),
  breathe: () => new Promise((resolve) => setImmediate(resolve)),
  onInterrupt(cleanUp) {
    cleanUps.add(cleanUp);
    listen();
    return () => {
      cleanUps.delete(cleanUp);
      listen();
    };
  },
};

// What could not be written to standard output is said where it was to be written. What is told beside the answer can be done without.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
process.exitCode = await commandLine(process.argv.slice(2), terminal);
