/** Writes the scenario of a fitted history: its load on the fleet that is stated, or on the one that it shows. */
import type { HistoryFit } from '../fit/fit.js';
import type { TagSeparator } from '../../trace/dialect.js';
import { durationText } from '../../units/duration.js';
import { instantText, WEEKDAY_NAMES, weekdayOf } from '../../units/instant.js';
import { DAY, HOUR } from '../../units/time.js';
import { absenceLines, type WrittenAbsence } from './absence-lines.js';
import { batchesLoad } from './batches-load.js';
import { daysLoad } from './days-load.js';
import { fleetLines, initEntries, type InitEntry, type InitManager } from '../../scenario/init/fleet.js';
import { SHOWN_INSTANCE, shownFleetLines } from './shown-fleet-lines.js';
import { Slugs } from '../../scenario/init/slugs.js';
import { starterConfig } from '../../scenario/init/starter-config.js';
import { scalar } from '../../scenario/init/yaml-text.js';
import type { Issue } from '../../scenario/text/issue.js';
import { LocalClock } from '../../scenario/periods/local-clock.js';
import { offsetsOf } from '../../scenario/periods/zone.js';
import { Secrets } from '../../scenario/secrets/secrets.js';

/** 2024-01-01, in days since 1970: the week in which a scenario begins that does not say when. */
const SOME_MONDAY = 19_723;

/** A config.toml as the scenario will name it. */
export interface ConfigText {
  readonly file: string;
  readonly text: string;
}

/** What a scenario is written of beside the fit. */
export interface FittedOptions {
  /** What it is called. */
  readonly name: string;
  /** The history as the scenario names it, in the columns of a trace. */
  readonly history: string;
  /** What stands between tags there; undefined: it need not be said. */
  readonly tagSeparator: TagSeparator | undefined;
  /** The fleet that is stated; empty: the one that the history shows. */
  readonly configs: readonly ConfigText[];
  /** Whether GitLab handed its jobs out. */
  readonly isGitlab: boolean;
  readonly replications: number;
  /** Runners that were away, and whether the scenario has them so. */
  readonly absences: readonly WrittenAbsence[];
  readonly areAbsencesPlayed: boolean;
}

/** Returns the scenario in YAML; without one there is an error among the issues. */
export function fittedScenario(fit: HistoryFit, options: FittedOptions): { readonly yaml?: string; readonly issues: readonly Issue[] } {
  const secrets = new Secrets();
  for (const { text } of options.configs) secrets.learnConfig(text);
  const { managers, issues } = statedManagers(options.configs);
  const told = issues.map((issue) => secrets.redactIssue(issue));
  if (managers === undefined) return { issues: told };
  const first = managers.flatMap(({ entries }): readonly InitEntry[] => entries).find(({ runner }) => runner !== undefined);
  const isStated = first !== undefined;
  const place = { ...options, instance: first?.instance ?? SHOWN_INSTANCE, isStated };
  const lines = [
    '# yaml-language-server: $schema=scenario.schema.json',
    '# Fitted to a history by runcast fit. What stands behind ± is a standard error; what is ASSUMED no history told.',
    `name: ${JSON.stringify(options.name)}`,
    ...calendarLines(fit),
    `replications: ${options.replications}`,
    ...(isStated ? [] : ['allow_unmatched_jobs: true # jobs may ask for what nobody was seen to run']),
    '',
    ...(isStated ? fleetLines(managers, fit.tags) : shownFleetLines(fit.fleet, options.isGitlab)),
    ...(fit.batches === undefined ? daysLoad(fit, place) : batchesLoad(fit, fit.batches, place)),
    ...absenceLines(options.absences, options.areAbsencesPlayed),
  ];
  return { yaml: `${lines.join('\n')}\n`, issues: told };
}

/** The days of the history itself, so that the run has its weekdays and weekends. */
function calendarLines(fit: HistoryFit): string[] {
  const { days, timezone } = fit;
  const whole = days === undefined ? DAY : days.to - days.from;
  return [
    ...startLines(fit),
    `timezone: ${scalar(timezone)}`,
    // Days of 23 or 25 hours are whole hours too.
    `horizon: ${durationText(Math.round(whole / HOUR) * HOUR)}`,
    'warmup: 0s',
  ];
}

/** When the run begins; days that are drawn of a clock of its own may begin at any time. */
function startLines({ days, batches, isClock, timezone }: HistoryFit): string[] {
  if (days === undefined) return [];
  if (isClock) return [`start: ${instantText(days.from)} # the first whole day of the history`];
  if (batches === undefined) return [];
  const weekday = weekdayOf(Math.floor(days.from / DAY));
  const local = (SOME_MONDAY + weekday) * DAY;
  const clock = new LocalClock(offsetsOf(timezone), local - DAY, local + DAY);
  const start = local - (clock.local(local) - local);
  return [
    `start: ${instantText(start)} # ASSUMED a ${WEEKDAY_NAMES[weekday]!}: nobody says what the first whole day was, and the rates below take it for one`,
  ];
}

function statedManagers(configs: readonly ConfigText[]): { readonly managers?: readonly InitManager[]; readonly issues: readonly Issue[] } {
  const runners = new Slugs(['ignore']);
  const names = new Slugs();
  const issues: Issue[] = [];
  const managers: InitManager[] = [];
  for (const { file, text } of configs) {
    const found = starterConfig(text, file);
    issues.push(...found.issues);
    if (found.config === undefined) return { issues };
    const name = file.replace(/^.*[\\/]/u, '').replace(/\.toml$/iu, '');
    managers.push({
      name: names.of(configs.length === 1 ? 'manager' : name, 'manager'),
      file,
      entries: initEntries(found.config, runners),
    });
  }
  return { managers, issues };
}
