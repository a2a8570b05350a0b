/** A complete scenario: the input language with every default filled in, so that it can be written, run again, and stays what it is. */
import type { z } from 'zod';
import type { ScenarioCloud } from './scenario-cloud.js';
import type { ScenarioEvent, ScenarioFailover } from './scenario-event.js';
import type { ScenarioService, ScenarioMonitoring, ScenarioTransfers } from './scenario-services.js';
import type { planSchema } from './schema/plan.js';
import type { DistributionInput } from './schema/distribution-kinds.js';
import type { TagSeparator } from '../trace/dialect.js';
import type { TraceColumn } from '../trace/columns.js';

/** A duration with its unit, such as `1m30s`. */
export type DurationText = string;
/** A share as a percentage, such as `0.5%`. */
export type ShareText = string;
export type DurationDistribution = DistributionInput<string>;
export type CountDistribution = DistributionInput<number>;

export interface Scenario {
  readonly name: string;
  /** RFC 3339, UTC. */
  readonly start: string;
  readonly timezone: string;
  readonly horizon: DurationText;
  readonly warmup: DurationText;
  readonly replications: number;
  readonly instances: Readonly<Record<string, ScenarioInstance>>;
  readonly runners: Readonly<Record<string, ScenarioRunner>>;
  readonly clouds: Readonly<Record<string, ScenarioCloud>>;
  readonly helpers?: Readonly<Record<string, ScenarioService>>;
  readonly monitoring?: ScenarioMonitoring;
  readonly managers: Readonly<Record<string, ScenarioManager>>;
  readonly workloads: Readonly<Record<string, ScenarioWorkload>>;
  /** Absent: there is none. */
  /** Absent: the load is as it is. */
  readonly scale?: ScenarioScale;
  readonly teams?: Readonly<Record<string, ScenarioTeam>>;
  readonly events: readonly ScenarioEvent[];
  /** Absent: there is none. */
  readonly failover?: Readonly<Record<string, ScenarioFailover>>;
  /** Absent: nothing is changed by chef. */
  readonly chef?: { readonly interval: DurationText };
  readonly thresholds: Readonly<Record<string, readonly string[]>>;
  /** As it was written: it decides nothing of a run. Absent: there is none. */
  readonly plan?: ScenarioPlan;
  readonly limits: { readonly events: number; readonly pending: number };
  readonly timeline: { readonly bin: DurationText };
  readonly allow_unmatched_jobs: boolean;
}

/** What `runcast plan` is to do. */
export type ScenarioPlan = z.infer<typeof planSchema>;

export interface ScenarioInstance {
  readonly url?: string;
  readonly request_latency: DurationText;
  readonly update_latency: DurationText;
  readonly final_update_latency: DurationText;
  readonly long_polling: DurationText;
  readonly long_poll_wake: 'rails' | 'empty' | 'job';
  readonly fair_usage: boolean;
  readonly cancel_pending: boolean;
  readonly http_retries?: number;
  readonly trace: {
    readonly output: 'off' | 'silent' | 'chatty';
    readonly patch_latency: DurationText;
    readonly touch_latency: DurationText;
    readonly update_interval: DurationText;
  };
}

/** Patterns of the projects of a team; * stands for any characters. */
export interface ScenarioTeam {
  readonly projects: readonly string[];
}

export interface ScenarioRunner {
  readonly instance: string;
  readonly token?: string;
  readonly type: 'instance' | 'group' | 'project';
  readonly tags: readonly string[];
  readonly run_untagged: boolean;
  readonly protected: boolean;
  readonly projects?: readonly string[];
  readonly paused: boolean;
}

/** A config.toml inlined. */
export interface ConfigText {
  readonly file: string;
  readonly text: string;
}

export interface ScenarioReplica {
  readonly zone?: string;
  readonly start_offset: DurationText;
}

export interface ScenarioEntry {
  /** A runner's name, or `ignore`. */
  readonly runner: string;
  readonly zone?: string;
  readonly machine_type?: string;
}

export interface ScenarioManager {
  readonly config: ConfigText;
  readonly runner_version: string;
  readonly timezone: string;
  readonly replicas: readonly ScenarioReplica[];
  readonly running: boolean;
  /** Absent: Linux. */
  readonly os?: 'windows';
  readonly config_check: DurationText;
  /** A duration or `off`. */
  readonly command_timeout: DurationText;
  /** Without a zone it is that of the replica, where its cloud has it. */
  readonly host?: { readonly cloud: string; readonly zone?: string; readonly machine_type: string };
  readonly entries: Readonly<Record<string, ScenarioEntry>>;
}

/** A constant rate as text, or a rate per hour for each hour of the week. */
export type ScenarioRate = string | { readonly per_hour_of_week: readonly number[] };

/** What becomes of some jobs of a history: the first four keys say of which, one of the others what. */
export interface ScenarioChange {
  readonly projects?: readonly string[];
  readonly tagged?: readonly string[];
  /** A cron expression, with how long after it a pipeline may begin and the zone of it. */
  readonly pipelines_of?: string;
  readonly within?: DurationText;
  readonly timezone?: string;
  readonly tags?: { readonly replace?: readonly string[]; readonly add?: readonly string[]; readonly remove?: readonly string[] };
  readonly scale?: ScenarioHistory['scale'];
  readonly drop?: true;
  readonly spread?: DurationText;
}

/** Factors on the load. */
export interface ScenarioScale {
  readonly pipelines?: number;
  readonly workloads?: Readonly<Record<string, number>>;
  readonly projects?: Readonly<Record<string, number>>;
}

/** How the jobs of a history are read. */
export interface ScenarioHistory {
  readonly file: string;
  /** Every column that is used, with its name in the file. */
  readonly columns: Readonly<Partial<Record<TraceColumn, string>>>;
  /** Up to 1 a number. */
  readonly scale: number | { readonly pipelines: number; readonly spread: DurationText };
  /** Absent: none. */
  readonly changes?: readonly ScenarioChange[];
  readonly duration_includes: 'preparation' | 'none';
  readonly history_boot: DurationText;
  /** Absent: times without a zone are wrong. */
  readonly timezone?: string;
  /** Absent: blanks, commas and semicolons. */
  readonly tag_separator?: TagSeparator;
  readonly max_bad_rows: ShareText;
}

export interface ScenarioTrace extends ScenarioHistory {
  readonly shift: DurationText;
  readonly loop: boolean | DurationText;
  readonly align: 'start' | 'clock';
}

/** Without a `timezone` its days are those of the zone of the scenario. */
export interface ScenarioResample extends ScenarioHistory {
  readonly unit: 'day';
}

export type ScenarioPopularity = 'uniform' | { readonly zipf: number };

export interface ScenarioProjects {
  readonly names?: readonly string[];
  readonly count?: number;
  readonly prefix?: string;
  readonly popularity: ScenarioPopularity;
}

export interface ScenarioClass {
  readonly weight: number;
  readonly duration: DurationDistribution;
  readonly tags: readonly string[];
  readonly protected: boolean;
  readonly failure: ShareText;
}

export interface ScenarioSchedule {
  /** A cron expression. */
  readonly at: string;
  readonly timezone: string;
  readonly pipelines: CountDistribution;
  /** Absent: the pipelines have the stages of the workload. */
  readonly jobs?: CountDistribution;
  readonly jitter: DurationText;
  /** A cron expression, in UTC. */
  readonly worker?: string;
}

/** A stage of each pipeline: either a duration with what its jobs ask for, or classes that have all of that themselves. */
export interface ScenarioStage {
  readonly name: string;
  readonly jobs: CountDistribution;
  readonly needs: readonly string[];
  readonly delay: DurationDistribution;
  readonly duration?: DurationDistribution;
  readonly tags?: readonly string[];
  readonly protected?: boolean;
  readonly failure?: ShareText;
  readonly classes?: Readonly<Record<string, ScenarioClass>>;
  readonly allow_failure: boolean;
  readonly interruptible: boolean;
}

export interface ScenarioRetry {
  readonly max: number;
  readonly when: readonly ('failed' | 'runner_system_failure' | 'timed_out' | 'stuck')[];
}

export interface ScenarioWorkload {
  readonly instance: string;
  /** Absent: its own. */
  readonly draws?: string;
  /** Absent: the history's own. */
  readonly projects?: ScenarioProjects;
  readonly tags: readonly string[];
  readonly protected: boolean;
  readonly pipelines?: {
    readonly rate: ScenarioRate;
    /** Absent: they have stages. */
    readonly jobs?: CountDistribution;
    readonly timezone: string;
    readonly daily_variation?: { readonly cv: number; readonly distribution: 'gamma' | 'lognormal' };
    readonly supersedes?: ShareText;
    readonly stages?: readonly ScenarioStage[];
  };
  readonly every?: {
    readonly interval: DurationText;
    readonly first: DurationText;
    readonly count?: number;
    readonly jobs?: CountDistribution;
    readonly supersedes?: ShareText;
    readonly stages?: readonly ScenarioStage[];
  };
  readonly burst?: { readonly at: DurationText; readonly jobs: number };
  readonly schedules?: Readonly<Record<string, ScenarioSchedule>>;
  readonly trace?: ScenarioTrace;
  readonly resample?: ScenarioResample;
  readonly max_jobs?: number | 'unlimited';
  readonly duration?: DurationDistribution;
  readonly classes?: Readonly<Record<string, ScenarioClass>>;
  readonly failure: ShareText;
  readonly start: DurationText;
  readonly stages: {
    readonly prepare: DurationText;
    readonly prepare_script: DurationText;
    readonly get_sources: DurationText;
    readonly cleanup: DurationText;
  };
  readonly prepare_when_over: DurationText;
  readonly timeout: DurationText;
  readonly retry?: ScenarioRetry;
  readonly transfers?: ScenarioTransfers;
}

/** A default that was used: where, which, and why it deserves a word. */
export interface DefaultUsed {
  readonly path: string;
  readonly value: string;
  readonly note?: string;
}
