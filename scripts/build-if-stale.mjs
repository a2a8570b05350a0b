/** Builds unless the last build is younger than every source: what `npm ci` has built need not be built again. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const built = path.join(root, 'dist/cli/main.js');

/** Youngest change among the sources and what decides how they are built. */
function youngest() {
  const sources = readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' }).map((file) => path.join('src', file));
  return Math.max(
    ...[...sources, 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json', 'scripts/build.mjs'].map(
      (file) => statSync(path.join(root, file)).mtimeMs,
    ),
  );
}

if (!existsSync(built) || statSync(built).mtimeMs < youngest()) {
  const build = path.join(root, 'scripts/build.mjs');
  process.exitCode = spawnSync(process.execPath, [build], { cwd: root, stdio: 'inherit' }).status ?? 1;
}
