/** The warnings GitLab Runner itself gives about settings that slow jobs down while requests are long-polled, with advice. */
import type { Issue, Position } from '../text/issue.js';
import type { RunnerConfig, RunnerEntry } from './config.js';

function concurrency(entry: RunnerEntry): number {
  return Math.max(1, entry.request_concurrency);
}

function names(entries: readonly RunnerEntry[]): string {
  return entries.map(({ name, index }) => (name === '' ? `entry ${index}` : `"${name}"`)).join(', ');
}

/**
 * Returns the warnings of GitLab Runner's check for long polling issues: worker starvation where `concurrent` is less than the number of entries, a
 * request bottleneck where an entry has one request slot, a build limit bottleneck where such an entry has a limit of one or two as well.
 */
export function configWarnings(config: RunnerConfig): Issue[] {
  const issues: Issue[] = [];
  const warn = (position: Position | undefined, path: string, message: string): void =>
    void issues.push({ severity: 'warning', file: config.file, ...(position === undefined ? {} : { position }), path, message });
  const { entries, concurrent } = config;
  if (concurrent < entries.length) {
    warn(
      config.positions['concurrent'],
      'concurrent',
      `worker starvation: ${concurrent} workers serve ${entries.length} entries, so a long poll of one keeps the others from asking; set concurrent to ${entries.length} or more`,
    );
  }
  const single = entries.filter((entry) => concurrency(entry) === 1);
  const first = single[0];
  if (first !== undefined) {
    warn(
      first.positions['request_concurrency'] ?? first.position,
      `runners[${first.index}].request_concurrency`,
      `request bottleneck: ${names(single)} may have one job request open at a time, so during a long poll no second job is asked for; set request_concurrency to 2 to 4`,
    );
  }
  const narrow = single.filter(({ limit }) => limit > 0 && limit <= 2);
  const narrowest = narrow[0];
  if (narrowest !== undefined) {
    warn(
      narrowest.positions['limit'] ?? narrowest.position,
      `runners[${narrowest.index}].limit`,
      `build limit bottleneck: ${names(narrow)} has a limit of 1 or 2 beside one request slot, so a freed place waits for the poll under way; raise limit or request_concurrency`,
    );
  }
  return issues;
}
