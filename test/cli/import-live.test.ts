/** `runcast import --url` as a process: killed and repeated it writes the same bytes, and nobody sees its token. */
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { gitlabJob, GitlabServer, type FakeGitlab } from '../support/gitlab-server.js';
import { ensureBuilt, inPlace } from './process.js';

beforeAll(ensureBuilt);

const TOKEN = 'kept-to-itself-4711';
const START = { env: { GITLAB_TOKEN: TOKEN } };
const JOBS = { '5': Array.from({ length: 450 }, (_, i) => gitlabJob(i, 5)) };

let servers: GitlabServer[] = [];
afterEach(async () => {
  for (const server of servers) await server.close();
  servers = [];
});

async function started(gitlab: FakeGitlab): Promise<GitlabServer> {
  const server = new GitlabServer(gitlab);
  servers.push(server);
  await server.listen();
  return server;
}

describe('runcast import --url', () => {
  test('killed in the middle and repeated, writes the same bytes and asks for no page twice', () =>
    inPlace({}, async (place) => {
      let isSilent = true;
      const server = await started({ jobs: JOBS, token: TOKEN, fault: (question) => (isSilent && question === 2 ? 'hang' : undefined) });
      const argv = (out: string): string[] => ['import', '--url', server.url, '--project', '5', '-o', out];
      const killed = await place.runcast(argv('h.csv'), { ...START, onTick: (kill) => server.asked.length === 3 && kill('SIGKILL') });
      expect(killed.exit).toBeNull();
      expect(place.listing()).toContain('h.csv.pages');
      expect(place.listing()).not.toContain('h.csv');
      isSilent = false;
      const again = await place.runcast(argv('h.csv'), START);
      expect(again).toMatchObject({ exit: 0, err: 'going on behind the pages in h.csv.pages\n' });
      // Two pages before, the one that hung, and the three that were missing.
      expect(server.asked).toHaveLength(6);
      const whole = await place.runcast(argv('whole.csv'), START);
      expect(whole).toMatchObject({ exit: 0, err: '' });
      expect(place.read('h.csv')).toBe(place.read('whole.csv'));
      expect(place.read('h.csv').split('\n')).toHaveLength(452);
      expect(again.out.replaceAll('h.csv', 'whole.csv')).toBe(whole.out);
      expect(place.listing().filter((name) => !name.startsWith('.'))).toEqual(['h.csv', 'whole.csv']);
    }));

  test('interrupted says how to go on', () =>
    inPlace({}, async (place) => {
      const server = await started({ jobs: JOBS, fault: (question) => (question === 1 ? 'hang' : undefined) });
      const { exit, err } = await place.runcast(['import', '--url', server.url, '--project', '5', '-o', 'h.csv'], {
        ...START,
        onTick: (kill) => server.asked.length === 2 && kill('SIGINT'),
      });
      expect(exit).toBe(130);
      expect(err).toBe('\nwhat was read is kept in h.csv.pages, and the same command goes on behind it\n');
      expect(place.listing()).toEqual(['h.csv.pages']);
    }));

  test('jobs of other times are counted among those that were told', () =>
    inPlace({}, async (place) => {
      const server = await started({ jobs: JOBS });
      const argv = ['import', '--url', server.url, '--project', '5', '--until', '2026-10-01T07:00:00Z', '-o', 'h.csv', '--json'];
      const { out } = await place.runcast(argv, START);
      expect(JSON.parse(out)).toMatchObject({ told: 450, kept: 420, dropped: { outside: { count: 30 } } });
    }));

  test.each([
    ['without a file to write', ['--project', '5'], '--url needs -o FILE'],
    [
      'with a file to read',
      ['jobs.json', '--project', '5', '-o', 'h.csv'],
      'import takes the file of a history, or a GitLab to ask by --url',
    ],
    ['with another source', ['--project', '5', '--from', 'github', '-o', 'h.csv'], '--url asks a GitLab, and --from says github'],
    ['with a token that is refused', ['--project', '5', '-o', 'h.csv'], 'does not take the token in GITLAB_TOKEN (401)'],
  ])('%s', (_, argv, says) =>
    inPlace({}, async (place) => {
      const server = await started({ jobs: JOBS, token: 'another' });
      const { exit, out, err } = await place.runcast(['import', '--url', server.url, ...argv], START);
      expect({ exit, out }).toEqual({ exit: 2, out: '' });
      expect(err).toContain(says);
      expect(err).not.toContain(TOKEN);
      expect(place.listing()).toEqual([]);
    }),
  );

  test('its options alone are refused', () =>
    inPlace({}, async (place) => {
      const { exit, err } = await place.runcast(['import', 'jobs.json', '--group', 'g']);
      expect({ exit, err }).toEqual({ exit: 2, err: 'runcast: --group is for --url; give that too\n' });
    }));
});
