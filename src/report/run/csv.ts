/** Rows of `jobs.csv`, `machines.csv` and `timeline.csv`. Times are seconds since the start with six decimals; an instant that has not come is an empty cell. */
import type { Timeline } from '../../results/run-result.js';
import type { Cast } from '../../record/cast.js';
import type { JobRecord } from '../../record/job.js';
import type { MachineRecord } from '../../record/machine.js';
import { NOT_YET } from '../../record/not-yet.js';
import { PREPARATION_PARTS } from '../../record/preparation.js';
import { WAIT_CAUSES } from '../../record/wait-causes.js';
import { SECOND, type Micros } from '../../units/time.js';

export const JOB_COLUMNS = [
  'job,workload,instance,project,arrived_at,queued_at,started_at,script_at,finished_at,status,runner,group,manager,machine,machine_use',
  'failure_reason,pipeline,attempt,overtaken',
  'tags,trace_job,trace_line',
  ...WAIT_CAUSES.map((cause) => `wait_${cause}`),
  'wait_in_outage',
  ...PREPARATION_PARTS.map((part) => `prep_${part}`),
].join(',');
export const MACHINE_COLUMNS =
  'machine,runner,group,manager,cloud,zone,machine_type,requested_at,create_at,ready_at,removing_at,gone_at,uses,reason_created,reason_removed,billed_seconds,cost,died_at,death,orphaned_at';
export const TIMELINE_COLUMNS = 'time,signal,workload,group,manager,runner,cause,cloud,average';
/** Put in front of the others where the rows of several replications share a file. */
export const REPLICATION_COLUMN = 'replication';

/** Returns whole micros as seconds with six decimals. */
export function secondsCell(us: Micros): string {
  if (us === NOT_YET) return '';
  const whole = Math.floor(us / SECOND);
  return `${whole}.${String(us - whole * SECOND + SECOND).slice(1)}`;
}

/** What begins a formula in a spreadsheet, also behind blanks and in full width. */
const FORMULA = /^[\s\u00a0\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]/u;
/** Commands to a terminal, and signs that turn the direction of reading; a line break is none. */
const UNSEEN = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/**
 * Returns a text as a cell: quoted as RFC 4180 says where it holds a comma, a quote or a line break. Control characters become question marks, and what
 * a spreadsheet would take for a formula gets an apostrophe in front.
 */
export function textCell(text: string): string {
  const seen = text.replace(UNSEEN, '?');
  const safe = FORMULA.test(seen) ? `'${seen}` : seen;
  return /[",\r\n]|^\s|\s$/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Makes rows of records. Each row ends in a line break. */
export interface RowFormat {
  job(record: Readonly<JobRecord>): string;
  machine(record: Readonly<MachineRecord>): string;
}

/** Returns the format of rows for a cast; names are turned into cells once. With a replication each row begins with it. */
export function rowFormat(cast: Cast, replication?: number): RowFormat {
  const head = replication === undefined ? '' : `${replication},`;
  const workloads = cast.workloads.map(({ name, instance }) => `${textCell(name)},${textCell(cast.instances[instance] ?? '')}`);
  const projects = cast.projects.map(({ name }) => textCell(name));
  const runners = cast.runners.map(({ name }) => textCell(name));
  const managers = cast.managers.map(({ name, group }) => `${textCell(cast.groups[group] ?? '')},${textCell(name)}`);
  const zones = cast.zones.map(({ name, cloud }) => `${textCell(cast.clouds[cloud] ?? '')},${textCell(name)}`);
  const types = cast.machineTypes.map(({ name }) => textCell(name));
  const known = new Map<readonly string[], string>();
  // The jobs of a class share their list of tags.
  const tagsCell = (tags: readonly string[]): string => {
    let cell = known.get(tags);
    if (cell === undefined) known.set(tags, (cell = textCell(tags.join(' '))));
    return cell;
  };
  const prices = cast.machineTypes.map(({ pricePerHour }) => pricePerHour);
  return {
    job(r) {
      const times = `${secondsCell(r.arrivedAt)},${secondsCell(r.queuedAt)},${secondsCell(r.startedAt)},${secondsCell(r.scriptAt)},${secondsCell(r.finishedAt)}`;
      const place = `${runners[r.runner] ?? ''},${managers[r.manager] ?? ','}`;
      const machine = r.machine === 0 ? ',' : `${r.machine},${r.machineUse}`;
      const reason = r.failureReason === 'none' ? '' : r.failureReason;
      const kin = `${reason},${r.pipeline === 0 ? '' : r.pipeline},${r.attempt},${r.overtaken}`;
      const origin = `${tagsCell(r.tags)},${textCell(r.traceJob)},${r.traceLine === 0 ? '' : r.traceLine}`;
      const own = `${head}${r.job},${workloads[r.workload]!},${projects[r.project]!},${times},${r.status},${place},${machine},${kin},${origin}`;
      return `${own}${partCells(r.waits)},${secondsCell(r.inOutage)}${partCells(r.preparation)}\n`;
    },
    machine(r) {
      const place = `${runners[r.runner]!},${managers[r.manager]!},${zones[r.zone] ?? ','},${types[r.machineType] ?? ''}`;
      const times = `${secondsCell(r.requestedAt)},${secondsCell(r.createAt)},${secondsCell(r.readyAt)},${secondsCell(r.removingAt)},${secondsCell(r.goneAt)}`;
      const removed = r.reasonRemoved === 'none' ? '' : r.reasonRemoved;
      const ended = `${secondsCell(r.diedAt)},${r.death === 'none' ? '' : r.death},${secondsCell(r.orphanedAt)}`;
      const cost = ((r.billed / SECOND) * (prices[r.machineType] ?? 0)) / 3600;
      return `${head}${r.machine},${place},${times},${r.uses},${r.reasonCreated},${removed},${secondsCell(r.billed)},${cost},${ended}\n`;
    },
  };
}

/** Most parts of most jobs are nought, and need not be divided. */
function partCells(parts: Readonly<Float64Array>): string {
  let cells = '';
  for (let i = 0; i < parts.length; i++) cells += parts[i] === 0 ? ',0.000000' : `,${secondsCell(parts[i]!)}`;
  return cells;
}

/** Yields the rows of a timeline, signal by signal, bin by bin; `time` is the start of the bin. */
export function* timelineRows(timeline: Timeline, replication?: number): Generator<string> {
  const head = replication === undefined ? '' : `${replication},`;
  const width = Math.round(timeline.binSeconds * SECOND);
  for (const { name, workload, group, manager, runner, cause, cloud, averages } of timeline.signals) {
    const labels = [workload, group, manager, runner, cause, cloud].map((label) => textCell(label ?? '')).join(',');
    for (const [bin, average] of averages.entries()) yield `${head}${secondsCell(bin * width)},${name},${labels},${average}\n`;
  }
}
