import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { liveHistory, pagesOf, type LiveArguments } from '../../../../src/cli/gitlab/live-history.js';
import { CommandError, type Terminal } from '../../../../src/cli/terminal.js';
import { gitlabJob, GitlabServer, type FakeGitlab, type Fault } from '../../../support/gitlab-server.js';

const TOKEN = 'kept-to-itself-4711';
const NOW = Date.UTC(2026, 10, 1);

let folder: string;
let server: GitlabServer | undefined;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'runcast-live-'));
});
afterEach(async () => {
  await server?.close();
  server = undefined;
  rmSync(folder, { recursive: true, force: true });
});

const jobsOf = (project: number, count: number): object[] =>
  Array.from({ length: count }, (_, i) => gitlabJob(1000 * project + i, project));
const ASKED: LiveArguments = { url: '', projects: ['5'], group: undefined, all: false, since: undefined, until: undefined };

interface Read {
  readonly ids: readonly number[];
  readonly text: string;
  readonly err: string;
  readonly slept: readonly number[];
  readonly asked: readonly string[];
  readonly outside: number;
}

/** Asks a GitLab of this kind, and gives everything that came of it. Time passes only where it is slept. */
async function read(gitlab: FakeGitlab, args: Partial<LiveArguments> = {}, seen: Partial<Terminal> = {}): Promise<Read> {
  server = new GitlabServer(gitlab);
  await server.listen();
  return ask(args, seen);
}

async function ask(args: Partial<LiveArguments> = {}, seen: Partial<Terminal> = {}): Promise<Read> {
  const before = server?.asked.length ?? 0;
  let err = '';
  const slept: number[] = [];
  let now = NOW;
  const terminal: Terminal = {
    out: () => Promise.resolve(),
    err: (text) => {
      err += text;
    },
    readInput: () => Promise.resolve(''),
    env: { GITLAB_TOKEN: TOKEN },
    isOutTty: false,
    isErrTty: false,
    breathe: () => Promise.resolve(),
    onInterrupt: () => () => undefined,
    ...seen,
  };
  const clock = {
    now: () => now,
    sleep: (ms: number) => {
      slept.push(ms);
      now += ms;
      return Promise.resolve();
    },
  };
  const out = path.join(folder, 'h.csv');
  const history = await liveHistory(terminal, { ...ASKED, url: server?.url ?? '', ...args }, { out, isQuiet: false, clock });
  const pieces: string[] = [];
  for await (const piece of history.texts()) pieces.push(piece);
  history.remove();
  const ids = pieces.flatMap((piece) => (JSON.parse(piece) as { id: number }[]).map(({ id }) => id));
  return { ids, text: pieces.join('\n'), err, slept, asked: server?.asked.slice(before) ?? [], outside: history.outside };
}

async function refusal(action: Promise<unknown>): Promise<string> {
  try {
    await action;
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    expect(error.message).not.toContain(TOKEN);
    return error.message;
  }
  throw new Error('it was not refused');
}

/** The fault of those questions that are named. */
const on =
  (faults: Readonly<Record<number, Fault>>): NonNullable<FakeGitlab['fault']> =>
  (question) =>
    faults[question];
const newestFirst = (project: number, count: number): number[] => Array.from({ length: count }, (_, i) => 1000 * project + count - 1 - i);

describe('a project', () => {
  test('is read page by page by keyset, newest first, with the token in a header', async () => {
    const { ids, asked, err, text } = await read(
      { jobs: { '5': jobsOf(5, 250) }, paths: { 'group/name': '5' }, token: TOKEN },
      { projects: ['group/name'] },
    );
    expect(ids).toEqual(newestFirst(5, 250));
    expect(asked).toHaveLength(3);
    expect(asked[0]).toBe('GET /projects/group%2Fname/jobs?per_page=100&order_by=id&pagination=keyset&sort=desc');
    expect(asked[1]).toContain('&cursor=');
    expect([...server!.tokens]).toEqual(['authorization']);
    expect(err).toBe('');
    // What is nobody's business is not even kept while it lasts.
    expect(text).not.toMatch(/somebody|private words/u);
    expect((JSON.parse(text.slice(0, text.indexOf('\n'))) as unknown[])[0]).toMatchObject({
      queued_duration: 2.5,
      tag_list: ['docker'],
      pipeline: { project_id: 5 },
    });
    expect(existsSync(pagesOf(path.join(folder, 'h.csv')))).toBe(false);
  });

  test('is read by number where the server has no keyset for jobs', async () => {
    const { ids, asked } = await read({ jobs: { '5': jobsOf(5, 250) }, hasKeyset: false });
    expect(ids).toEqual(newestFirst(5, 250));
    expect(asked).toHaveLength(4);
    expect(asked[3]).toContain('page=3');
  });

  test('is read without a token where none is set', async () => {
    const { ids } = await read({ jobs: { '5': jobsOf(5, 3) } }, {}, { env: {} });
    expect(ids).toHaveLength(3);
    expect(server!.tokens.size).toBe(0);
  });

  test('is read back to a time, and no page further', async () => {
    // Job n was created n minutes into October.
    const jobs = Array.from({ length: 1000 }, (_, i) => gitlabJob(i, 5));
    const { ids, asked, outside } = await read(
      { jobs: { '5': jobs } },
      { since: '2026-10-01T11:40:00Z', until: '2026-10-01T18:20:00+02:00' },
    );
    expect(ids).toEqual(Array.from({ length: 280 }, (_, i) => 979 - i));
    expect(asked).toHaveLength(4);
    expect(outside).toBe(120);
  });

  test('several are read one after another', async () => {
    const { ids } = await read({ jobs: { '5': jobsOf(5, 120), '6': jobsOf(6, 2) } }, { projects: ['6', '5', '6'] });
    expect(ids).toEqual([...newestFirst(6, 2), ...newestFirst(5, 120)]);
  });
});

describe('lists of projects', () => {
  const gitlab = {
    jobs: { '5': jobsOf(5, 2), '6': jobsOf(6, 2), '7': jobsOf(7, 101) },
    groups: { 'ci/tools': ['5', '6', '7'] },
    forbidden: ['6'],
  };

  test('a group is all of its projects; one whose jobs may not be seen is passed over and told', async () => {
    const { ids, asked, err } = await read(gitlab, { projects: [], group: 'ci/tools' });
    expect(ids).toEqual([...newestFirst(5, 2), ...newestFirst(7, 101)]);
    expect(asked[0]).toBe(
      'GET /groups/ci%2Ftools/projects?per_page=100&order_by=id&sort=asc&simple=true&include_subgroups=true&with_shared=false',
    );
    expect(err).toBe('1 project passed over, for their jobs may not be seen: 6\n');
  });

  test('all are read by keyset', async () => {
    const many = Object.fromEntries(Array.from({ length: 150 }, (_, i) => [String(i + 1), [gitlabJob(i + 1, i + 1)]]));
    const { ids, asked } = await read({ jobs: many }, { projects: [], all: true });
    expect(ids).toEqual(Array.from({ length: 150 }, (_, i) => i + 1));
    expect(asked.filter((question) => question.startsWith('GET /projects?'))).toEqual([
      'GET /projects?per_page=100&order_by=id&pagination=keyset&sort=asc&simple=true',
      'GET /projects?per_page=100&order_by=id&pagination=keyset&sort=asc&simple=true&id_after=100',
    ]);
  });
});

describe('a server in trouble', () => {
  const gitlab = { jobs: { '5': jobsOf(5, 250) } };

  test('is given the time it asks for', async () => {
    const reset = String(NOW / 1000 + 31);
    const { ids, slept, err } = await read({
      ...gitlab,
      fault: on({
        1: { status: 429, headers: { 'retry-after': '7' } },
        3: { status: 429, headers: { 'ratelimit-reset': reset } },
        4: { status: 503, headers: { 'retry-after': new Date(NOW + 40_000).toUTCString() } },
      }),
    });
    expect(ids).toEqual(newestFirst(5, 250));
    expect(slept).toEqual([7_000, 24_000, 9_000]);
    expect(err.split('\n')[0]).toBe(`${server!.url} answered 429; waiting for 7 s`);
  });

  test('is not asked again before its limit begins anew', async () => {
    const limited = new LimitedServer(String(NOW / 1000 + 20));
    const url = await limited.start();
    const { slept } = await ask({ url });
    await limited.close();
    expect(slept).toEqual([20_000]);
  });

  test('is asked again where it fails, or tears the connection', async () => {
    const { ids, slept } = await read({ ...gitlab, fault: on({ 0: { status: 500 }, 1: { status: 502 }, 3: 'tear' }) });
    expect(ids).toEqual(newestFirst(5, 250));
    expect(slept).toEqual([1_000, 2_000, 1_000]);
  });

  test('is given up in the end; the pages until then are not asked for again', async () => {
    let isDown = true;
    const message = await refusal(read({ ...gitlab, fault: (question) => (isDown && question >= 2 ? { status: 500 } : undefined) }));
    expect(message).toBe(
      `${server!.url} answered 500, 8 times in a row; try again later; what was read is kept in ${folder}/h.csv.pages, and the same command goes on behind it`,
    );
    expect(statSync(`${folder}/h.csv.pages`).mode & 0o777).toBe(0o600);
    isDown = false;
    const { ids, text, asked, err } = await ask();
    expect(ids).toEqual(newestFirst(5, 250));
    expect(asked).toHaveLength(1);
    expect(err).toBe(`going on behind the pages in ${folder}/h.csv.pages\n`);
    // The same bytes as without the interruption.
    expect((await ask()).text).toBe(text);
  });

  test('asking for an hour of patience is told', async () => {
    const message = await refusal(read({ ...gitlab, fault: on({ 0: { status: 429, headers: { 'retry-after': '3600' } } }) }));
    expect(message).toContain('answered 429, and asks to wait for 60 min');
    expect(existsSync(`${folder}/h.csv.pages`)).toBe(false);
  });

  test('that is not there is told at once', async () => {
    const gone = new GitlabServer(gitlab);
    await gone.listen();
    const { url } = gone;
    await gone.close();
    expect(await refusal(ask({ url }))).toBe(`cannot reach ${url} (nothing answers at that address and port; check --url)`);
    expect(await refusal(ask({ url: 'http://127.0.0.1:9' }))).toBe(
      'cannot reach http://127.0.0.1:9 (no web server has that port; check --url)',
    );
  });
});

describe('an import that was cut off', () => {
  const gitlab = { jobs: { '5': jobsOf(5, 250) } };
  const cutOff = async (): Promise<() => void> => {
    let isDown = true;
    await refusal(read({ ...gitlab, fault: (question) => (isDown && question >= 2 ? { status: 404 } : undefined) }));
    return () => {
      isDown = false;
    };
  };

  test('goes on where its last line is torn', async () => {
    const mend = await cutOff();
    mend();
    const pages = readFileSync(`${folder}/h.csv.pages`, 'utf8');
    writeFileSync(`${folder}/h.csv.pages`, pages.slice(0, -40));
    const { ids, asked } = await ask();
    expect(ids).toEqual(newestFirst(5, 250));
    expect(asked).toHaveLength(2);
  });

  test('goes on where it had only begun to write', async () => {
    (await cutOff())();
    writeFileSync(`${folder}/h.csv.pages`, readFileSync(`${folder}/h.csv.pages`, 'utf8').slice(0, 9));
    expect((await ask()).ids).toEqual(newestFirst(5, 250));
  });

  test('is not taken for another', async () => {
    await cutOff();
    const message = await refusal(ask({ since: '2026-10-01' }));
    expect(message).toBe(
      `${folder}/h.csv.pages holds pages of another import that was cut off; repeat that one to go on with it, or remove the file`,
    );
    appendFileSync(`${folder}/h.csv.pages`, '');
    expect(existsSync(`${folder}/h.csv.pages`)).toBe(true);
  });
});

describe('a refusal says what to do', () => {
  const gitlab = { jobs: { '5': jobsOf(5, 1) }, token: TOKEN, forbidden: ['6'], groups: {} };

  test.each<[string, Partial<LiveArguments>, Readonly<Record<string, string>>, string]>([
    ['a wrong token', {}, { GITLAB_TOKEN: 'other' }, 'does not take the token in GITLAB_TOKEN (401): it is wrong, revoked or has expired'],
    ['no token', {}, {}, 'asks who you are (401); put a token with the scope read_api in GITLAB_TOKEN'],
    [
      'a project that is forbidden',
      { projects: ['6'] },
      { GITLAB_TOKEN: TOKEN },
      'does not let this token see the jobs of project 6 (403)',
    ],
    [
      'a project that is not there',
      { projects: ['a/b'] },
      { GITLAB_TOKEN: TOKEN },
      'has no project a/b that this token may see; check --project (404)',
    ],
    [
      'a group that is not there',
      { projects: [], group: 'g' },
      { GITLAB_TOKEN: TOKEN },
      'has no group g that this token may see; check --group (404)',
    ],
    ['no project at all', { projects: [] }, {}, '--url needs one of --project GROUP/NAME'],
    ['two ways', { all: true }, {}, '--url needs only one of'],
    ['an address that is none', { url: 'gitlab' }, {}, '--url gitlab: expected an address such as https://gitlab.example.com'],
    [
      'a password in the address',
      { url: 'https://a:b@gitlab.example' },
      {},
      'put the token into GITLAB_TOKEN and leave it out of the address',
    ],
    ['a token with a line in it', {}, { GITLAB_TOKEN: 'a\nb' }, 'GITLAB_TOKEN holds a blank or a character that no token has'],
    ['a time that is none', { since: 'May' }, {}, '--since May: expected a day in UTC or an instant'],
    ['times the wrong way', { since: '2026-10-02', until: '2026-10-01' }, {}, '--since 2026-10-02 is not before --until 2026-10-01'],
    [
      'a time without jobs',
      { until: '2026-01-01' },
      { GITLAB_TOKEN: TOKEN },
      'has no jobs that were created in that time in the projects asked for (1 at other times)',
    ],
  ])('%s', async (_, args, env, says) => {
    expect(await refusal(read(gitlab, args, { env }))).toContain(says);
    expect(existsSync(`${folder}/h.csv.pages`)).toBe(false);
  });

  test('and never shows the token, even where the server does', async () => {
    const message = await refusal(read({ ...gitlab, fault: on({ 0: { status: 400, message: `bad token ${TOKEN}` } }) }));
    expect(message).toContain('answered 400 (bad token [masked])');
  });

  test('a server that is no GitLab', async () => {
    const message = await refusal(read({ ...gitlab, fault: on({ 0: { status: 200 } }) }));
    expect(message).toContain("does not answer as GitLab's API does; check --url");
  });

  test('another host is not followed, for it would see the token; another path is', async () => {
    const elsewhere = { status: 302, headers: { location: 'https://evil.example/api/v4/projects' } };
    expect(await refusal(read({ ...gitlab, fault: on({ 0: elsewhere }) }))).toContain(
      'sends to https://evil.example; name that with --url',
    );
    await server?.close();
    const renamed = { status: 301, headers: { location: '/api/v4/projects/5/jobs?per_page=100' } };
    expect((await read({ ...gitlab, fault: on({ 0: renamed }) }, { projects: ['old/name'] })).ids).toEqual([5000]);
  });
});

test('on a terminal it says how far it is', async () => {
  const { err } = await read({ jobs: { '5': jobsOf(5, 120), '6': jobsOf(6, 1) } }, { projects: ['5', '6'] }, { isErrTty: true });
  expect(err.split('\r\u001B[K')).toEqual([
    '',
    'project 1 of 2, 100 jobs, back to 2026-10-04T11:40',
    'project 1 of 2, 120 jobs, back to 2026-10-04T11:20',
    'project 2 of 2, 121 jobs, back to 2026-10-05T04:00',
    '',
  ]);
});

/** Answers with a page and a link to the next, and says behind the first that nothing is left of the limit. */
class LimitedServer {
  readonly #server;

  constructor(reset: string) {
    let asked = 0;
    this.#server = createServer((request, response) => {
      asked++;
      const next = new URL(request.url ?? '', `http://${request.headers.host ?? ''}`);
      response.writeHead(200, {
        'content-type': 'application/json',
        'ratelimit-remaining': asked === 1 ? '0' : '9',
        'ratelimit-reset': reset,
        ...(asked === 1 ? { link: `<${next.href}>; rel="next"` } : {}),
      });
      response.end(JSON.stringify([gitlabJob(asked, 5)]));
    });
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
