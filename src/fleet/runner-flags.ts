/** What the versions of the runner do differently: one flag a behaviour of the version matrix (docs/explanation/runner-versions.md), true where it is new. */
export interface RunnerFlags {
  /** 11.1: a good check of a machine is remembered for five minutes. */
  readonly remembersChecks: boolean;
  /** A machine obtained inside a job is released before the final update, not after it. */
  readonly releasesObtainedFirst: boolean;
  /** A stopping process ends its open job requests. */
  readonly stopCutsRequests: boolean;
  /** Jobs have the stage cleanup_file_variables. */
  readonly cleanupStage: boolean;
  /** A failed request is answered at once (retries are the HTTP layer's); before, a growing pause keeps its worker and slots. */
  readonly retriesOutsideRequest: boolean;
  readonly connectionErrorIsUnhealthy: boolean;
  /** 12.5: machines whose directory does not exist yet are counted. */
  readonly seesCreatingWithoutDirectory: boolean;
  /** 13.6: a job that waits for its machine takes any that becomes free; before, its own only. */
  readonly sharesMachines: boolean;
  /** 14.3: a failed create has failed; before, up to three provision commands follow (13.11: unless a feature flag skips them). */
  readonly creationFailsAtOnce: boolean;
  /** 14.6: the idle test of the walk counts available machines; before, idle ones only. */
  readonly idleTestCountsAvailable: boolean;
  /** 15.6: a removal that begins at the very end of the process has its stop command started. */
  readonly shutdownStep: boolean;
  /** 16.5: without an idle pool `limit` and MaxGrowthRate hold a request back. */
  readonly onDemandRespectsLimit: boolean;
  /** 17.9: limit, then request slot, then the pass. */
  readonly passAfterRequestSlot: boolean;
  /** 18.0 */
  readonly adaptiveRequestConcurrency: boolean;
  /** 18.5: the update "running" is made while the request slot is held. */
  readonly runningUpdateInSlot: boolean;
  /** 18.9 */
  readonly strictCheckInterval: boolean;
  /** 18.10 */
  readonly shutdownDrain: boolean;
  /** 19.0: adaptive value x 0.5 for retried requests. */
  readonly adaptiveHalvesOnRetry: boolean;
  /** 19.0: the pause between the attempts of a job can be cut. */
  readonly attemptPauseIsCut: boolean;
  /** 19.0: a job in `prepare_script` at SIGTERM is carried to that stage's end; before, to the end of `prepare` only. */
  readonly sigtermWaitsForPrepareScript: boolean;
  /** 19.1: removals are given up after MaxRemovalAttempts. */
  readonly removalGivesUp: boolean;
  /** 19.1: a job aborted by SIGTERM is `interrupted` and no system failure. */
  readonly interruptedResult: boolean;
}
