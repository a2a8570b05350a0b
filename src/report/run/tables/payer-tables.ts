/** The tables of who waits and who pays: by workload, team and project. */
import { NOTHING, cleanText, countWords, shareText } from '../../frame/numbers.js';
import { boundNotes, boundsOf, cell, notesOf, type Row, type Section, type Table } from '../../frame/table.js';
import type { FigureKey, ScopeKind } from '../../../study/figures/figure-key.js';
import type { Figure } from '../../../study/figures/figures.js';
import type { Lookup } from '../../../study/figures/figure-lookup.js';
import type { StudyResult } from '../../../study/study-result.js';

/** Projects with a row of their own. */
const PROJECTS = 10;
const SECONDS_AN_HOUR = 3600;
const WAITS = ['jobs', 'mean', 'p95', 'late', 'waited'] as const;
/** Behind them: where something has a price, and where nothing has. */
const COSTS = ['cost', 'share'] as const;
const HELD = ['held'] as const;

/** One who pays, with the figures of its jobs. */
interface Payer {
  readonly name: string;
  readonly figures: ReadonlyMap<string, Figure>;
}

/** Returns a table each of workloads, teams and projects; none where there is but one of a kind. */
export function payerTables(study: StudyResult, lookup: Lookup): Table[] {
  const total = lookup('all', 'all', 'cost.total')?.estimate ?? 0;
  const workloads = payersOf(study, 'workload');
  const projects = [...payersOf(study, 'project')].sort(byWeight);
  const { otherProjects } = study.first.jobs;
  const some = projects.slice(0, PROJECTS);
  // Workloads are all jobs: what the projects with a row have not, the others have.
  const others = projects.length > some.length || otherProjects !== undefined ? [othersRow(workloads, some, total)] : [];
  const table = (kind: string, payers: readonly Payer[], more: readonly Row[]): Table => ({
    ...tableOf(payers, more, total, nobodysRow(lookup, total)),
    title: `By ${kind}`,
    head: kind,
  });
  const tables = [
    ...(workloads.length > 1 ? [{ ...table('workload', workloads, []), isFolded: true }] : []),
    ...(study.first.jobs.teams === undefined ? [] : [table('team', payersOf(study, 'team'), [])]),
    ...(projects.length > 1 ? [{ ...table('project', some, others), isFolded: true }] : []),
  ];
  // What the columns mean is said once.
  return tables.map((own, index) => (index === 0 ? own : { ...own, notes: own.notes.filter(({ kind }) => kind !== 'meaning') }));
}

function payersOf({ figures }: StudyResult, kind: ScopeKind): Payer[] {
  const known = new Map<string, { readonly name: string; readonly instance: string | undefined; readonly figures: Map<string, Figure> }>();
  for (const figure of figures) {
    if (figure.scope !== kind) continue;
    const key = JSON.stringify([figure.name, figure.instance]);
    let payer = known.get(key);
    if (payer === undefined) known.set(key, (payer = { name: figure.name, instance: figure.instance, figures: new Map() }));
    payer.figures.set(figure.figure, figure);
  }
  const all = [...known.values()];
  const isOfOne = new Set(all.map(({ instance }) => instance)).size <= 1;
  return all.map(({ name, instance, figures: own }) => ({
    name: cleanText(isOfOne || instance === undefined ? name : `${name} (${instance})`),
    figures: own,
  }));
}

/** Who costs most comes first; of equals who held places for longest. */
function byWeight(a: Payer, b: Payer): number {
  const by = (figure: FigureKey): number => value(b, figure) - value(a, figure);
  return by('cost.total') || by('cost.heldSeconds') || (a.name < b.name ? -1 : 1);
}

function value({ figures }: Payer, figure: FigureKey): number {
  return figures.get(figure)?.estimate ?? 0;
}

function tableOf(payers: readonly Payer[], more: readonly Row[], total: number, nobodys: readonly Row[]): Omit<Table, 'title' | 'head'> {
  const hasCost = total > 0;
  const rows = [...payers.map((payer) => payerRow(payer, total)), ...more, ...nobodys];
  const section: Section = hasCost ? 'cost' : 'waiting';
  const meanings = [
    'Mean, p95: of the queue time. Late: jobs not handed out within a minute. Waited: all queue times together.',
    hasCost
      ? 'Cost of the measured period: that of machines while its jobs held them and, in proportion, of all else.'
      : 'Held: how long its jobs had a place to run in, together.',
  ];
  return {
    section,
    isFolded: false,
    columns: [...WAITS, ...(hasCost ? COSTS : HELD)],
    rows,
    notes: [...boundNotes(rows), ...notesOf('meaning', meanings)],
  };
}

function payerRow({ name, figures }: Payer, total: number): Row {
  const get = (figure: FigureKey): Figure | undefined => figures.get(figure);
  const cost = get('cost.total');
  const hasCost = total > 0;
  const waits = [get('jobs'), get('queueTime.mean'), get('queueTime.p95'), lateShare(get('queueTime.shareBelow(60s)'))];
  const cells = [...waits.map(cell), inHours(get('waitedSeconds')), hasCost ? cell(cost) : inHours(get('cost.heldSeconds'))];
  const share = hasCost ? [shareText((cost?.estimate ?? 0) / total)] : [];
  return {
    name,
    cells: [...cells.map(({ text }) => text), ...share],
    spread: [...cells.map(({ spread }) => spread), ...share.map(() => '')],
    bounds: boundsOf([...waits, get('waitedSeconds')]),
  };
}

/** The share of jobs that are not below a border, of the share of those that are. */
function lateShare(below: Figure | undefined): Figure | undefined {
  if (below === undefined || below.estimate === null) return below;
  const rest = (share: number | null): number | null => (share === null ? null : 1 - share);
  return { ...below, estimate: 1 - below.estimate, low: rest(below.high), high: rest(below.low) };
}

/** The cell of a time that is long: in hours. */
function inHours(figure: Figure | undefined): ReturnType<typeof cell> {
  if (figure === undefined) return cell(figure);
  const hours = (seconds: number | null): number | null => (seconds === null ? null : seconds / SECONDS_AN_HOUR);
  const { estimate, low, high, halfWidth } = figure;
  const inCounts = {
    ...figure,
    unit: 'count',
    estimate: hours(estimate),
    low: hours(low),
    high: hours(high),
    halfWidth: hours(halfWidth),
  } as const;
  const { text, spread } = cell(inCounts);
  return { text: estimate === null ? text : `${text}h`, spread: spread === '' ? spread : `${spread}h` };
}

/** All projects without a row; what is no sum is not known of them. */
function othersRow(workloads: readonly Payer[], some: readonly Payer[], total: number): Row {
  const rest = (figure: FigureKey): number => {
    const sum = (payers: readonly Payer[]): number => payers.reduce((all, payer) => all + value(payer, figure), 0);
    // What is left of sums by their rounding alone is nothing.
    const [all, own] = [sum(workloads), sum(some)];
    return all - own > 1e-9 * all ? all - own : 0;
  };
  const [jobs, waited] = [rest('jobs'), rest('waitedSeconds')];
  const usd = rest('cost.total');
  const like = (figure: FigureKey, estimate: number): string => {
    const found = workloads[0]?.figures.get(figure);
    return found === undefined ? NOTHING : cell({ ...found, estimate, low: null, high: null, halfWidth: null, atLeast: undefined }).text;
  };
  const hours = (seconds: number): string => countWords(seconds / SECONDS_AN_HOUR);
  const cells = [
    like('jobs', jobs),
    jobs > 0 ? like('queueTime.mean', waited / jobs) : NOTHING,
    NOTHING,
    NOTHING,
    `${hours(waited)}h`,
    ...(total > 0 ? [like('cost.total', usd), shareText(usd / total)] : [`${hours(rest('cost.heldSeconds'))}h`]),
  ];
  return { name: 'all others', cells, spread: cells.map(() => '') };
}

/** What no job used; none where all was. */
function nobodysRow(lookup: Lookup, total: number): Row[] {
  const figure = lookup('all', 'all', 'cost.nobodys');
  if (total === 0 || figure === undefined || (figure.estimate ?? 0) === 0) return [];
  const { text, spread } = cell(figure);
  const blank = WAITS.map(() => NOTHING);
  return [
    {
      name: 'used by no job',
      cells: [...blank, text, shareText(figure.estimate! / total)],
      spread: [...blank.map(() => ''), spread, ''],
    },
  ];
}
