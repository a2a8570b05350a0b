/** The summary of a study as rounded text, in the order in which it is to be read. Every renderer prints from it; none rounds. */
import type { JudgedThreshold, StudyResult } from '../../study/study-result.js';
import { alikeWords } from '../frame/alike.js';
import { alarms } from './alarms.js';
import { defaultLines, type DefaultLine } from './default-lines.js';
import { cleanText, countText, dollarsText, numberText, secondsText, shareText, wholeText } from '../frame/numbers.js';
import { figureLookup } from '../../study/figures/figure-lookup.js';
import { pairedTable } from './tables/paired-table.js';
import { advice } from './advice.js';
import { drawnDaysWords } from './drawn-days.js';
import { capital } from '../frame/sentence.js';
import { triedSentences } from './tried.js';
import { shortTable } from './tables/short-table.js';
import { sparklines, type Sparklines } from './sparkline.js';
import { outageTable } from './story/outage-table.js';
import { storyTexts, type StoryText } from './story/stories.js';
import { cloudTables } from './tables/cloud-tables.js';
import { pipelineTable } from './tables/pipeline-table.js';
import { trafficTable } from './tables/traffic-table.js';
import { intervalText, sign, type Table } from '../frame/table.js';
import { rerunText } from '../frame/rerun.js';
import { warningWords } from '../frame/warning-words.js';
import { costTable } from './tables/cost-table.js';
import { fleetTable } from './tables/fleet-table.js';
import { jobTable } from './tables/job-table.js';
import { payerTables } from './tables/payer-tables.js';
import { queueTable } from './tables/queue-table.js';
import { waitTable } from './tables/wait-table.js';

/** One line about a threshold. */
export interface ThresholdLine {
  readonly verdict: JudgedThreshold['verdict'];
  readonly metric: string;
  /** The metric with its labels, as written. */
  readonly subject: string;
  readonly condition: string;
  /** What came out, with its interval; undefined where nothing was there to measure. */
  readonly found: string | undefined;
  /** Why the verdict is what it is, where that needs a sentence. */
  readonly reason: string | undefined;
  /** Where the line comes from, as the scenario says. */
  readonly note: string | undefined;
}

/** The whole summary. */
export interface ReportModel {
  readonly name: string;
  readonly verdict: StudyResult['verdict'];
  readonly headline: string;
  readonly thresholds: readonly ThresholdLine[];
  /** What the figures are: period, replications, interval. */
  readonly basis: string;
  readonly alarms: readonly string[];
  /** Outages and other changes, as they happened. */
  readonly stories: readonly StoryText[];
  readonly tables: readonly Table[];
  /** What held the jobs of each group, and what bears on it; then what was tried. */
  readonly advice: readonly string[];
  /** Undefined where the result holds no timeline, or nothing happened in it. */
  readonly overTime: Sparklines | undefined;
  readonly warnings: readonly string[];
  readonly defaults: readonly DefaultLine[];
  /** The command that repeats the run, with the version and the hash of the scenario behind a #, which a shell passes over. */
  readonly rerun: string;
}

/** Days of a history that are named. */
const MONTH = 31;

/** Returns the summary of a study. */
export function reportModel(study: StudyResult): ReportModel {
  const lookup = figureLookup(study);
  const { from, to } = study.first.window;
  const runs = !study.isRandom
    ? sameWords(study)
    : study.batches !== undefined
      ? `one replication in ${wholeText(study.batches.count)} batches of ${secondsText(study.batches.seconds)}, means of batches (quantiles: of all jobs; counts and totals: of one batch) with the 95% interval, half of it (±, the wider side) or both ends; a max or peak is the largest of all${correlationWords(study.batches)}`
      : study.replications === 1
        ? '1 replication'
        : `${wholeText(study.replications)} replications, means (quantiles: of all their jobs) with the 95% interval, half of it (±, the wider side) or both ends; a max or peak is the largest of all`;
  const days = drawnDaysWords(study, MONTH);
  return {
    name: cleanText(study.scenario.name),
    verdict: study.verdict,
    headline: headline(study),
    thresholds: study.thresholds.map(thresholdLine),
    basis: `Jobs queued from ${secondsText(from)} to ${secondsText(to)} of simulated time; ${runs}.${days === '' ? '' : ` ${capital(days)}.`}`,
    alarms: alarms(study),
    stories: storyTexts(study),
    tables: (study.runs.every(({ window }) => window.to <= window.from)
      ? []
      : [
          shortTable(study, lookup, atEnd(study)),
          jobTable(study, lookup),
          queueTable(study, lookup),
          waitTable(study, lookup),
          pipelineTable(study, lookup),
          outageTable(study),
          fleetTable(study, lookup),
          ...cloudTables(study),
          trafficTable(study),
          costTable(lookup),
          ...payerTables(study, lookup),
          pairedTable(study),
        ]
    ).filter(({ rows }) => rows.length > 0),
    advice: [...advice(study, lookup), ...triedSentences(study)],
    overTime: sparklines(study),
    warnings: study.warnings.map(warningWords),
    defaults: defaultLines(study.defaults),
    rerun: cleanText(rerunText(study, study.scenario)),
  };
}

/** Returns what came out for a threshold and why, for where `found` stands above it. */
export function foundText({ found, reason }: Pick<ThresholdLine, 'found' | 'reason'>): string {
  if (found === undefined) return reason ?? 'nothing';
  return reason === undefined ? found : `${found} (${reason})`;
}

function headline({ verdict, thresholds }: StudyResult): string {
  if (thresholds.length === 0) return verdict === 'fail' ? 'jobs were met that no runner may take' : 'no thresholds are set';
  const count = (wanted: string): number => thresholds.filter((threshold) => threshold.verdict === wanted).length;
  const parts = [`${count('pass')} of ${thresholds.length} threshold${thresholds.length === 1 ? '' : 's'} met`];
  if (count('fail') > 0) parts.push(`${count('fail')} missed`);
  if (count('inconclusive') > 0) parts.push(`${count('inconclusive')} undecided`);
  return parts.join(', ');
}

function thresholdLine(threshold: JudgedThreshold): ThresholdLine {
  const { verdict, metric, subject, condition, estimate, unit, reason, note } = threshold;
  const text = { duration: secondsText, share: shareText, number: numberText, USD: dollarsText }[unit];
  return {
    verdict,
    metric,
    subject: cleanText(subject),
    condition: cleanText(condition),
    found: estimate === null ? undefined : `${sign(threshold)}${text(estimate)}${intervalText(threshold, text)}`,
    reason,
    note: note === undefined ? undefined : cleanText(note),
  };
}

function atEnd({ first, replications }: StudyResult): string[] {
  const { atEnd, jobs } = first;
  const which = replications > 1 ? ' of the first replication' : '';
  const out = [`At the end${which}: ${countText(atEnd.pending, 'job')} pending, ${wholeText(atEnd.running)} running.`];
  const { count, bounds } = jobs.all.queueTime;
  if (bounds > 0) {
    out.push(
      `${wholeText(bounds)} of ${countText(count, 'job')} ${bounds === 1 ? 'was' : 'were'} not handed out; each counts with its wait so far, and a figure that rests on such a wait is marked >=.`,
    );
  }
  return out;
}

/** What is known where no replication differs from another. */
function sameWords({ replications, runs }: StudyResult): string {
  const isReplayed = runs.every(({ draws }) => draws === 0);
  return isReplayed
    ? `${alikeWords(1)}: every replication is the same`
    : `${wholeText(replications)} replications, all alike whatever was drawn: there is no interval`;
}

/** How neighbouring batches hang together. */
function correlationWords({ correlations }: NonNullable<StudyResult['batches']>): string {
  const each = correlations.map(
    ({ figure, estimate, border }) => `${figure} ${estimate.toFixed(2)} (independent: below ${border.toFixed(2)})`,
  );
  return each.length === 0 ? '' : `; correlation of neighbouring batches: ${each.join(', ')}`;
}
