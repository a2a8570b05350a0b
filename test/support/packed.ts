/** The package as it is installed: packed, unpacked into an app of its own, its dependencies above it, without a network. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureBuilt } from '../cli/process.js';

const root = path.resolve(import.meta.dirname, '../..');

/** An app that has runcast in its `node_modules`. */
export interface PackedApp {
  /** Its folder. */
  readonly app: string;
  /** The folder of the package in it. */
  readonly installed: string;
  remove(): void;
}

/** Packs what a user would install, and installs it. */
export function packedApp(): PackedApp {
  ensureBuilt();
  const folder = mkdtempSync(path.join(tmpdir(), 'runcast-packed-'));
  const app = path.join(folder, 'app');
  const installed = path.join(app, 'node_modules/runcast');
  mkdirSync(installed, { recursive: true });
  execFileSync('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder], { cwd: root });
  const [packed] = readdirSync(folder).filter((file) => file.endsWith('.tgz'));
  execFileSync('tar', ['-xzf', path.join(folder, packed!), '--strip-components=1', '-C', installed]);
  // What it depends on lies above it, as npm puts it.
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'), 'dir');
  return { app, installed, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
