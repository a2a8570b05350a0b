/** Where everything stands on a page: its contents, and every table in its section, open or folded. */
import type { Note, Section, Table } from '../../frame/table.js';
import { ADVICE_TITLE } from '../advice.js';
import type { PageModel } from './model.js';

/** The tables of each section of a page. */
export interface PlacedTables {
  readonly short: Table | undefined;
  readonly shares: Table;
  readonly storyTables: readonly Table[];
  readonly jobTables: readonly Table[];
  readonly foldedJobTables: readonly Table[];
  readonly waits: Table | undefined;
  /** Folded below it. */
  readonly waitNotes: readonly Note[];
  readonly costTables: readonly Table[];
  readonly foldedCostTables: readonly Table[];
  readonly fleetTables: readonly Table[];
  readonly foldedFleetTables: readonly Table[];
}

/** Returns the tables of each section. */
export function placed({ tables, shares }: Pick<PageModel, 'tables' | 'shares'>): PlacedTables {
  const open = (section: Section): Table[] => tables.filter((table) => table.section === section && !table.isFolded);
  const folded = (section: Section): Table[] => tables.filter((table) => table.section === section && table.isFolded);
  const [waits] = open('why');
  const isDetail = ({ kind }: Note): boolean => kind === 'detail';
  return {
    short: open('short')[0],
    shares,
    storyTables: open('happened'),
    jobTables: open('waiting'),
    foldedJobTables: folded('waiting'),
    waits: waits === undefined ? undefined : { ...waits, notes: waits.notes.filter((note) => !isDetail(note)) },
    waitNotes: waits?.notes.filter(isDetail) ?? [],
    costTables: open('cost'),
    foldedCostTables: folded('cost'),
    fleetTables: open('fleet'),
    foldedFleetTables: folded('fleet'),
  };
}

/** A line of the contents. */
export interface ContentsLine {
  readonly id: string;
  readonly title: string;
}

/** Returns the sections that the page has, in their order. */
export function contents(model: PageModel): ContentsLine[] {
  const { summary, tables, machines, cost, warnings } = model;
  const has = (section: Section): boolean => tables.some((table) => table.section === section);
  const lines: readonly (readonly [id: string, title: string, is: boolean])[] = [
    ['happened', 'What happened', summary.stories.length > 0 || has('happened')],
    ['thresholds', 'Thresholds', summary.thresholds.length > 0],
    ['advice', ADVICE_TITLE, summary.advice.length > 0],
    ['cost', 'Cost', cost !== undefined],
    ['waiting', 'How long jobs waited', true],
    ['why', 'Why jobs waited', has('why')],
    ['machines', 'Machines over time', machines.length > 0],
    ['fleet', 'Fleet', true],
    ['warnings', 'Warnings', warnings.length > 0],
    ['assumed', 'What is assumed', summary.defaults.length > 0],
    ['scenario', 'The scenario', true],
    ['again', 'The same again', true],
  ];
  return lines.flatMap(([id, title, is]) => (is ? [{ id, title }] : []));
}
