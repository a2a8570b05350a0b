/** A local server that answers as GitLab's API does: pages by keyset and by number with their links, tokens, refusals, and whatever goes wrong. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the server says instead of the answer; `tear` ends the connection in the middle of it, `hang` never answers. */
export type Fault =
  'tear' | 'hang' | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly message?: string };

export interface FakeGitlab {
  /** Jobs by project, oldest first. */
  readonly jobs: Readonly<Record<string, readonly object[]>>;
  /** Numbers of projects by their paths. */
  readonly paths?: Readonly<Record<string, string>>;
  /** Projects by group. */
  readonly groups?: Readonly<Record<string, readonly string[]>>;
  /** The token that it takes; undefined: whoever asks may see all. */
  readonly token?: string;
  /** Projects whose jobs are forbidden. */
  readonly forbidden?: readonly string[];
  /** Whether jobs can be paged by keyset (since GitLab 15.9). */
  readonly hasKeyset?: boolean;
  /** What goes wrong with which question, from 0. */
  readonly fault?: (question: number, url: URL) => Fault | undefined;
}

/** Headers that answers have besides. */
const TYPE = { 'content-type': 'application/json' };

/** A GitLab that runs until it is closed. */
export class GitlabServer {
  readonly #server: Server;
  readonly #gitlab: FakeGitlab;
  /** The questions it was asked, without the address: `GET /projects/5/jobs?...`. */
  readonly asked: string[] = [];
  /** The names of the headers that held a token. */
  readonly tokens = new Set<string>();

  constructor(gitlab: FakeGitlab) {
    this.#gitlab = gitlab;
    this.#server = createServer((request, response) => this.#answer(request, response));
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '', this.url);
    const question = this.asked.push(`${request.method ?? ''} ${url.pathname.replace('/api/v4', '')}${url.search}`) - 1;
    const fault = this.#gitlab.fault?.(question, url);
    if (fault === 'hang') return;
    if (fault === 'tear') {
      response.writeHead(200, { ...TYPE, 'content-length': '1000' });
      response.write('[{"id":', () => response.destroy());
      return;
    }
    if (fault !== undefined) {
      response.writeHead(fault.status, { ...TYPE, ...fault.headers });
      response.end(JSON.stringify({ message: fault.message ?? String(fault.status) }));
      return;
    }
    const { status, body, headers } = this.#found(url, this.#tokenOf(request));
    response.writeHead(status, { ...TYPE, ...headers });
    response.end(JSON.stringify(body));
  }

  #tokenOf({ headers }: IncomingMessage): string | undefined {
    for (const name of ['authorization', 'private-token']) if (headers[name] !== undefined) this.tokens.add(name);
    return headers.authorization?.replace(/^Bearer /u, '') ?? (headers['private-token'] as string | undefined);
  }

  #found(url: URL, token: string | undefined): Found {
    const { jobs, paths = {}, groups = {}, forbidden = [], hasKeyset = true } = this.#gitlab;
    if (this.#gitlab.token !== undefined && token !== this.#gitlab.token) return said(401, '401 Unauthorized');
    const [, , , kind, name = '', list] = url.pathname.split('/').map(decodeURIComponent);
    if (kind === 'projects' && list === 'jobs') {
      const id = paths[name] ?? name;
      if (forbidden.includes(id)) return said(403, '403 Forbidden');
      const found = jobs[id];
      if (found === undefined) return said(404, '404 Project Not Found');
      if (url.searchParams.get('pagination') === 'keyset' && !hasKeyset) {
        return said(405, 'Keyset pagination is not yet available for this type of request');
      }
      return paged(url, [...found].reverse(), 'cursor');
    }
    if (kind === 'projects') return paged(url, Object.keys(jobs).map(numbered), 'id_after');
    const members = groups[name];
    return kind === 'groups' && members !== undefined ? paged(url, members.map(numbered), 'page') : said(404, '404 Group Not Found');
  }
}

interface Found {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

function said(status: number, message: string): Found {
  return { status, body: { message } };
}

function numbered(id: string): object {
  return { id: Number(id), name: `project ${id}` };
}

/** A page, with a link to the next where there is one: by `key` where keyset was asked for, else by number. */
function paged(url: URL, records: readonly object[], key: 'cursor' | 'id_after' | 'page'): Found {
  const query = url.searchParams;
  const size = Number(query.get('per_page') ?? '20');
  const isKeyset = key !== 'page' && query.get('pagination') === 'keyset';
  const idOf = (record: object | undefined): string => String((record as { id?: number }).id);
  const after = query.get(key);
  const last = key === 'cursor' && after !== null ? (JSON.parse(Buffer.from(after, 'base64').toString()) as { id: string }).id : after;
  const from = isKeyset ? 1 + records.findIndex((record) => idOf(record) === last) : (Number(query.get('page') ?? '1') - 1) * size;
  const body = records.slice(from, from + size);
  if (from + size >= records.length) return { status: 200, body };
  const next = new URL(url);
  const id = idOf(body.at(-1));
  if (isKeyset) next.searchParams.set(key, key === 'cursor' ? Buffer.from(JSON.stringify({ id, _kd: 'n' })).toString('base64') : id);
  else next.searchParams.set('page', String(from / size + 2));
  return { status: 200, body, headers: { link: `<${next.href}>; rel="next"` } };
}

/** Returns a job as the Jobs API tells it: number `id`, created `id` minutes into October 2026. */
export function gitlabJob(id: number, project: number): object {
  const at = (seconds: number): string => new Date(Date.UTC(2026, 9, 1) + id * 60_000 + seconds * 1000).toISOString();
  return {
    id,
    status: 'success',
    stage: 'test',
    name: `unit ${id % 3}`,
    created_at: at(0),
    started_at: at(12.5),
    finished_at: at(72.5),
    duration: 60,
    queued_duration: 2.5,
    tag_list: ['docker'],
    user: { username: 'somebody' },
    commit: { message: 'private words' },
    pipeline: { id: Math.floor(id / 4), project_id: project, status: 'success' },
    runner: { id: 7, description: 'runner-7' },
  };
}
