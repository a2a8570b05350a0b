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
/** A scaler's look at its cloud sees what has come to its end there. */
export const UPDATE = 6;
/** Ends of ready commands: an instance that is ready serves whoever looks for a slot at that instant. */
export const READY = 7;
/** Ends of a job's stages. */
export const JOB = 8;
/** Ends of jobs: a worker that becomes free is free for a feed of the same instant, and a place that is given back for an answer. */
export const JOB_OVER = 9;
/** Ends of job requests. */
export const REQUEST = 10;
/** Ends of updates "running": the request slot is free for the next offer. */
export const RUNNING = 11;
/** A job begins to look for its place: after all that asks for further jobs at that instant. */
export const SEEK = 12;
/** What is given at the instant at which the patience of whoever waits for it ends is not too late. */
export const TIMEOUT = 13;
/** A manager's look at its configuration file. */
export const CONFIG = 14;
/** Scale passes and feeds, in this order. */
export const FEED = 15;
/** GitLab's hourly sweep. */
export const SWEEP = 16;
/** Rules that people set up look at the fleet (alerts). */
export const RULE = 17;
