/** Who goes first at one instant: smaller first. Where one thing causes another at the same instant, it is called directly and needs none. */

/** The measurement period opens before anything else of its instant. */
export const WINDOW = 0;
/** A job whose wait for a machine a release has ended looks when the handler of that release is done, and before anything else of its instant. */
export const WAKE = 1;
/** A job queued at the end of a request's latency can be handed out by it. */
export const ARRIVAL = 2;
/** Outages begin and end: what happens at that instant already meets them. */
export const FAULT = 3;
/** What the operator does (start, stop, kill, reload). */
export const OPERATOR = 4;
/** Ends of cloud commands: a machine that is ready at the instant of a feed is seen by it. */
export const CLOUD = 5;
/** Ends of a job's stages and updates: a worker that becomes free is free for a feed of the same instant. */
export const JOB = 6;
/** Ends of job requests. */
export const REQUEST = 7;
/** A manager's look at its configuration file. */
export const CONFIG = 8;
/** The feeder. */
export const FEED = 9;
/** GitLab's hourly sweep. */
export const SWEEP = 10;
/** Rules that people set up look at the fleet (alerts). */
export const RULE = 11;
