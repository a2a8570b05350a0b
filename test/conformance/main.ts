/** The command `npm run conformance -- DIR_OR_FILES...`: plays recordings and prints a line for each; exit code 0 only where all are equal. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { checkRecording } from './check-recording.js';
import { recordingFiles } from './recording-files.js';

/** Used where no path is given, relative to the folder of the project (npm makes it the working folder). */
const DEFAULT_PLACE = 'test/recordings';

const home = process.env['INIT_CWD'] ?? process.cwd();
const args = process.argv.slice(2);
const places = args.length === 0 ? [path.resolve(DEFAULT_PLACE)] : args.map((place) => path.resolve(home, place));

/** What is said of one recording. */
function verdict(file: string): string {
  try {
    return checkRecording(readFileSync(file, 'utf8')) ?? 'equal';
  } catch (error) {
    return `cannot be played: ${error instanceof Error ? error.message : String(error)}`;
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

const files = places.flatMap(filesOf);
const width = Math.max(0, ...files.map((file) => path.basename(file, '.json').length));
let equal = 0;
for (const file of files) {
  const text = verdict(file);
  if (text === 'equal') equal++;
  console.log(`${path.basename(file, '.json').padEnd(width)}  ${text}`);
}
console.log(`${String(equal)} of ${String(files.length)} recordings equal`);
process.exitCode = files.length > 0 && equal === files.length ? 0 : 1;
