/** A job as a source tells it: texts as they stand there, empty where it says nothing. */

/** What may be told of a job. */
export interface ToldJob {
  readonly job: string;
  readonly pipeline: string;
  readonly project: string;
  readonly name: string;
  readonly stage: string;
  readonly tags: readonly string[];
  readonly protected: string;
  readonly runner: string;
  readonly status: string;
  /** Which try of the job it is, from 1; empty: the source does not count them. */
  readonly attempt: string;
  readonly created_at: string;
  readonly queued_at: string;
  readonly queued_duration: string;
  readonly started_at: string;
  readonly finished_at: string;
  readonly duration: string;
}

/** A job of which nothing is told. */
export const UNTOLD: ToldJob = {
  job: '',
  pipeline: '',
  project: '',
  name: '',
  stage: '',
  tags: [],
  protected: '',
  runner: '',
  status: '',
  attempt: '',
  created_at: '',
  queued_at: '',
  queued_duration: '',
  started_at: '',
  finished_at: '',
  duration: '',
};

/** Where a job stands in its source: a line, or the how-manieth record. */
export type Place = number;

/** Receives what a source tells. */
export interface ToldSink {
  job(told: ToldJob, place: Place): void;
  /** A piece of the source that no job can be read from. */
  unreadable(message: string, place: Place): void;
}
