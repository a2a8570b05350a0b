/** `runcast outage`: when an outage would hurt most, and what outages leave of a year's availability. */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { outageCsv } from '../../report/outage/csv.js';
import { outageText } from '../../report/outage/text.js';
import type { DistributionSpec } from '../../sim/random/index.js';
import { redactedSet } from '../../scenario/settings/set-text.js';
import type { Method } from '../../study/method/method.js';
import { PlainRunCut, studyOutages } from '../../study/method/outage.js';
import type { OutageResult } from '../../study/outage/outage-result.js';
import { DEFAULT_DURATION, DEFAULT_ROOM, defaultDurations, tooManyOutages } from '../../study/outage/plan.js';
import { weekOfStarts, type Held } from '../../study/outage/held.js';
import { outageQuestion, planOutages, type OutageQuestion } from '../../study/outage/question.js';
import { quote } from '../../units/shell-word.js';
import type { Slo } from '../../study/thresholds/slo.js';
import { effectOf, parseTarget, TARGET_WORDS, type ApiDown, type OutagePart } from '../../study/outage/target.js';
import { durationText } from '../../units/duration.js';
import type { Micros } from '../../units/time.js';
import { EXIT_LIMIT, EXIT_OK, EXIT_USAGE } from '../exit-codes.js';
import { openChecked, type CheckedScenario, type ScenarioArguments } from '../input/open-checked.js';
import { OutputFolder } from '../output/output-folder.js';
import { filesRead, refuseInputIn } from '../output/own-inputs.js';
import { isPlain, painter, wantsColour } from '../paint.js';
import { playShard, playWatched, type PlayArguments } from '../play-study.js';
import { CommandError, type Terminal } from '../terminal.js';
import { version } from '../version.js';

/** Arguments of `outage`; what is undefined has a default that depends on the scenario or on other arguments. */
export interface OutageArguments extends ScenarioArguments, PlayArguments {
  readonly target: string;
  readonly of: OutagePart | undefined;
  readonly api: ApiDown | undefined;
  readonly every: Micros;
  readonly lengths: readonly Micros[] | undefined;
  readonly room: Micros | undefined;
  readonly slo: Slo | undefined;
  readonly years: number;
  readonly between: DistributionSpec | undefined;
  readonly duration: DistributionSpec | undefined;
  readonly seed: number | string;
  readonly replications: number;
  /** Whether a scenario that is shorter than a week is played for one. */
  readonly week: boolean;
  readonly out: string | undefined;
  readonly json: boolean;
  readonly noColour: boolean;
  /** The options as they were typed, for the line that repeats the study. */
  readonly typed: readonly (readonly [option: string, value: string])[];
}

/** Runs the command and returns the exit code. */
export async function outage(terminal: Terminal, args: OutageArguments): Promise<number> {
  const input = rereadable(terminal);
  const opened = await openChecked(input, args);
  if (opened === undefined) return EXIT_USAGE;
  refuseInputIn(args.out, filesRead(args.scenario, opened));
  const week = await withWholeWeek(input, args, opened);
  if (week === undefined) return EXIT_USAGE;
  const question = questionOf(args, week);
  const plan = planOutages(question);
  if (plan.sweeps.every((cells) => cells.length === 0)) {
    const shortest = durationText(Math.min(...question.durations));
    const measured = durationText(question.fleet.horizon - question.fleet.warmup);
    const what = `the measured ${measured} of the scenario hold no outage of ${shortest}`;
    throw new CommandError(`${what}; expected room for one start; give a shorter --for, or a longer --set horizon=...`, EXIT_USAGE);
  }
  const method = studyOutages(question, plan);
  if (args.shard !== undefined) return playShard(terminal, { ...args, shard: args.shard }, method);
  const result = await study(terminal, args, method);
  await terminal.out(
    args.json ? `${JSON.stringify(result)}\n` : outageText(result, painter(wantsColour(terminal, args.noColour)), isPlain(terminal)),
  );
  if (args.out !== undefined && !args.quiet) terminal.err(`written to ${args.out}\n`);
  return result.isCut ? EXIT_LIMIT : EXIT_OK;
}

/** A scenario, and what part of the week it holds, where that is not the whole. */
interface Week {
  readonly checked: CheckedScenario;
  readonly held?: Held | undefined;
}

/** Returns a scenario that goes on for as long as the last start of a week needs. Undefined where the longer one has errors, which are then on standard error. */
async function withWholeWeek(terminal: Terminal, args: OutageArguments, checked: CheckedScenario): Promise<Week | undefined> {
  const longest = Math.max(...(args.lengths ?? defaultDurations(args.duration ?? DEFAULT_DURATION)));
  const { held, longer } = weekOfStarts(checked, longest, args.room ?? DEFAULT_ROOM);
  if (longer === undefined || !args.week) return { checked, held };
  const opened = await openChecked(terminal, { ...args, quiet: true, yes: true, set: [...args.set, `horizon=${durationText(longer)}`] });
  return opened === undefined ? undefined : { checked: { ...checked, fleet: opened.fleet, origin: opened.origin } };
}

/** The same terminal, whose standard input can be read again. */
function rereadable(terminal: Terminal): Terminal {
  let input: Promise<string> | undefined;
  return { ...terminal, readInput: (most) => (input ??= terminal.readInput(most)) };
}

function questionOf(args: OutageArguments, { checked, held }: Week): OutageQuestion {
  const target = parseTarget(args.target, checked.fleet);
  if (typeof target === 'string') throw new CommandError(`--target ${args.target}: ${target}`, EXIT_USAGE);
  const isCloud = target.kind === 'cloud' || target.kind === 'zone';
  if (!isCloud && (args.of !== undefined || args.api !== undefined)) {
    throw new CommandError(
      `--${args.of === undefined ? 'api' : 'of'} is for clouds and zones; leave it out for ${TARGET_WORDS[target.kind]}=`,
      EXIT_USAGE,
    );
  }
  if (args.of === 'machines' && args.api !== undefined) {
    throw new CommandError('--api says how an API is down, and --of machines leaves it up; give one of the two', EXIT_USAGE);
  }
  const { seed, replications, every, lengths: durations, room, slo, years, between, duration } = args;
  const idle = between !== undefined ? 'between' : duration !== undefined && durations !== undefined ? 'duration' : undefined;
  if (years === 0 && idle !== undefined)
    throw new CommandError(`--${idle} is of drawn outages, and --years 0 draws none; give one of the two`, EXIT_USAGE);
  const question = outageQuestion(checked, {
    file: args.scenario,
    runcast: version(),
    rerun: rerun(args),
    target,
    effect: effectOf(target.kind, args.of, args.api),
    thresholds: checked.thresholds,
    held,
    seed,
    replications,
    every,
    durations,
    room,
    slo,
    years,
    between,
    duration,
  });
  const tooMany = tooManyOutages(question);
  if (tooMany === undefined) return question;
  throw new CommandError(`${tooMany}; give a longer --between or --duration, or fewer --years`, EXIT_USAGE);
}

/** Plays every run; with `--out` the folder is complete when this returns, and untouched when it throws. */
async function study(terminal: Terminal, args: OutageArguments, method: Method<OutageResult>): Promise<OutageResult> {
  const folder = args.out === undefined ? undefined : new OutputFolder(args.out);
  const release = terminal.onInterrupt(() => folder?.discard());
  try {
    const result = await playWatched(terminal, args, method);
    if (folder !== undefined) await write(folder, result);
    return result;
  } catch (error) {
    if (!(error instanceof PlainRunCut)) throw error;
    const limit = error.end === 'max_events' ? 'the limit on events' : 'the limit on pending jobs';
    throw new CommandError(
      `without any outage the scenario already hits ${limit}; there is nothing to compare with; see runcast run`,
      EXIT_LIMIT,
    );
  } finally {
    release();
    // Does nothing after the commit.
    folder?.discard();
  }
}

async function write(folder: OutputFolder, result: OutageResult): Promise<void> {
  // What draws the page is loaded when the first is asked for: it is large.
  const { outageHtml } = await import('../../report/outage/html.js');
  const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64');
  writeFileSync(folder.file('outage.json'), `${JSON.stringify(result)}\n`);
  writeFileSync(folder.file('outage.csv'), outageCsv(result));
  writeFileSync(folder.file('outage.html'), await outageHtml(result, { sha256 }));
  folder.commit();
}

function rerun({ scenario, set, threshold, yes, week, typed }: OutageArguments): string {
  const words = ['runcast', 'outage', quote(scenario)];
  for (const [option, value] of typed) words.push(`--${option}`, quote(value));
  for (const text of set) words.push('--set', quote(redactedSet(text)));
  for (const text of threshold) words.push('--threshold', quote(text));
  if (!week) words.push('--no-week');
  if (yes) words.push('--yes');
  return words.join(' ');
}
