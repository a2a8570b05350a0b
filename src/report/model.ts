/** The summary of a study as rounded text, in the order in which it is to be read. Every renderer prints from it; none rounds. */
import type { Figure, FigureUnit, ScopeKind } from '../study/figures.js';
import type { JudgedThreshold, StudyResult } from '../study/study-result.js';
import { cleanText, dollarsText, NOTHING, numberText, secondsText, shareText, wholeText } from './numbers.js';

/** One line about a threshold. */
export interface ThresholdLine {
  readonly verdict: JudgedThreshold['verdict'];
  readonly subject: string;
  readonly condition: string;
  readonly found: string;
  readonly reason: string | undefined;
}

/** A row of a table; `spread` holds the half-width below each cell, where there is one. */
export interface Row {
  readonly name: string;
  readonly cells: readonly string[];
  readonly spread: readonly string[];
}

export interface Table {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  /** Sentences under it. */
  readonly notes: readonly string[];
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
  readonly tables: readonly Table[];
  readonly atEnd: readonly string[];
  readonly defaults: readonly string[];
  readonly rerun: string;
  readonly identity: string;
}

/** Figures by scope, name and path. */
type Lookup = (scope: ScopeKind, name: string, figure: string) => Figure | undefined;

const DELAY_COLUMNS = ['mean', 'p50', 'p95', 'p99', 'max'] as const;

/** Returns the summary of a study. */
export function reportModel(study: StudyResult): ReportModel {
  const byKey = new Map(study.figures.map((figure) => [JSON.stringify([figure.scope, figure.name, figure.figure]), figure]));
  const lookup: Lookup = (scope, name, figure) => byKey.get(JSON.stringify([scope, name, figure]));
  const { from, to } = study.runs[0]!.window;
  const runs = study.replications === 1 ? '1 replication' : `${wholeText(study.replications)} replications, means with 95% half-widths (±)`;
  return {
    name: cleanText(study.scenario.name),
    verdict: study.verdict,
    headline: headline(study),
    thresholds: study.thresholds.map(thresholdLine),
    basis: `Jobs queued from ${secondsText(from)} to ${secondsText(to)} of simulated time; ${runs}.`,
    alarms: alarms(study),
    tables: [jobTable(study, lookup), queueTable(study, lookup), fleetTable(study, lookup), costTable(lookup)].filter(
      ({ rows }) => rows.length > 0,
    ),
    atEnd: atEnd(study),
    defaults: study.defaults.map(({ path, value, note }) => cleanText(`${path}: ${value}${note === undefined ? '' : ` (${note})`}`)),
    rerun: cleanText(study.rerun),
    identity: `seed ${cleanText(String(study.seed))}, runcast ${study.runcast}, scenario sha256:${study.scenario.hash.slice(0, 12)}`,
  };
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
  const { verdict, subject, condition, estimate, halfWidth, unit, reason } = threshold;
  const text = { duration: secondsText, share: shareText, number: numberText, USD: dollarsText }[unit];
  const value = estimate === null ? NOTHING : `${sign(threshold)}${text(estimate)}${halfWidth === null ? '' : ` ± ${text(halfWidth)}`}`;
  return { verdict, subject: cleanText(subject), condition: cleanText(condition), found: value, reason };
}

function sign({ atLeast, atMost }: { readonly atLeast?: true | undefined; readonly atMost?: true | undefined }): string {
  return atLeast === true ? '>= ' : atMost === true ? '<= ' : '';
}

const LIMITS = {
  max_events: 'the limit on events',
  max_pending: 'the limit on pending jobs',
} as const;

function alarms(study: StudyResult): string[] {
  const out: string[] = [];
  if (study.outcome !== 'done') {
    const { to } = study.runs.find(({ outcome }) => outcome !== 'done')!.window;
    out.push(
      `Stopped at ${secondsText(to)} by ${LIMITS[study.outcome]}: the fleet cannot keep up with the load, or the run is too long. Figures cover the part that was run.`,
    );
  }
  const unmatched = study.runs.find(({ atEnd }) => atEnd.unmatched > 0)?.atEnd;
  if (unmatched !== undefined) {
    const pairs = unmatched.unmatchedBy
      .slice(0, 5)
      .map(({ workload, project, jobs }) => `${wholeText(jobs)} of workload ${workload}, project ${project}`);
    const more = unmatched.unmatchedBy.length > 5 ? ' and others' : '';
    const verdict = study.unmatchedFails
      ? 'This fails the run; change tags or runners, or set allow_unmatched_jobs: true.'
      : 'The scenario allows this.';
    out.push(cleanText(`${wholeText(unmatched.unmatched)} jobs can be taken by no runner: ${pairs.join('; ')}${more}. ${verdict}`));
  }
  return out;
}

/** The text of a figure by its unit, and of its half-width. */
function cell(figure: Figure | undefined): { readonly text: string; readonly spread: string } {
  if (figure === undefined || figure.estimate === null) return { text: NOTHING, spread: '' };
  const text = unitText(figure.unit);
  return { text: `${sign(figure)}${text(figure.estimate)}`, spread: figure.halfWidth === null ? '' : `± ${text(figure.halfWidth)}` };
}

function unitText(unit: FigureUnit): (x: number) => string {
  switch (unit) {
    case 's':
      return secondsText;
    case 'share':
      return shareText;
    case 'USD':
    case 'USD per month':
      return dollarsText;
    case 'count':
      return (x) => (Number.isInteger(x) ? wholeText(x) : numberText(x));
    case 'per hour':
      return (x) => `${numberText(x)}/h`;
  }
}

function row(name: string, figures: readonly (Figure | undefined)[]): Row {
  const cells = figures.map(cell);
  return { name: cleanText(name), cells: cells.map(({ text }) => text), spread: cells.map(({ spread }) => spread) };
}

/** The four times of all jobs. */
function jobTable({ runs }: StudyResult, lookup: Lookup): Table {
  const times = [
    ['queue time', 'queueTime'],
    ['preparation', 'preparation'],
    ['start delay', 'startDelay'],
    ['sojourn', 'sojourn'],
  ] as const;
  const shares = runs[0]!.jobs.all.queueTime.shareBelow.map(({ seconds }) => {
    const { text } = cell(lookup('all', 'all', `queueTime.shareBelow(${seconds}s)`));
    return `${secondsText(seconds)} ${text}`;
  });
  const get = (figure: string): string => cell(lookup('all', 'all', figure)).text;
  return {
    title: 'All jobs',
    columns: DELAY_COLUMNS,
    rows: times.map(([name, path]) =>
      row(
        name,
        DELAY_COLUMNS.map((column) => lookup('all', 'all', `${path}.${column}`)),
      ),
    ),
    notes: [
      `${get('jobs')} jobs, ${get('throughputPerHour')} ended. Handed out within ${shares.join(', ')}.`,
      'Queue time: pending until handed out. Preparation: from there to the script. Start delay: both. Sojourn: pending until ended.',
    ],
  };
}

/** Queue time by workload, instance and group, where there is more than one. */
function queueTable({ runs }: StudyResult, lookup: Lookup): Table {
  const { workloads, instances, groups } = runs[0]!.jobs;
  const parts = (
    [
      ['workload', workloads],
      ['instance', instances.length > 1 ? instances : []],
      ['group', groups],
    ] as const
  ).flatMap(([scope, list]) => list.map(({ name }) => ({ scope, name })));
  return {
    title: 'Queue time',
    columns: ['jobs', ...DELAY_COLUMNS],
    rows: parts.map(({ scope, name }) =>
      row(`${scope} ${name}`, [lookup(scope, name, 'jobs'), ...DELAY_COLUMNS.map((column) => lookup(scope, name, `queueTime.${column}`))]),
    ),
    notes: [],
  };
}

/** Workers and machines by group. */
function fleetTable({ runs }: StudyResult, lookup: Lookup): Table {
  const { groups } = runs[0]!.pools;
  const columns = [
    'utilisation',
    'machines.all.average',
    'machines.all.peak',
    'machinesCreated',
    'creationsFailed',
    'lives.usesMean',
    'idleEfficiency',
  ];
  const names = groups.map(({ name }) => ({ scope: 'group' as const, name }));
  const rows = [...names, ...(groups.length > 1 ? [{ scope: 'all' as const, name: 'all' }] : [])].map(({ scope, name }) =>
    row(
      name,
      columns.map((column) => lookup(scope, name, column)),
    ),
  );
  const states = ['creating', 'idle', 'acquired', 'used', 'removing', 'unattended'].flatMap((state) => {
    const figure = lookup('all', 'all', `machines.${state}.average`);
    return state === 'unattended' && figure?.estimate === 0 ? [] : [`${cell(figure).text} ${state}`];
  });
  const hasMachines = (lookup('all', 'all', 'machines.all.peak')?.estimate ?? 0) > 0;
  return {
    title: 'Fleet by group',
    columns: ['workers', 'machines', 'peak', 'created', 'failed', 'uses', 'idle eff.'],
    rows,
    notes: hasMachines
      ? [
          `Machines on average: ${states.join(', ')}.`,
          'Workers: share of concurrent that was busy. Uses: jobs a machine served. Idle efficiency: 1 - (idle + acquired) / all.',
        ]
      : ['Workers: share of concurrent that was busy.'],
  };
}

/** The cost by what it was spent on. */
function costTable(lookup: Lookup): Table {
  const total = lookup('all', 'all', 'cost.total');
  if (total === undefined || total.estimate === null || total.estimate === 0) return { title: 'Cost', columns: [], rows: [], notes: [] };
  const parts = ['busy', 'idle', 'boot', 'teardown', 'rounding', 'hosts', 'total'] as const;
  const sum = total.estimate;
  const perMonth = cell(lookup('all', 'all', 'cost.perMonth'));
  return {
    title: 'Cost of the measured period',
    columns: ['cost', 'share'],
    rows: parts.flatMap((part) => {
      const figure = lookup('all', 'all', `cost.${part}`);
      if (figure?.estimate === 0 || figure === undefined) return [];
      const { name, cells, spread } = row(part, [figure]);
      return [{ name, cells: [...cells, shareText((figure.estimate ?? 0) / sum)], spread: [...spread, ''] }];
    }),
    notes: [`${perMonth.text}${perMonth.spread === '' ? '' : ` ${perMonth.spread}`} a month of 730 h.`],
  };
}

function atEnd({ runs }: StudyResult): string[] {
  const [{ atEnd }] = runs as [StudyResult['runs'][number]];
  const which = runs.length > 1 ? ' (first replication)' : '';
  const out = [`At the end${which}: ${wholeText(atEnd.pending)} jobs pending, ${wholeText(atEnd.running)} running.`];
  const { count, bounds } = runs[0]!.jobs.all.queueTime;
  if (bounds > 0) {
    out.push(
      `${wholeText(bounds)} of ${wholeText(count)} jobs were never handed out; each counts with its wait so far, and a figure that rests on such a wait is marked >=.`,
    );
  }
  return out;
}
