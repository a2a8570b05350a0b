/** How fast a history is imported, and what memory it takes: the built command, on files of any length. */
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { instantText } from '../src/units/instant.js';
import { SECOND } from '../src/units/time.js';
import { median, type Figures } from './figures.js';
import { runScript } from './processes.js';

/** Rows of the two files: memory must not grow with them but by what `SeenJobs` says. */
const [FEW, MANY] = [100_000, 1_000_000];
const TIMES = 3;
/** 2026-10-01, in seconds. */
const ORIGIN = 1_790_812_800;
/** Rows that are written in one go. */
const PIECE = 10_000;

/** Prints rows a second of CPU time without the start, by the difference of the two files, and the peak memory of both. `command` is the built `main.js`. */
export function benchImport(command: string): Figures {
  console.log(
    `Import: the built command on a CSV file as psql exports it; a process each, CPU time, median of ${TIMES}; rows/s by the difference`,
  );
  const folder = mkdtempSync(path.join(tmpdir(), 'runcast-import-'));
  try {
    const [few, many] = [exported(folder, FEW), exported(folder, MANY)];
    const figures: Record<string, number> = {};
    for (const kind of ['csv', 'parquet']) {
      const out = path.join(folder, `out.${kind}`);
      const [short, long] = [imported(command, few, out), imported(command, many, out)];
      const perSecond = (MANY - FEW) / (long.seconds - short.seconds);
      console.log(
        `  to ${kind}: ${Math.round(perSecond / 1000)} 000 rows/s; peak ${Math.round(short.mib)} MiB of ${FEW} rows, ${Math.round(long.mib)} MiB of ${MANY}`,
      );
      figures[`import.${kind}_rows_per_s`] = perSecond;
      figures[`import.${kind}_${MANY}_rows_mib`] = long.mib;
    }
    return figures;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

interface Measured {
  readonly seconds: number;
  readonly mib: number;
}

function imported(command: string, file: string, out: string): Measured {
  const runs = Array.from({ length: TIMES }, () => runScript(command, ['import', file, '-o', out, '-q']));
  return { seconds: median(runs.map(({ seconds }) => seconds)), mib: median(runs.map(({ mib }) => mib)) };
}

/** Writes an export: pipelines of eight jobs, two a second. */
function exported(folder: string, rows: number): string {
  const file = path.join(folder, `${rows}.csv`);
  const descriptor = openSync(file, 'wx');
  writeSync(descriptor, 'id,pipeline_id,project_id,name,status,protected,runner_id,created_at,queued_at,started_at,finished_at,tag_list\n');
  for (let from = 0; from < rows; from += PIECE) {
    writeSync(descriptor, Array.from({ length: Math.min(PIECE, rows - from) }, (_, i) => rowOf(from + i)).join(''));
  }
  closeSync(descriptor);
  return file;
}

function rowOf(i: number): string {
  const time = (after: number): string =>
    instantText((ORIGIN + (i >> 1) + after) * SECOND + (i % 7) * 123_457)
      .replace('T', ' ')
      .replace('Z', '+00');
  const jobs = `${9_000_000_000 + i},${1_000_000 + (i >> 3)},${i % 40},unit ${i % 12},success,f,${i % 25}`;
  return `${jobs},${time(0)},${time(1)},${time(4)},${time(64 + (i % 300))},"docker,linux"\n`;
}
