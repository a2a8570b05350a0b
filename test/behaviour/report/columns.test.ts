/**
 * Each column of each table shows the figure that its head names: every figure of a study gets a number of its own, so that a cell tells
 * which one it was made of. The names are written down here once more, by hand.
 */
import { beforeAll, describe, expect, test } from 'vitest';
import { figureLookup } from '../../../src/study/figures/figure-lookup.js';
import { cloudCost } from '../../../src/report/run/tables/cloud-cost.js';
import { managerTable } from '../../../src/report/run/tables/manager-table.js';
import { shareTable } from '../../../src/report/run/tables/share-table.js';
import { pipelineTable } from '../../../src/report/run/tables/pipeline-table.js';
import { costTable } from '../../../src/report/run/tables/cost-table.js';
import { fleetTable } from '../../../src/report/run/tables/fleet-table.js';
import { jobTable } from '../../../src/report/run/tables/job-table.js';
import { queueTable } from '../../../src/report/run/tables/queue-table.js';
import type { Table } from '../../../src/report/frame/table.js';
import type { Lookup } from '../../../src/study/figures/figure-lookup.js';
import { waitTable } from '../../../src/report/run/tables/wait-table.js';
import type { ScopeKind } from '../../../src/study/figures/figure-key.js';
import type { StudyResult } from '../../../src/study/study-result.js';
import { studyOf } from '../../report/studies.js';
import { writeScenario } from '../../support/two-of-each.js';

let study: StudyResult;
let lookup: Lookup;
/** Which figure a number stands for. */
const meaning = new Map<string, string>();

beforeAll(async () => {
  const played = await studyOf(writeScenario());
  let dollars = 100;
  const figures = played.figures.map((figure, index) => {
    // Dollars are shown with three digits, counts from a hundred on in full, so no two look the same.
    const isCost = figure.figure.startsWith('cost.') && (figure.scope === 'cloud' || figure.scope === 'all');
    const estimate = isCost ? ++dollars : 100_000 + index;
    meaning.set(estimate.toLocaleString('en-US'), `${figure.scope} ${figure.name} ${figure.figure}`);
    return { ...figure, unit: 'count' as const, estimate, low: null, high: null, halfWidth: null, spread: null };
  });
  expect(dollars).toBeLessThan(1000);
  study = { ...played, figures };
  lookup = figureLookup(study);
});

/** The figures behind the cells of a row, bounds without their sign. */
function behind(table: Table, name: string): (string | undefined)[] {
  const row = table.rows.find((one) => one.name === name);
  expect(row, `${table.title}: ${name} among ${table.rows.map((one) => one.name).join(', ')}`).toBeDefined();
  return row!.cells.map((cell) => meaning.get(cell.replace(/^[<>]= /, '')));
}

/** What the columns of a table are to show, as figures of one part of the fleet. */
function expected(table: Table, figures: Readonly<Record<string, string>>, scope: ScopeKind, name: string): string[] {
  return table.columns.map((column) => `${scope} ${name} ${figures[column] ?? `(${column} is not known to this test)`}`);
}

const TIMES = (path: string): Record<string, string> =>
  Object.fromEntries(['mean', 'p50', 'p95', 'p99', 'max'].map((stat) => [stat, `${path}.${stat}`]));

describe('each column shows the figure that its head names', () => {
  test('the four times of all jobs', () => {
    const table = jobTable(study, lookup);
    for (const [name, path] of Object.entries({
      'queue time': 'queueTime',
      preparation: 'preparation',
      'start delay': 'startDelay',
      sojourn: 'sojourn',
    })) {
      expect(behind(table, name)).toEqual(expected(table, TIMES(path), 'all', 'all'));
    }
  });

  test('queue time by workload, instance and group', () => {
    const table = queueTable(study, lookup);
    const figures = { jobs: 'jobs', ...TIMES('queueTime') };
    for (const [scope, name] of [
      ['workload', 'calm'],
      ['workload', 'rush'],
      ['group', 'east'],
      ['group', 'west'],
    ] as const) {
      expect(behind(table, `${scope} ${name}`)).toEqual(expected(table, figures, scope, name));
    }
  });

  test('the fleet by group, and together', () => {
    const table = fleetTable(study, lookup);
    const figures = {
      workers: 'utilisation',
      machines: 'machines.all.average',
      peak: 'machines.all.peak',
      created: 'machinesCreated',
      failed: 'creationsFailed',
      uses: 'lives.usesMean',
      'idle eff.': 'idleEfficiency',
    };
    for (const name of ['east', 'west']) expect(behind(table, name)).toEqual(expected(table, figures, 'group', name));
    expect(behind(table, 'all')).toEqual(expected(table, figures, 'all', 'all'));
  });

  test('the managers', () => {
    const table = managerTable(study, lookup);
    const figures = {
      jobs: 'jobs',
      'queue p95': 'queueTime.p95',
      workers: 'utilisation',
      machines: 'machines.all.average',
      peak: 'machines.all.peak',
      created: 'machinesCreated',
      failed: 'creationsFailed',
      'idle eff.': 'idleEfficiency',
      'cost a month': 'cost.perMonth',
    };
    for (const name of ['east-1', 'east-2', 'west-1']) {
      expect(behind(table, name)).toEqual(expected(table, figures, 'manager', name));
    }
  });

  test('the shares of jobs handed out within a time', () => {
    const table = shareTable(study, lookup);
    const borders = { '< 10s': 10, '< 30s': 30, '< 1m': 60, '< 2m': 120, '< 5m': 300 };
    const shares = Object.entries(borders).map(([column, seconds]) => [column, `queueTime.shareBelow(${seconds}s)`]);
    const figures = { jobs: 'jobs', ...(Object.fromEntries(shares) as Record<string, string>) };
    expect(table.columns).toEqual(['jobs', ...Object.keys(borders)]);
    expect(behind(table, 'calm')).toEqual(expected(table, figures, 'workload', 'calm'));
    expect(behind(table, 'all jobs')).toEqual(expected(table, figures, 'all', 'all'));
  });

  test('pipelines', () => {
    const table = pipelineTable(study, lookup);
    const figures = { pipelines: 'pipelines', ...TIMES('pipelineDuration') };
    expect(behind(table, 'all pipelines')).toEqual(expected(table, figures, 'all', 'all'));
  });

  test('why jobs waited', () => {
    const table = waitTable(study, lookup);
    expect(table.columns).toEqual(['mean', 'share', 'at p50', 'at p95', 'at p99']);
    expect(table.rows.length).toBeGreaterThan(1);
    for (const { name } of table.rows) {
      const [mean, , ...quantiles] = behind(table, name);
      const cause = mean!.replace('all all waits.mean.', '');
      expect(quantiles).toEqual(['p50', 'p95', 'p99'].map((stat) => `all all waits.${stat}.${cause}`));
    }
  });

  test('what it costs, by part and by cloud', () => {
    const table = costTable(lookup);
    for (const part of ['busy', 'idle', 'boot', 'teardown', 'rounding', 'hosts', 'total']) {
      expect(behind(table, part)[0]).toBe(`all all cost.${part}`);
    }
    const cost = cloudCost(study, lookup)!;
    expect(cost.columns).toEqual(expect.arrayContaining(['busy', 'idle', 'boot', 'teardown', 'rounding', 'total']));
    for (const cloud of ['far', 'near']) {
      const line = cost.lines.find(({ name }) => name === cloud)!;
      const totalColumn = line.cells.length - 1;
      expect(meaning.get(line.cells[totalColumn]!)).toBe(`cloud ${cloud} cost.total`);
      for (const [index, part] of cost.columns.slice(0, -1).entries()) {
        expect(meaning.get(line.cells[index]!.replace(' USD', '')), part).toBe(`cloud ${cloud} cost.${part}`);
      }
    }
  });
});
