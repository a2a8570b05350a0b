/** Times this checkout in turn with another commit of the project, by the one thing that both have: the command. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { median, type Figures } from './figures.js';
import { runScript } from './processes.js';

const PAIRS = 3;

/**
 * Prints CPU seconds of `runcast run scenarios/gitlab-com-2018.yaml` with one replication, and what a third adds to two, here and at `commit`
 * (each on its own copy of the scenario), and the ratio: the median of the ratios of pairs. Installs that commit's packages from the registry.
 */
export function benchAgainst(root: string, commit: string): Figures {
  const other = mkdtempSync(path.join(tmpdir(), 'runcast-bench-'));
  const git = (...words: string[]): void => void execFileSync('git', words, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  git('worktree', 'add', '--force', '--detach', other, commit);
  try {
    execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: other, stdio: ['ignore', 'ignore', 'inherit'] });
    execFileSync('npm', ['run', '--silent', 'build'], { cwd: other, stdio: ['ignore', 'ignore', 'inherit'] });
    console.log(`gitlab-com-2018 by the command, no files: CPU time, median of ${PAIRS} pairs, this checkout in turn with ${commit}`);
    const pairs = Array.from({ length: PAIRS }, () => ({ here: times(root), there: times(other) }));
    return {
      ...told(
        'process',
        commit,
        pairs.map(({ here, there }) => [here.one, there.one]),
      ),
      ...told(
        'third',
        commit,
        pairs.map(({ here, there }) => [here.third, there.third]),
      ),
    };
  } finally {
    git('worktree', 'remove', '--force', other);
    rmSync(other, { recursive: true, force: true });
  }
}

/** A whole process with one replication; what the third replication of a process takes. */
function times(checkout: string): { readonly one: number; readonly third: number } {
  const command = path.join(checkout, 'dist/cli/main.js');
  // Threads warm up one by one: without them the third replication is one that runs in warm code.
  const alone = runScript(command, ['run', '--help']).printed.includes('--workers') ? ['--workers', '1'] : [];
  const of = (replications: number): number => {
    const words = [
      'run',
      path.join(checkout, 'scenarios/gitlab-com-2018.yaml'),
      '--replications',
      String(replications),
      '--no-pair',
      '--quiet',
      ...alone,
    ];
    return runScript(command, words).seconds;
  };
  return { one: of(1), third: of(3) - of(2) };
}

function told(what: 'process' | 'third', commit: string, pairs: readonly (readonly [number, number])[]): Figures {
  const here = median(pairs.map(([seconds]) => seconds));
  const there = median(pairs.map(([, seconds]) => seconds));
  const ratio = median(pairs.map(([ours, theirs]) => theirs / ours));
  const name = what === 'process' ? 'a process with one replication' : 'the third replication of a process';
  console.log(`  ${name}: ${here.toFixed(2)} s here, ${there.toFixed(2)} s there: ${ratio.toFixed(2)} x as fast`);
  return { [`command.${what}_s`]: here, [`command.${what}_times_${commit}`]: ratio };
}
