/** Draws a study of headroom on one screen of a terminal: how far today is from breaking first, then part by part, and the command that repeats it last. */
import type { HeadroomResult, HeadroomRow } from '../../study/headroom/headroom-result.js';
import { painted, set, toned, type Line } from '../frame/lines.js';
import { cleanText } from '../frame/numbers.js';
import { UNPAINTED, type TextOptions } from '../frame/tone.js';
import { columnsTaken, padEnd, WIDTH, breakable } from '../frame/width.js';
import {
  alarmWords,
  basisWords,
  breaksText,
  courseOf,
  forecastText,
  growthText,
  headlineOf,
  holdsText,
  monthLines,
  outagesWords,
  type MonthLine,
  rowName,
  verdictOf,
} from './words.js';

const SIGNS = { pass: '✓', fail: '✗', inconclusive: '?' } as const;

/** Returns the text, ending in a line break. No line is wider than `width` but the last, which repeats the study and can be copied whole. */
export function headroomText(result: HeadroomResult, { paint = UNPAINTED, width = WIDTH }: TextOptions = {}): string {
  const [first] = result.rows as [HeadroomRow, ...HeadroomRow[]];
  const { verdict, text } = headlineOf(first);
  const head = `${SIGNS[verdict]} ${cleanText(result.scenario.name)}: ${text}`;
  const lines: Line[] = [
    ...toned(set(breakable(head), { later: '  ', width, most: 3 }), verdict),
    ...toned(set(breakable(basisWords(result)), { first: '  ', later: '  ', width }), 'quiet'),
    ...alarmWords(result).flatMap((words) => toned(set(breakable(words), { first: '  ! ', later: '    ', width }), 'fail')),
    { text: '' },
    ...rowLines(result, width),
    ...courseLines(first),
    ...forecastLines(result, width),
    ...outageLines(result, width),
    { text: '' },
    ...toned(set(breakable(hints(result)), { first: '  # ', later: '  # ', width }), 'quiet'),
    { text: `  ${cleanText(result.rerun)}` },
  ];
  return painted(lines, paint);
}

/** With how many outages the cost of the months is. */
function outageLines(result: HeadroomResult, width: number): Line[] {
  const words = outagesWords(result);
  return words === '' ? [] : toned(set(breakable(words), { first: '  ', later: '  ', width }), 'quiet');
}

/** Every part with the load that it bears, those with something gone below a line that names it. */
function rowLines({ rows, growth, isRandom }: HeadroomResult, width: number): Line[] {
  const names = rows.map((row) => `  ${SIGNS[verdictOf(row)]} ${rowName(row)}`);
  const loads = rows.map(holdsText);
  const own = Math.max(...loads.map(columnsTaken), 'may grow to'.length) + 2;
  // What begins a line takes half of it at most, or nothing could be set beside it: a longer name has a line of its own.
  const most = Math.max(6, Math.min(Math.floor(width / 3), Math.floor(width / 2) - own));
  const room = Math.min(most, Math.max(...names.map(columnsTaken), 6) + 2);
  const title: Line = { text: `${padEnd('', room)}${padEnd('may grow to', own)}breaks first`, tone: 'quiet' };
  let gone: string | null = null;
  const lines = rows.flatMap((row, i): Line[] => {
    const begin =
      columnsTaken(names[i]!) + 2 <= room
        ? []
        : toned(set(breakable(names[i]!.trimStart()), { first: '  ', later: '    ', width }), verdictOf(row));
    const name = begin.length > 0 ? '' : names[i]!;
    const text = set(breakable(breaksText(row)), {
      first: `${padEnd(name, room)}${padEnd(loads[i]!, own)}`,
      later: ' '.repeat(room + own),
      width,
    });
    const above: Line[] = row.failure === gone ? [] : [{ text: `  with ${cleanText(row.failure ?? '')} gone all the time`, tone: 'quiet' }];
    gone = row.failure;
    const when =
      growth === undefined
        ? []
        : set(breakable(`at ${growthText(growth)}: ${forecastText(row)}`), { first: ' '.repeat(room), later: ' '.repeat(room + 2), width });
    return [...above, ...begin, ...toned(text, verdictOf(row)), ...toned(when)];
  });
  const note: Line[] =
    isRandom && rows.some(({ factor, isEndless }) => factor !== null && !isEndless)
      ? toned(
          set(breakable('(kept for certain … missed for certain), 95 % each, to a step of 1 %'), { first: '  ', later: '  ', width }),
          'quiet',
        )
      : [];
  return [title, ...lines, ...note];
}

function courseLines(row: HeadroomRow): Line[] {
  const course = courseOf(row);
  if (course === undefined) return [];
  const widths = {
    factor: Math.max(...course.lines.map(({ factor }) => columnsTaken(factor))),
    found: Math.max(...course.lines.map(({ found }) => columnsTaken(found))),
  };
  return [
    { text: '' },
    { text: `  ${course.threshold}`, tone: 'quiet' },
    ...course.lines.map(({ factor, found, ends, verdict }) => ({
      text: `  ${SIGNS[verdict]} ${padEnd(factor, widths.factor)}   ${padEnd(found, widths.found)}  ${ends}`.trimEnd(),
      tone: verdict,
    })),
  ];
}

/** The months of the first row, and of the first with something gone: more do not fit a screen. */
function forecastLines({ rows }: HeadroomResult, width: number): Line[] {
  const [first] = rows;
  const shown = [first, rows.find(({ failure }) => failure !== (first?.failure ?? null))].filter((row) => row !== undefined);
  return shown.flatMap((row) => {
    const lines = tableLines(row, width);
    return lines.length === 0 ? [] : [{ text: '' }, ...titleLines(row, rows.length, width), ...lines];
  });
}

/** What a table is of, where there are several rows. */
function titleLines(row: HeadroomRow, rows: number, width: number): Line[] {
  if (rows === 1) return [];
  const gone = row.failure === null ? '' : `, with ${cleanText(row.failure)} gone all the time`;
  return toned(set(breakable(`${rowName(row)}${gone}:`), { first: '  ', later: '    ', width }), 'quiet');
}

/** The months with their load, what jobs wait and what it costs. What breaks stands in the rows above. */
function tableLines(row: HeadroomRow, width: number): Line[] {
  const all = (['queueTime', 'cost'] as const).map((_, i, figures) => monthRows(row, figures.slice(0, 2 - i)));
  const [first] = all;
  if (first === undefined || first.lines.length === 0) return [];
  // Where there is no room for both intervals, that of the cost is left out first.
  const fits = ({ head, lines }: MonthRows): boolean => [head, ...lines].every((line) => 4 + columnsTaken(line.text) <= width);
  const { head, lines } = all.find(fits) ?? monthRows(row, []);
  return [
    { text: `    ${head.text}`, tone: 'quiet' },
    ...lines.map(({ text, verdict }) => ({ text: `  ${SIGNS[verdict]} ${text}`, tone: verdict })),
  ];
}

/** The table of months under its head. */
interface MonthRows {
  readonly head: { readonly text: string };
  readonly lines: readonly { readonly text: string; readonly verdict: MonthLine['verdict'] }[];
}

function monthRows(own: HeadroomRow, ends: Parameters<typeof monthLines>[1]): MonthRows {
  const lines = monthLines(own, ends);
  const hasCost = lines.some(({ cost }) => cost !== '');
  const head = { month: 'month', load: 'load', queueTime: 'queue time p95', cost: hasCost ? 'cost a month' : '' };
  const keys = ['month', 'load', 'queueTime', 'cost'] as const;
  const widths = keys.map((key) => Math.max(...[head, ...lines].map((line) => columnsTaken(line[key]))) + 2);
  const row = (line: typeof head): string =>
    keys
      .map((key, i) => padEnd(line[key], widths[i]!))
      .join('')
      .trimEnd();
  return { head: { text: row(head) }, lines: lines.map((line) => ({ text: row(line), verdict: line.verdict })) };
}

/** What else may be asked. */
function hints({ rows, growth }: HeadroomResult): string {
  const asked = [
    ...(rows.some(({ of }) => of !== 'all') ? [] : ['--of workload']),
    ...(growth === undefined ? ['--growth 3%/month'] : []),
    ...(rows.some(({ failure }) => failure !== null) ? [] : ['--failure zone=NAME']),
    '--json',
  ];
  return `more: ${asked.join(', ')}`;
}
