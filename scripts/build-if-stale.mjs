/** Builds unless the last build is younger than every source: what `npm ci` has built need not be built again. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const built = path.join(root, 'dist/.tsbuildinfo');

/** Youngest change among the sources and what decides how they are built. */
function youngest() {
  const sources = readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' }).map((file) => path.join('src', file));
  return Math.max(
    ...[...sources, 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json'].map((file) => statSync(path.join(root, file)).mtimeMs),
  );
}

if (!existsSync(built) || !existsSync(path.join(root, 'dist/cli/main.js')) || statSync(built).mtimeMs < youngest()) {
  const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
  process.exitCode = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' }).status ?? 1;
}
