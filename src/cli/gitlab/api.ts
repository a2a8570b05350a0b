/** The pages of GitLab's API that an import reads, one at a time. */
import { isObject, type JsonObject } from '../../history/sources/json-records.js';
import { EXIT_USAGE } from '../exit-codes.js';
import { CommandError } from '../terminal.js';
import { TOKEN_VARIABLE, withoutToken, type GitlabAddress } from './address.js';
import type { Answer, PatientFetch } from './patient-fetch.js';

/** Records on a page: the most that GitLab gives. */
const PER_PAGE = 100;
/** Status of an answer to a way of paging that the server does not know for this list. */
const NO_SUCH_PAGING = 405;

/** What a page is asked with: the parameters behind its address. */
export type Query = Readonly<Record<string, string>>;

/** A page, and what the next is asked with; undefined: there is none. */
export interface Page {
  readonly records: readonly JsonObject[];
  readonly next: Query | undefined;
}

/** Where projects are listed: in a group and the groups in it, or everywhere. */
export type ProjectList = { readonly group: string } | 'all';

/** What an import asks of a GitLab. Each method takes what the page before named, or undefined for the first. */
export interface GitlabApi {
  /** Jobs of a project with those that were retried, newest first. A `Refused` where the project's jobs may not be read. */
  jobs(project: string, query: Query | undefined): Promise<Page>;
  /** Projects by number. */
  projects(list: ProjectList, query: Query | undefined): Promise<Page>;
}

/** The server will not say: the token is wrong, or may not see this. */
export class Refused extends CommandError {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message, EXIT_USAGE);
    this.status = status;
  }
}

/** What gitbeaker gives where the answer as a whole is asked for. */
interface Expanded {
  readonly data: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Returns the API at an address. Gitbeaker knows the addresses, the words of queries and the header of the token; it is loaded here, for its start
 * takes 50 ms. How often to ask is ours: its own requester waits without heeding Retry-After, gives up at 500, and gathers all pages of a list.
 */
export async function gitlabApi(address: GitlabAddress, patient: PatientFetch): Promise<GitlabApi> {
  const [{ Groups, Jobs, Projects }, { createRequesterFn }] = await Promise.all([
    import('@gitbeaker/rest'),
    import('@gitbeaker/requester-utils'),
  ]);
  const requesterFn = createRequesterFn(
    (_, options) => Promise.resolve(options),
    async (endpoint, options = {}) => {
      const { prefixUrl, searchParams, headers } = options as {
        prefixUrl: string;
        searchParams?: string;
        headers?: Record<string, string>;
      };
      const url = new URL(endpoint, prefixUrl);
      url.search = searchParams ?? '';
      const answer = await patient.get(url, { accept: 'application/json', ...headers });
      if (answer.status >= 300) throw new Refused(answer.status, withoutToken(refusal(answer), address));
      return { ...answer, headers: { ...answer.headers }, body: recordsOf(answer, address) };
    },
  );
  // As a bearer every kind of token is taken: personal, of a project or a group, and OAuth.
  const to = {
    host: address.host,
    requesterFn,
    rateLimits: {},
    queryTimeout: null,
    ...(address.token !== undefined && { oauthToken: address.token }),
  };
  const [jobs, groups, projects] = [new Jobs(to), new Groups(to), new Projects(to)];
  // The answer as it is, one page of it.
  const one = { asStream: true, showExpanded: true } as const;
  const first = { perPage: PER_PAGE, orderBy: 'id' } as const;
  const keyset = { ...first, pagination: 'keyset' } as const;
  return {
    jobs: (project, query) =>
      keysetFirst(query, (asked) => jobs.all(project, { ...(asked ?? { ...keyset, sort: 'desc' }), ...one }), { ...first, sort: 'desc' }),
    projects: async (list, query) =>
      list === 'all'
        ? keysetFirst(query, (asked) => projects.all({ ...(asked ?? { ...keyset, sort: 'asc', simple: true }), ...one }), {
            ...first,
            sort: 'asc',
            simple: true,
          })
        : pageOf(
            await groups.allProjects(list.group, {
              ...(query ?? { ...first, sort: 'asc', simple: true, includeSubgroups: true, withShared: false }),
              ...one,
            }),
          ),
  };
}

/** Asks for the first page by keyset, and where a server has no such paging for this list by number. */
async function keysetFirst(
  query: Query | undefined,
  ask: (query: Readonly<Record<string, unknown>> | undefined) => Promise<unknown>,
  byNumber: Readonly<Record<string, unknown>>,
): Promise<Page> {
  try {
    return pageOf(await ask(query));
  } catch (error) {
    if (query !== undefined || !(error instanceof Refused) || error.status !== NO_SUCH_PAGING) throw error;
    return pageOf(await ask(byNumber));
  }
}

function pageOf(answer: unknown): Page {
  const { data, headers } = answer as Expanded;
  return { records: data as readonly JsonObject[], next: nextOf(headers['link']) };
}

/** Only the parameters of the link are taken: where to ask is not for an answer to say. */
function nextOf(link: string | undefined): Query | undefined {
  const target = /<([^>]*)>\s*;\s*rel="?next"?/u.exec(link ?? '')?.[1];
  return target === undefined || !URL.canParse(target) ? undefined : Object.fromEntries(new URL(target).searchParams);
}

function recordsOf({ body }: Answer, { host }: GitlabAddress): Record<string, unknown>[] {
  const records = parsed(body);
  if (!Array.isArray(records) || !records.every(isObject)) {
    throw new CommandError(`${host} does not answer as GitLab's API does; check --url`, EXIT_USAGE);
  }
  return records;
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** What GitLab says of a refusal, in its words. */
function refusal({ status, body }: Answer): string {
  const said = parsed(body);
  const words = isObject(said) ? (said['message'] ?? said['error']) : undefined;
  return `answered ${status}${typeof words === 'string' ? ` (${words.slice(0, 200)})` : ''}`;
}

/** Returns what is to be done about a refusal; `what` was asked for, `option` said so. */
export function refusedText({ status, message }: Refused, { host, token }: GitlabAddress, what: string, option: string): string {
  const needed = `a token with the scope read_api in ${TOKEN_VARIABLE}`;
  if (status === 401 && token === undefined) return `${host} asks who you are (401); put ${needed}`;
  if (status === 401)
    return `${host} does not take the token in ${TOKEN_VARIABLE} (401): it is wrong, revoked or has expired; put ${needed}`;
  if (status === 403)
    return `${host} does not let ${token === undefined ? 'strangers' : 'this token'} see ${what} (403); put ${needed}, of somebody who may`;
  if (status === 404) {
    const seen =
      token === undefined
        ? `that can be seen without a token; check ${option}, or put ${needed}`
        : `that this token may see; check ${option}`;
    return `${host} has no ${what.replace(/^the jobs of /u, '')} ${seen} (404)`;
  }
  return `${host} ${message} to the question for ${what}`;
}
