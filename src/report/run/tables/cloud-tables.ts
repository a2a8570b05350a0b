/** Tables of the clouds' APIs and of their machines in trouble; they have rows only where there are some. */
import type { RunResult } from '../../../results/run-result.js';
import type { StudyResult } from '../../../study/study-result.js';
import { meansTable, ofFirst } from './means-table.js';
import { countWords, numberText, things, wholeText } from '../../frame/numbers.js';
import { notesOf, type Table } from '../../frame/table.js';

type Cloud = NonNullable<RunResult['clouds']>[number];

/** What an exporter of the cloud counts, in the first replication: machines and how many there may be. */
function standing({ cloud, machines, machinesQuota }: Cloud, which: string): string[] {
  if (machines === undefined) return [];
  const quota = machinesQuota === undefined ? '' : `, of ${wholeText(machinesQuota)} that the account may have`;
  const most = `${machines.peakAtMost === true ? 'at most ' : ''}${wholeText(machines.peak)}`;
  return [
    `${cloud}: ${things(numberText(machines.average), 'machine')} on average, ${most} at the peak, orphans included${quota}${which}.`,
  ];
}

/** Calls to the clouds' APIs, what was refused, and the clouds' own troubles. */
export function cloudTables({ runs }: StudyResult): Table[] {
  const perRun = runs.map(({ clouds }) => clouds ?? []);
  const key = ({ cloud }: Cloud): string => cloud;
  const api = meansTable(
    { title: "Clouds' APIs", head: 'of' },
    perRun,
    key,
    [
      ['calls', ({ calls }) => calls, countWords, 'of commands and passes'],
      ['refused', ({ refusedCalls }) => refusedCalls, countWords, 'by a rate limit'],
      ['over quota', ({ refusedByQuota }) => refusedByQuota, countWords, 'creates refused'],
      ['in outages', ({ failedByOutage }) => failedByOutage, countWords, 'commands that failed'],
    ],
    [],
  );
  const troubles = meansTable(
    { title: "Clouds' machines in trouble", head: 'of' },
    perRun,
    key,
    [
      ['died', ({ died }) => died, countWords, 'in outages'],
      ['preempted', ({ preempted }) => preempted, countWords, 'taken back by the cloud'],
      ['orphans', ({ orphaned }) => orphaned, countWords, 'machines that lived on unknown to their manager'],
      ['stand', ({ orphans }) => orphans?.average ?? 0, numberText, 'how many of them on average'],
      ['peak', ({ orphans }) => orphans?.peak ?? 0, countWords],
      ['cleaned', ({ hangingRemoved }) => hangingRemoved, countWords, 'by hanging-droplets-cleaner'],
      ['DropletId 0', ({ zeroRecords }) => zeroRecords, countWords, 'directories made'],
      ['cleaned 0', ({ zeroRemoved }) => zeroRemoved, countWords, 'by droplet-zero-machines-cleaner'],
    ],
    notesOf(
      'finding',
      (perRun[0] ?? []).flatMap((cloud) => standing(cloud, ofFirst(perRun.length))),
    ),
  );
  return [api, troubles];
}
