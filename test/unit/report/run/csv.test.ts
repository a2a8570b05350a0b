/** The rows read back with fast-csv, which is not what wrote them. */
import { parseString } from 'fast-csv';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { JOB_COLUMNS, MACHINE_COLUMNS, rowFormat, TIMELINE_COLUMNS } from '../../../../src/report/run/csv.js';
import { textCell } from '../../../../src/units/text-cell.js';
import { NOT_YET } from '../../../../src/record/not-yet.js';
import { PREPARATION_PARTS } from '../../../../src/record/preparation.js';
import { WAIT_CAUSES } from '../../../../src/record/wait-causes.js';
import { castOf } from '../../../../src/fleet/cast.js';
import { aJob, aMachine, aPendingJob, fleet } from '../../../support/records.js';
import { jobRow, machineRow, timelineRows } from '../../../support/rows.js';

const cast = castOf(fleet);

function read(text: string): Promise<Record<string, string>[]> {
  return new Promise((resolve, reject) => {
    const rows: Record<string, string>[] = [];
    parseString<Record<string, string>, Record<string, string>>(text, { headers: true, strictColumnHandling: true })
      .on('error', reject)
      .on('data-invalid', reject)
      .on('data', (row: Record<string, string>) => rows.push(row))
      .on('end', () => resolve(rows));
  });
}

describe('jobs.csv', () => {
  test('every column, in the published order', async () => {
    const format = rowFormat(cast);
    const job = aJob(4000, 1.5, {
      job: 7,
      machine: 3,
      machineUse: 2,
      arrivedAt: 3_999_000_001,
      pipeline: 12,
      attempt: 1,
      overtaken: 5,
      tags: ['docker', '=gpu'],
      traceJob: '=123',
      traceLine: 9,
      inOutage: 1_000_002,
      waits: Float64Array.from(WAIT_CAUSES, (cause) =>
        cause === 'boot' ? 1_400_000 : cause === 'next_poll' ? 99_999 : cause === 'limit' ? 1 : 0,
      ),
      preparation: Float64Array.from(PREPARATION_PARTS, (part) => (part === 'stages' ? 5_000_000 : 0)),
    });
    const rows = await read(`${JOB_COLUMNS}\n${jobRow(format, job)}${jobRow(format, aPendingJob(1))}`);
    expect(rows[0]).toEqual({
      job: '7',
      workload: 'public',
      instance: 'git.example',
      project: 'alpha',
      arrived_at: '3999.000001',
      queued_at: '4000.000000',
      started_at: '4001.500000',
      script_at: '4006.500000',
      finished_at: '4106.500000',
      status: 'success',
      runner: 'shared',
      group: 'linux',
      manager: 'linux-1',
      machine: '3',
      machine_use: '2',
      tags: 'docker =gpu',
      trace_job: "'=123",
      trace_line: '9',
      failure_reason: '',
      pipeline: '12',
      attempt: '1',
      overtaken: '5',
      ...Object.fromEntries(WAIT_CAUSES.map((cause) => [`wait_${cause}`, '0.000000'])),
      wait_boot: '1.400000',
      wait_limit: '0.000001',
      wait_next_poll: '0.099999',
      wait_in_outage: '1.000002',
      ...Object.fromEntries(PREPARATION_PARTS.map((part) => [`prep_${part}`, '0.000000'])),
      prep_stages: '5.000000',
    });
    expect(rows[1]).toMatchObject({
      started_at: '',
      script_at: '',
      finished_at: '',
      status: 'pending',
      runner: '',
      group: '',
      manager: '',
      machine: '',
      pipeline: '',
      attempt: '0',
    });
  });

  test('a column for the replication comes first', async () => {
    const rows = await read(`replication,${JOB_COLUMNS}\n${jobRow(rowFormat(cast, 4), aJob(1, 1))}`);
    expect(rows[0]).toMatchObject({ replication: '4', workload: 'public' });
  });

  test('any name comes back as it was, but for control characters and an apostrophe before a formula', async () => {
    const name = fc.string({ minLength: 1, unit: fc.constantFrom('a', '"', ',', '\n', '\r', '=', '-', ' ', 'é') });
    await fc.assert(
      fc.asyncProperty(name, async (project) => {
        const odd = { ...cast, projects: [{ name: project, instance: 0 }] };
        const [row] = await read(`${JOB_COLUMNS}\n${jobRow(rowFormat(odd), aJob(1, 1))}`);
        const seen = project.replaceAll('\r', '?');
        expect(row?.['project']).toBe(/^[ \n]*[=-]/u.test(seen) ? `'${seen}` : seen);
        expect(row?.['arrived_at']).toBe('1.000000');
      }),
    );
  });
});

describe('machines.csv', () => {
  test('every column; billed seconds x price is the cost', async () => {
    const format = rowFormat(cast);
    const standing = aMachine({
      readyAt: NOT_YET,
      removingAt: NOT_YET,
      goneAt: NOT_YET,
      reasonRemoved: 'none',
      reasonCreated: 'on_demand',
    });
    const rows = await read(`${MACHINE_COLUMNS}\n${machineRow(format, aMachine())}${machineRow(format, standing)}`);
    expect(rows[0]).toEqual({
      machine: '1',
      runner: 'shared',
      group: 'linux',
      manager: 'linux-1',
      cloud: 'gce',
      zone: 'east',
      machine_type: 'small',
      requested_at: '4000.000000',
      create_at: '4000.000000',
      ready_at: '4040.000000',
      removing_at: '4300.000000',
      gone_at: '4320.000000',
      uses: '2',
      reason_created: 'idle',
      reason_removed: 'used_up',
      billed_seconds: '360.000000',
      cost: '0.036',
      died_at: '',
      death: '',
      orphaned_at: '',
    });
    const dead = aMachine({ diedAt: 4200 * 1_000_000, death: 'preempted', orphanedAt: 4300 * 1_000_000 });
    expect((await read(`${MACHINE_COLUMNS}\n${machineRow(format, dead)}`))[0]).toMatchObject({
      died_at: '4200.000000',
      death: 'preempted',
      orphaned_at: '4300.000000',
    });
    expect(rows[1]).toMatchObject({ ready_at: '', removing_at: '', gone_at: '', reason_removed: '', reason_created: 'on_demand' });
  });
});

test('timeline.csv: signal by signal, bin by bin', async () => {
  const timeline = {
    binSeconds: 600,
    signals: [
      { name: 'jobs_pending', workload: 'a,b', averages: [1.5, 2] },
      { name: 'workers_busy', group: 'g', manager: 'm', runner: 'r', averages: [0] },
      { name: 'jobs_waiting', cause: 'boot', averages: [3] },
    ],
  };
  const rows = await read(`${TIMELINE_COLUMNS}\n${timelineRows(rowFormat(cast), timeline)}`);
  expect(rows.map((row) => Object.values(row))).toEqual([
    ['0.000000', 'jobs_pending', 'a,b', '', '', '', '', '', '1.5'],
    ['600.000000', 'jobs_pending', 'a,b', '', '', '', '', '', '2'],
    ['0.000000', 'workers_busy', '', 'g', 'm', 'r', '', '', '0'],
    ['0.000000', 'jobs_waiting', '', '', '', '', 'boot', '', '3'],
  ]);
});

test('a text without anything odd is its own cell', () => {
  expect(textCell('plain')).toBe('plain');
});

test.each([
  ['  =SUM(1)', "'  =SUM(1)"],
  ['\uff1dcmd', "'\uff1dcmd"],
  ['\u00a0+1', "'\u00a0+1"],
  ['\u001b[31mred', '?[31mred'],
  ['a\u202egnp.exe', 'a?gnp.exe'],
  ['\t=1', '?=1'],
])('a name is harmless: %j', (name, cell) => {
  expect(textCell(name)).toBe(cell);
});
