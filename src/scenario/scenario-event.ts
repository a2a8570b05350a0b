/** What happens during the run of a complete scenario: events, outages, failovers. */
import type { ConfigText, DurationDistribution, DurationText, ShareText } from './scenario.js';

export interface ScenarioTarget {
  readonly manager?: string;
  readonly group?: string;
}

export interface ScenarioUpgrade extends ScenarioTarget {
  readonly name: string;
  readonly runner_version: string;
  readonly timeout: DurationText;
  readonly forced: 'SIGTERM' | 'kill';
  readonly remove_machines: boolean;
  readonly install: DurationText;
}

export interface ScenarioDegradation {
  readonly boot_factor: number;
  readonly boot_failure: ShareText;
  readonly api_latency: DurationText;
}

/** Exactly one target is there. Clouds and zones have `of` (with `api` where that is `api` or `both`) or `degraded`. */
export interface ScenarioOutage {
  readonly name: string;
  readonly cloud?: string;
  readonly zone?: string;
  readonly instance?: string;
  readonly group?: string;
  readonly manager?: string;
  readonly helper?: string;
  readonly of?: 'api' | 'machines' | 'both' | 'sold_out';
  readonly api?: 'fails' | 'hangs';
  readonly degraded?: ScenarioDegradation;
  /** A limit of API calls. */
  readonly limits?: { readonly calls: number; readonly per: DurationText };
  /** An HTTP status, or none. */
  readonly answers?: 'connection_error' | number;
  readonly slower?: number;
}

export interface ScenarioEvent {
  /** Since the start of the run. */
  readonly at?: DurationText;
  readonly every?: string;
  /** Outages at drawn times. */
  readonly between?: DurationDistribution;
  /** Outages; a text where `at` or `every` is there. */
  readonly for?: DurationDistribution;
  readonly start?: ScenarioTarget;
  readonly stop?: ScenarioTarget & { readonly signal: 'SIGQUIT' | 'SIGTERM' };
  readonly kill?: ScenarioTarget;
  readonly reload?: ScenarioTarget & { readonly config: ConfigText };
  readonly change?: ScenarioTarget & { readonly config: ConfigText; readonly by: 'chef' | 'hand' };
  readonly upgrade?: ScenarioUpgrade;
  readonly pause?: { readonly runner: string };
  readonly unpause?: { readonly runner: string };
  readonly outage?: ScenarioOutage;
}

/** Values written into a config.toml, by path. */
export type ConfigValues = Readonly<Record<string, string | number | boolean | readonly string[]>>;

export interface ScenarioRule {
  readonly queue_time?: {
    readonly p: number;
    readonly above: DurationText;
    readonly over: DurationText;
    /** Absent: all. */
    readonly workloads?: readonly string[];
  };
  readonly api_failing?: string;
  readonly for: DurationText;
}

export interface ScenarioFailover {
  readonly notice: {
    readonly person?: { readonly after: DurationDistribution; readonly of: readonly string[] };
    readonly rule?: ScenarioRule;
  };
  readonly react: DurationDistribution;
  readonly unpause?: readonly string[];
  readonly start?: readonly string[];
  readonly set?: Readonly<Record<string, ConfigValues>>;
  /** Absent: it is never undone. */
  readonly back?: {
    readonly after: DurationDistribution;
    readonly when: 'trouble_over' | 'pool_ready';
    /** There where processes are started. */
    readonly remove_machines?: boolean;
  };
}
