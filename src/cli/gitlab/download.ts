/** Reads the jobs of a GitLab page by page into a file of pages: what is there already is not asked for again. */
import { isObject, textOf, type JsonObject } from '../../history/sources/json-records.js';
import type { Micros } from '../../units/time.js';
import { parseInstant } from '../../units/instant.js';
import { CommandError } from '../terminal.js';
import type { GitlabAddress } from './address.js';
import { Refused, refusedText, type GitlabApi, type Page, type ProjectList, type Query } from './api.js';
import type { PageFile } from './page-file.js';

/** Whose jobs are wanted, and created when. */
export interface WantedJobs {
  /** Paths or numbers, or a list of GitLab's. */
  readonly of: readonly string[] | ProjectList;
  readonly since: Micros | undefined;
  readonly until: Micros | undefined;
}

/** How far it is. */
export interface DownloadState {
  projects: number;
  projectsDone: number;
  jobs: number;
  /** When the job that was read last was created, as GitLab says it. */
  back: string;
}

/** What was read. */
export interface Downloaded {
  readonly jobs: number;
  /** Jobs on the pages that were created before `since` or from `until` on. */
  readonly outside: number;
  /** Projects of a list whose jobs may not be read. */
  readonly refused: readonly string[];
}

/** Statuses that say of one project that its jobs are nobody's, or not this token's, business; those behind it may be read all the same. */
const PASSED_OVER = new Set([403, 404]);

/** Reads what is wanted; `tell` is called behind each page. A `CommandError` says why it cannot go on: what was read until then is in the file. */
export async function download(
  api: GitlabApi,
  address: GitlabAddress,
  wanted: WantedJobs,
  pages: PageFile,
  tell: (state: DownloadState) => void,
): Promise<Downloaded> {
  const all = new Download(api, address, wanted, pages, tell);
  await all.takeUp();
  return all.run();
}

class Download {
  readonly #api: GitlabApi;
  readonly #address: GitlabAddress;
  readonly #wanted: WantedJobs;
  readonly #pages: PageFile;
  readonly #tell: (state: DownloadState) => void;
  readonly #projects = new Set<string>();
  /** What the next page of a list is asked with: undefined for the first, null behind the last. */
  #nextProjects: Query | null | undefined;
  readonly #nextJobs = new Map<string, Query | null>();
  readonly #refused: string[] = [];
  readonly #state: DownloadState = { projects: 0, projectsDone: 0, jobs: 0, back: '' };
  #outside = 0;

  constructor(api: GitlabApi, address: GitlabAddress, wanted: WantedJobs, pages: PageFile, tell: (state: DownloadState) => void) {
    this.#api = api;
    this.#address = address;
    this.#wanted = wanted;
    this.#pages = pages;
    this.#tell = tell;
  }

  /** Takes up what an import that was cut off has read. */
  async takeUp(): Promise<void> {
    for await (const line of this.#pages.lines()) {
      if ('refused' in line) this.#passOver(line.refused);
      else if ('projects' in line) {
        for (const project of line.projects) this.#projects.add(project);
        this.#nextProjects = line.next;
      } else {
        this.#count(line.jobs, line.outside);
        this.#nextJobs.set(line.project, line.next);
      }
    }
  }

  async run(): Promise<Downloaded> {
    const { of } = this.#wanted;
    if (isList(of)) await this.#list(of);
    else for (const project of of) this.#projects.add(project);
    this.#state.projects = this.#projects.size;
    for (const project of this.#projects) {
      while (this.#nextJobs.get(project) !== null) await this.#page(project);
      this.#state.projectsDone++;
    }
    return { jobs: this.#state.jobs, outside: this.#outside, refused: this.#refused };
  }

  async #list(list: ProjectList): Promise<void> {
    const what = list === 'all' ? 'projects' : `group ${list.group}`;
    while (this.#nextProjects !== null) {
      const { records, next = null } = await this.#asked(this.#api.projects(list, this.#nextProjects), what, '--group');
      const projects = records.map(({ id }) => textOf(id)).filter((id) => id !== '');
      this.#pages.add({ projects, next });
      for (const project of projects) this.#projects.add(project);
      this.#nextProjects = next;
    }
  }

  async #page(project: string): Promise<void> {
    let page: Page;
    try {
      page = await this.#api.jobs(project, this.#nextJobs.get(project) ?? undefined);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (!isList(this.#wanted.of) || !PASSED_OVER.has(error.status))
        throw this.#refusal(error, `the jobs of project ${project}`, '--project');
      this.#pages.add({ refused: project, status: error.status });
      this.#passOver(project);
      return;
    }
    const { since = -Infinity, until = Infinity } = this.#wanted;
    const created = page.records.map((job) => parseInstant(textOf(job['created_at'])));
    const jobs = page.records.filter((_, i) => created[i] === undefined || (created[i] >= since && created[i] < until)).map(neededOf);
    // They come newest first, by number: a page that lies before it all is followed by older ones only.
    const isBehind = created.length > 0 && created.every((at) => at !== undefined && at < since);
    const next = isBehind ? null : (page.next ?? null);
    const outside = created.length - jobs.length;
    this.#pages.add({ project, jobs, outside, next });
    this.#count(jobs, outside);
    this.#nextJobs.set(project, next);
    this.#tell(this.#state);
  }

  async #asked(answer: Promise<Page>, what: string, option: string): Promise<Page> {
    try {
      return await answer;
    } catch (error) {
      throw error instanceof Refused ? this.#refusal(error, what, option) : error;
    }
  }

  #refusal(refused: Refused, what: string, option: string): CommandError {
    return new CommandError(refusedText(refused, this.#address, what, option), refused.exitCode);
  }

  #passOver(project: string): void {
    this.#refused.push(project);
    this.#nextJobs.set(project, null);
  }

  #count(jobs: readonly JsonObject[], outside: number): void {
    this.#state.jobs += jobs.length;
    this.#state.back = textOf(jobs.at(-1)?.['created_at']) || this.#state.back;
    this.#outside += outside;
  }
}

function isList(of: WantedJobs['of']): of is ProjectList {
  return of === 'all' || 'group' in of;
}

/** What an import takes of a job: commits, people and artifacts stay where they are. */
const NEEDED = ['id', 'status', 'name', 'stage', 'created_at', 'started_at', 'finished_at', 'duration', 'queued_duration', 'tag_list'];

function neededOf(job: JsonObject): JsonObject {
  const { pipeline, runner } = job;
  return {
    ...Object.fromEntries(NEEDED.map((key) => [key, job[key]])),
    pipeline: partOf(pipeline, ['id', 'project_id']),
    runner: partOf(runner, ['id', 'description']),
  };
}

function partOf(value: unknown, keys: readonly string[]): JsonObject | null {
  return isObject(value) ? Object.fromEntries(keys.map((key) => [key, value[key]])) : null;
}
