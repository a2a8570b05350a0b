/**
 * Builds `dist/`: the library file by file, by the compiler (arguments are the compiler's own), and the command as few files, for a program of four
 * hundred modules spends most of its start opening them. Packages stay packages. The command is last, so that it shows whether a build is stale.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const root = fileURLToPath(new URL('..', import.meta.url));
const { dependencies, optionalDependencies } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
const packages = Object.keys({ ...dependencies, ...optionalDependencies });

const tsc = [path.join(root, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.build.json', ...process.argv.slice(2)];
const { status } = spawnSync(process.execPath, tsc, { cwd: root, stdio: 'inherit' });
if (status !== 0) process.exit(status ?? 1);

const command = await rolldown({
  cwd: root,
  // A thread has modules of its own, and a file that loads them.
  input: {
    main: 'src/cli/main.ts',
    'pool-worker': 'src/study/pool/pool-worker.ts',
    'packed-worker': 'src/cli/queue/packed-worker.ts',
  },
  platform: 'node',
  external: (id) => packages.some((name) => id === name || id.startsWith(`${name}/`)),
});
// All in one folder, two below package.json, which the command reads its version from.
await command.write({ dir: 'dist/cli', format: 'esm', entryFileNames: '[name].js', chunkFileNames: '[name].js', cleanDir: true });
await command.close();
copyFileSync(path.join(root, 'dist/study/pool/pool-entry.cjs'), path.join(root, 'dist/cli/pool-entry.cjs'));
