/** Where everything stands on a page: its contents, and every table in a section, open or folded. */
import { ADVICE_TITLE } from '../advice.js';
import { PAIRED_TITLE } from '../tables/paired-table.js';
import type { PageModel } from './model.js';
import type { Table } from '../../frame/table.js';
import { WAIT_TITLE } from '../tables/wait-table.js';

/** A table as the template takes it. */
export interface PlacedTable {
  readonly title: string;
  /** What the rows are. */
  readonly head: string;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly name: string; readonly cells: readonly string[]; readonly spread?: readonly string[] }[];
  readonly notes?: readonly string[];
  /** Whether the last row is the sum of the others. */
  readonly isSum?: boolean;
}

const COST_TITLE = 'Cost of the measured period';
const HEADS: Readonly<Record<string, string>> = {
  'Handed out within': 'handed out within',
  'All jobs': 'time',
  'Queue time': 'jobs of',
  [WAIT_TITLE]: 'held by',
  Pipelines: 'pipelines of',
  Outages: 'outage',
  Traffic: 'between',
  'Fleet by group': 'group',
  Managers: 'manager',
  [COST_TITLE]: 'spent on',
  [PAIRED_TITLE]: 'figure',
};
/** Notes that stand below a table without being unfolded. */
const OPEN_NOTES = 2;

/** Returns the tables of each section; one that is not known here stands folded with the fleet. */
export function placed({ summary, shares, cloudCost, managers, around }: PageModel): Record<string, unknown> {
  const headed = (table: Table): PlacedTable => ({ ...table, head: HEADS[table.title] ?? 'of' });
  const named = (title: string): PlacedTable[] => summary.tables.filter((table) => table.title === title).map(headed);
  const known = ['In short', 'All jobs', 'Queue time', WAIT_TITLE, 'Pipelines', 'Outages', PAIRED_TITLE, COST_TITLE, 'Fleet by group'];
  const clouds: PlacedTable[] =
    cloudCost === undefined || cloudCost.lines.length < 3
      ? []
      : [{ title: 'Cost by cloud', columns: cloudCost.columns, rows: cloudCost.lines, isSum: true, head: 'cloud' }];
  const [waits] = named(WAIT_TITLE);
  return {
    short: named('In short')[0],
    shares: headed(shares),
    storyTables: [...named('Outages'), ...named(PAIRED_TITLE)],
    jobTables: named('All jobs'),
    foldedJobTables: [...named('Queue time'), ...named('Pipelines')],
    waits: waits === undefined ? undefined : { ...waits, notes: waits.notes?.slice(0, OPEN_NOTES) },
    waitNotes: waits?.notes?.slice(OPEN_NOTES) ?? [],
    costTables: named(COST_TITLE).map((table) => ({ ...table, isSum: true })),
    foldedCostTables: clouds,
    fleetTables: named('Fleet by group'),
    foldedFleetTables: [...summary.tables.filter(({ title }) => !known.includes(title)), managers, ...around].map(headed),
  };
}

/** A line of the contents. */
export interface ContentsLine {
  readonly id: string;
  readonly title: string;
}

/** Returns the sections that the page has, in their order. */
export function contents(model: PageModel): ContentsLine[] {
  const { summary, machines, cost, warnings } = model;
  const has = (title: string): boolean => summary.tables.some((table) => table.title === title);
  const hasStory = summary.stories.length > 0 || has('Outages') || has(PAIRED_TITLE);
  const lines: readonly (readonly [id: string, title: string, is: boolean])[] = [
    ['happened', 'What happened', hasStory],
    ['thresholds', 'Thresholds', summary.thresholds.length > 0],
    ['advice', ADVICE_TITLE, summary.advice.length > 0],
    ['cost', 'Cost', cost !== undefined],
    ['waiting', 'How long jobs waited', true],
    ['why', 'Why jobs waited', has(WAIT_TITLE)],
    ['machines', 'Machines over time', machines.length > 0],
    ['fleet', 'Fleet', true],
    ['warnings', 'Warnings', warnings.length > 0],
    ['assumed', 'What is assumed', summary.defaults.length > 0],
    ['scenario', 'The scenario', true],
    ['again', 'The same again', true],
  ];
  return lines.flatMap(([id, title, is]) => (is ? [{ id, title }] : []));
}
