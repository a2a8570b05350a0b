/** The built command as a process of its own, in a folder of the test's. */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '../..');
const MAIN = path.join(ROOT, 'dist/cli/main.js');

function newest(folder: string): number {
  return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => statSync(path.join(ROOT, folder, file)).mtimeMs)
    .reduce((a, b) => Math.max(a, b), 0);
}

function isStale(): boolean {
  return !existsSync(MAIN) || newest('src') > statSync(MAIN).mtimeMs;
}

/** Builds what users run where it is older than its source; types are checked elsewhere. Test files run side by side: one builds, the others wait. */
export function ensureBuilt(): void {
  if (!isStale()) return;
  const lock = path.join(tmpdir(), `runcast-build-${createHash('sha256').update(ROOT).digest('hex').slice(0, 12)}`);
  const deadline = Date.now() + 90_000;
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch {
      if (Date.now() > deadline) rmSync(lock, { recursive: true, force: true });
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
    }
  }
  try {
    if (!isStale()) return;
    const { status, stdout } = spawnSync(process.execPath, [path.join(ROOT, 'scripts/build.mjs'), '--noCheck'], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`the build failed\n${stdout}`);
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

/** What a process left behind. */
export interface Outcome {
  readonly exit: number | null;
  readonly out: string;
  readonly err: string;
}

/** How a process is started. */
export interface Start {
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Called every 50 ms, or every so many, with a way to send a signal. */
  readonly everyMs?: number;
  readonly onTick?: (kill: (signal: NodeJS.Signals) => void) => void;
  /** The command's file where it is not the one that was built here. */
  readonly main?: string;
  /** Called with each piece of its standard error. */
  readonly onErr?: (text: string) => void;
  /** Leaves its standard input open, as somebody does who types nothing. */
  readonly holdInput?: boolean;
  /** Closes the reading end of its standard output after the first bytes, as `head` does. */
  readonly closeOut?: boolean;
}

/** A folder with files in which commands are run. */
export class Workplace {
  readonly folder: string;

  constructor(files: Readonly<Record<string, string>>) {
    this.folder = mkdtempSync(path.join(tmpdir(), 'runcast-process-'));
    for (const [name, text] of Object.entries(files)) this.write(name, text);
  }

  /** Returns the path of a file of the folder. */
  at(...parts: readonly string[]): string {
    return path.join(this.folder, ...parts);
  }

  read(...parts: readonly string[]): string {
    return readFileSync(this.at(...parts), 'utf8');
  }

  write(name: string, text: string): void {
    writeFileSync(this.at(name), text);
  }

  /** Returns everything that lies in the folder, hidden files included. */
  listing(): string[] {
    return readdirSync(this.folder, { recursive: true, encoding: 'utf8' }).sort();
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Runs `runcast` with the arguments until it ends. Neither stream is a terminal. */
  runcast(argv: readonly string[], start: Start = {}): Promise<Outcome> {
    return this.process(process.execPath, [start.main ?? MAIN, ...argv], start);
  }

  /** Runs a line of shell in which `runcast` is the command. */
  shell(line: string): Promise<Outcome> {
    return this.process('sh', ['-c', `runcast() { "$NODE" "$MAIN" "$@"; }\n${line}`], { env: { NODE: process.execPath, MAIN } });
  }

  private async process(command: string, argv: readonly string[], start: Start): Promise<Outcome> {
    // What the tests themselves were started with decides nothing here.
    const { NO_COLOR: _noColour, FORCE_COLOR: _colour, NODE_OPTIONS: _options, ...env } = process.env;
    const child = spawn(command, argv, { cwd: this.folder, env: { ...env, ...start.env } });
    let [out, err] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
      if (start.closeOut === true) child.stdout.destroy();
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text;
      start.onErr?.(text);
    });
    child.stdin.on('error', () => undefined);
    if (start.holdInput !== true) child.stdin.end(start.input ?? '');
    const { onTick } = start;
    const timer = onTick === undefined ? undefined : setInterval(() => onTick((signal) => child.kill(signal)), start.everyMs ?? 50);
    const exit = await new Promise<number | null>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', resolve);
    });
    clearInterval(timer);
    return { exit, out, err };
  }
}

/** Does something in a folder that holds the files, and removes it. */
export async function inPlace(files: Readonly<Record<string, string>>, action: (place: Workplace) => Promise<void>): Promise<void> {
  const place = new Workplace(files);
  try {
    await action(place);
  } finally {
    place.remove();
  }
}
