/** Runs test files with vitest and counts from its JSON report. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/**
 * Returns how many tests of the places passed, failed and were skipped. A file that could not be loaded, an error outside of any test or a
 * report that was not written counts as one failure, so that nothing can go wrong unseen.
 */
export function runVitest(root, places) {
  const folder = mkdtempSync(path.join(tmpdir(), 'runcast-test-'));
  const report = path.join(folder, 'report.json');
  try {
    const vitest = path.join(root, 'node_modules/vitest/vitest.mjs');
    const args = [vitest, 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...places];
    const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
    return count(JSON.parse(readFileSync(report, 'utf8')), status);
  } catch (error) {
    console.error(`vitest wrote no report: ${error.message}`);
    return { passed: 0, failed: 1, skipped: 0 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function count(report, status) {
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.every((t) => t.status !== 'failed'),
  );
  const failed = report.numFailedTests + brokenFiles.length;
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && status !== 0 ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}
