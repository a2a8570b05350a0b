/**
 * A second count of what entries do over time, by plain code of its own: machines by state from what a listener heard of each, and again,
 * where the rows tell it, from their instants and the times that they were booked; requests and passes one by one.
 */
import type { FleetSpec } from '../../src/fleet/fleet.js';
import type { MachineRecord } from '../../src/record/machine.js';
import type { Heard } from './watched-run.js';

const STATES = ['creating', 'idle', 'acquired', 'used', 'removing', 'unattended'] as const;
type State = (typeof STATES)[number] | 'all';
const NEVER = -1;

/** What was seen of a run, and when it ended. */
interface Seen {
  readonly machines: readonly Readonly<MachineRecord>[];
  readonly heard: Heard;
  readonly now: number;
}

/** A time at which one more or one less is counted. */
interface Step {
  readonly at: number;
  readonly by: 1 | -1;
}

interface Level {
  readonly average: number;
  readonly peak: number;
}

/** Figures of one entry of one manager. */
export interface EntryCount {
  readonly requests: number;
  readonly emptyRequests: number;
  readonly passes: number;
  readonly machinesRemoved: number;
  readonly machines: Readonly<Record<State, Level>>;
}

/** Recounts one entry of one manager from what was heard. */
export function countEntry({ warmup, horizon }: FleetSpec, { machines, heard, now }: Seen, manager: number, runner: number): EntryCount {
  const to = Math.min(horizon, now);
  const isOwn = (one: { manager: number; runner: number }): boolean => one.manager === manager && one.runner === runner;
  const requests = heard.requests.filter(isOwn);
  const steps = Object.fromEntries([...STATES, 'all'].map((state): [string, Step[]] => [state, []])) as Record<State, Step[]>;
  let machinesRemoved = 0;
  for (const { machine, requestedAt } of machines.filter(isOwn)) {
    let state: State = 'creating';
    steps.creating.push({ at: requestedAt, by: 1 });
    steps.all.push({ at: requestedAt, by: 1 });
    for (const { at, to: next } of heard.moves.get(machine) ?? []) {
      steps[state].push({ at, by: -1 });
      if (next === 'out') {
        steps.all.push({ at, by: -1 });
        // What stands unknown to its process is no record of it.
        if (state !== 'unattended' && at >= warmup) machinesRemoved++;
      } else steps[(state = next)].push({ at, by: 1 });
    }
  }
  return {
    requests: requests.filter(({ at }) => at >= warmup).length,
    emptyRequests: requests.filter(({ end, job }) => end !== NEVER && end >= warmup && job === 0).length,
    passes: heard.passes.filter((pass) => isOwn(pass) && pass.at >= warmup).length,
    machinesRemoved,
    machines: Object.fromEntries(Object.entries(steps).map(([state, own]) => [state, levelOf(own, warmup, to)])) as EntryCount['machines'],
  };
}

/** The mean and the highest number that lasted within [from, to]; of a period without length what stood at last. */
function levelOf(steps: readonly Step[], from: number, to: number): Level {
  const spans: { length: number; value: number }[] = [];
  let value = 0;
  let since = from;
  for (const { at, by } of [...steps].sort((a, b) => a.at - b.at)) {
    if (at > since) spans.push({ length: at - since, value });
    since = Math.max(since, at);
    value += by;
  }
  if (to > since) spans.push({ length: to - since, value });
  if (to <= from) return { average: value, peak: value };
  return {
    average: spans.reduce((sum, span) => sum + span.length * span.value, 0) / (to - from),
    peak: Math.max(...spans.map((span) => span.value)),
  };
}

/** Mean numbers of machines from their rows alone, where no process ends: by their instants, and by the times booked to them. Nothing of a period without length. */
export function averagesOfRows(
  { warmup, horizon }: FleetSpec,
  machines: readonly Readonly<MachineRecord>[],
  now: number,
): Record<string, number> {
  const to = Math.min(horizon, now);
  const span = (from: number, end: number): number => Math.max(0, Math.min(end === NEVER ? to : end, to) - Math.max(from, warmup));
  const mean = (time: (one: Readonly<MachineRecord>) => number): number =>
    machines.reduce((sum, one) => sum + time(one), 0) / (to - warmup);
  if (to <= warmup) return {};
  return {
    // A create that left nothing may be over before its manager takes it for failed, and holds it no more, or before the run ends.
    all: mean(({ requestedAt, readyAt, failedAt, goneAt }) =>
      span(requestedAt, goneAt === NEVER || (readyAt === NEVER && failedAt === NEVER) ? NEVER : Math.max(goneAt, failedAt)),
    ),
    creating: mean(({ requestedAt, readyAt, failedAt }) => span(requestedAt, failedAt !== NEVER ? failedAt : readyAt)),
    standing: mean(({ time }) => time.idle),
    used: mean(({ time }) => time.busy),
    // What failed to come up may have left nothing that is charged for: it is removed from its failure on.
    removing: mean(({ time, failed, failedAt, goneAt }) => (failed ? span(failedAt, goneAt) : time.teardown)),
  };
}
