/** Draws a study of headroom for a merge request or a wiki. Names are never taken for markup. */
import { markdownTable } from 'markdown-table';
import type { HeadroomResult, HeadroomRow } from '../../study/headroom/headroom-result.js';
import { BOLD, fenced, plain } from '../frame/markup.js';
import { VERDICT_WORDS } from '../frame/verdict-words.js';
import { capital } from '../frame/sentence.js';
import { rerunText } from '../frame/rerun.js';
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
  type MonthLine,
  outagesWords,
  rowName,
  verdictOf,
} from './words.js';

/** Returns the text, ending in a line break. */
export function headroomMarkdown(result: HeadroomResult): string {
  const { rows, growth, scenario, isRandom } = result;
  const [first] = rows as [HeadroomRow, ...HeadroomRow[]];
  const { verdict, text } = headlineOf(first);
  const course = courseOf(first);
  const parts = [
    `# ${plain(`Headroom of ${scenario.name}`)}`,
    `${BOLD}${plain(`${VERDICT_WORDS[verdict]}: ${text}`)}.${BOLD}`,
    ...alarmWords(result).map((words) => `${BOLD}Note.${BOLD} ${plain(words)}`),
    markdownTable(
      [
        [
          'of the load',
          'gone',
          'today',
          'may grow to',
          'breaks first',
          ...(growth === undefined ? [] : [plain(`at ${growthText(growth)}`)]),
        ],
        ...rows.map((row) =>
          [
            rowName(row),
            row.failure ?? 'nothing',
            VERDICT_WORDS[verdictOf(row)],
            holdsText(row),
            breaksText(row),
            ...(growth === undefined ? [] : [forecastText(row)]),
          ].map(plain),
        ),
      ],
      { align: ['l', 'l', 'l', 'r', 'l', 'l'] },
    ),
    course === undefined
      ? ''
      : markdownTable([
          ['load', plain(course.threshold), ''],
          ...course.lines.map((line) => [line.factor, `${line.found} ${line.ends}`.trimEnd(), VERDICT_WORDS[line.verdict]].map(plain)),
        ]),
    ...rows.flatMap((row) => monthParts(row, rows.length)),
    ...[outagesWords(result)].filter((words) => words !== '').map((words) => plain(`${capital(words)}.`)),
    plain(
      `${basisWords(result)}.${isRandom ? ' In parentheses: up to where every threshold is kept for certain, and from where one is missed for certain (95 % each), to a step of 1 %.' : ''}`,
    ),
    fenced(rerunText(result, scenario), 'sh'),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/** The months of a row, below a line that says whose they are where there are several rows. */
function monthParts(row: HeadroomRow, rows: number): string[] {
  const lines = monthLines(row);
  if (lines.length === 0) return [];
  const table = markdownTable([
    ['month', 'load', 'queue time p95', 'cost a month', 'thresholds'],
    ...lines.map((line) => [line.month, line.load, line.queueTime, line.cost, monthVerdict(line)].map(plain)),
  ]);
  return rows === 1 ? [table] : [plain(`${rowName(row)}${row.failure === null ? '' : `, with ${row.failure} gone all the time`}:`), table];
}

/** How a month came out, and which thresholds its estimates miss. */
function monthVerdict({ verdict, breaks }: MonthLine): string {
  return breaks === '' ? VERDICT_WORDS[verdict] : `${VERDICT_WORDS[verdict]}: ${breaks}`;
}
