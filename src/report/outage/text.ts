/** Draws a study of outages for a terminal of 80 columns. It returns text; whether there is colour is the caller's decision. */
import type { OutageResult } from '../../study/outage/outage-result.js';
import { approximateWords } from '../frame/approximate.js';
import { blankOf, heatMap, highestOf } from './heat-map.js';
import { heatMapLines, shadeLines } from './heat-map-text.js';
import { cleanText, secondsText } from '../frame/numbers.js';
import { availabilityWords, drawnTable, heldWords, outageLead, quietWords, worstWords } from './words.js';
import { tableLines } from '../frame/table-lines.js';
import type { Paint } from '../frame/tone.js';
import { wrap } from '../frame/width.js';
import { rerunText } from '../frame/rerun.js';

/** Drawn outages that a terminal shows. */
const MOST = 10;

/** Returns the text, ending in a line break; its last line is the command that repeats the study. With `isPlain` shades are signs every terminal has. */
export function outageText(result: OutageResult, paint: Paint = (_tone, text) => text, isPlain = false): string {
  const { scenario, maps, target } = result;
  const lines = wrap(cleanText(`${scenario.name}: an outage of ${target.kind} ${target.name}`), '', '  ').map((line) =>
    paint('heading', line),
  );
  lines.push(...wrap(outageLead(result)));
  const approximate = approximateWords(result.approximate);
  if (approximate !== '') lines.push(...wrap(approximate, '! ', '  ').map((line) => paint('fail', line)));
  const highest = highestOf(maps, 'late');
  for (const map of maps) {
    lines.push('', paint('heading', `Jobs late, by the start of an outage of ${secondsText(map.durationSeconds)}`));
    if (map.cells.length === 0) lines.push(...wrap(NOT_HELD, '  ', '  '));
    else lines.push(...heatMapLines(heatMap(map, result, 'late', highest), isPlain));
  }
  lines.push(...shadeLines(highest, isPlain, blankOf(result)).map((line) => paint('quiet', line)));
  lines.push('', ...wrap(worstWords(result)));
  const held = heldWords(result);
  if (held !== '') lines.push(...wrap(held, '! ', '  '));
  const quiet = quietWords(result);
  if (quiet !== '') lines.push(...wrap(quiet));
  if (result.isCut)
    lines.push(
      ...wrap('A limit on events or pending jobs ended some runs: their numbers (>) are too low.', '! ', '  ').map((line) =>
        paint('fail', line),
      ),
    );
  const [first, ...rest] = availabilityWords(result);
  if (first !== undefined) {
    lines.push('', paint('heading', 'Availability over a year'), ...wrap(first, '  ', '  '));
    for (const sentence of rest) lines.push(...wrap(sentence, '  ', '  '));
    const table = drawnTable(result, MOST);
    if (table.rows.length > 0) lines.push('', ...tableLines(table, paint));
  }
  lines.push('', paint('heading', 'The same again (behind the #: version of runcast and hash of the scenario)'));
  lines.push(cleanText(rerunText(result, scenario)));
  return `${lines.join('\n')}\n`;
}

/** Said of a duration that no start has room for. */
export const NOT_HELD = 'The measured period is too short to hold such an outage; a longer --set horizon does.';
