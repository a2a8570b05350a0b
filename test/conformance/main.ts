/**
 * The command `npm run conformance -- [--watched] [--unwatched] DIR_OR_FILES...`: plays recordings and prints a line for each, then what was
 * not compared. Exit code 0 only where all are equal; 2 where the command line is wrong.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { checkRecording } from './check-recording.js';
import { recordingFiles } from './recording-files.js';

/** Used where no path is given, relative to the folder of the project (npm makes it the working folder). */
const DEFAULT_PLACE = 'test/recordings';

const USAGE = `usage: npm run conformance -- [--watched] [--unwatched] [folder or file]...
  --watched    every pass and request is looked at and compared (the default)
  --unwatched  as a user's run: quiet ticks are skipped, passes and requests are counted only`;

interface CommandLine {
  readonly files: readonly string[];
  /** Each recording is played once in each. */
  readonly modes: readonly boolean[];
}

function commandLine(): CommandLine | string {
  try {
    const flags = { watched: { type: 'boolean' }, unwatched: { type: 'boolean' } } as const;
    const { values, positionals } = parseArgs({ options: flags, allowPositionals: true });
    const home = process.env['INIT_CWD'] ?? process.cwd();
    const places = positionals.length === 0 ? [path.resolve(DEFAULT_PLACE)] : positionals.map((place) => path.resolve(home, place));
    const unwatched = values.unwatched === true;
    return {
      files: places.flatMap(filesOf),
      modes: [...(values.watched === true || !unwatched ? [true] : []), ...(unwatched ? [false] : [])],
    };
  } catch (error) {
    return `${error instanceof Error ? error.message : String(error)}\n${USAGE}`;
  }
}

/** The files of a place, or the place itself where it cannot be read, so that it is reported as a recording that failed. */
function filesOf(place: string): string[] {
  try {
    return recordingFiles(place);
  } catch {
    return [place];
  }
}

/** By what was not compared: in how many recordings. */
type Tally = Map<string, number>;

/** Plays a recording in one mode and returns what is said of it. */
function verdict(file: string, watched: boolean, notRecorded: Tally, notWatched: Tally): string {
  try {
    const found = checkRecording(readFileSync(file, 'utf8'), { watched });
    for (const name of found.notRecorded) notRecorded.set(name, (notRecorded.get(name) ?? 0) + 1);
    for (const name of found.notWatched) notWatched.set(name, (notWatched.get(name) ?? 0) + 1);
    return found.difference ?? 'equal';
  } catch (error) {
    return `cannot be played: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function play({ files, modes }: CommandLine): void {
  const width = Math.max(0, ...files.map((file) => path.basename(file, '.json').length));
  let areAllEqual = files.length > 0;
  for (const watched of modes) {
    const notRecorded: Tally = new Map();
    const notWatched: Tally = new Map();
    let equal = 0;
    for (const file of files) {
      const text = verdict(file, watched, notRecorded, notWatched);
      if (text === 'equal') equal++;
      console.log(`${path.basename(file, '.json').padEnd(width)}  ${text}`);
    }
    console.log(`${String(equal)} of ${String(files.length)} recordings equal${watched ? '' : ', unwatched'}`);
    tell('not recorded, so not compared', notRecorded);
    tell('not listed unwatched, so not compared', notWatched);
    areAllEqual &&= equal === files.length;
  }
  process.exitCode = areAllEqual ? 0 : 1;
}

function tell(what: string, tally: Tally): void {
  if (tally.size === 0) return;
  const names = [...tally].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([name, count]) => `${name} in ${String(count)}`);
  console.log(`${what}: ${names.join(', ')}`);
}

const given = commandLine();
if (typeof given !== 'string') play(given);
else {
  console.error(given);
  process.exitCode = 2;
}
