import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readRecording } from './recording.js';
import { recordingFleet } from './quick-fleet.js';
import { observe } from './observe.js';
import { difference } from './compare.js';
const files = process.argv.slice(2).flatMap((a) => (statSync(a).isDirectory() ? readdirSync(a).filter((f) => f.endsWith('.json')).map((f) => join(a, f)) : [a]));
let ok = 0;
for (const f of files) {
  let out: string;
  try {
    const r = readRecording(readFileSync(f, 'utf8'));
    const { fleet, given, tokens } = recordingFleet(r);
    const d = difference(r.observed, observe(fleet, given, (i) => tokens[i]!, (i) => r.managers[i]!.name, { watched: !process.env['UNWATCHED'] }));
    out = d ?? 'equal';
  } catch (e) { out = 'ERROR ' + (process.env['STACK'] ? (e as Error).stack! : (e as Error).message); }
  if (out === 'equal') ok++;
  console.log(f.split('/').pop(), out.slice(0, 900));
}
console.log(`${ok} of ${files.length} recordings equal`);
