/** What was tried, on the one screen: each change with the queue time of its group and the cost of a month, best first, then what did nothing. */
import type { Effect } from '../../../study/advise/advice-result.js';
import type { StudyResult } from '../../../study/study-result.js';
import { fitting, set, toned, type Line } from '../../frame/lines.js';
import type { Tone } from '../../frame/tone.js';
import { columnsTaken, padEnd, breakable } from '../../frame/width.js';
import { triedLines, triedNotes, type TriedLine } from '../tried.js';

const TONES: Readonly<Partial<Record<Effect, Tone>>> = { helps: 'pass', saves: 'pass', trades: 'inconclusive', harms: 'fail' };
const TITLES: Readonly<Partial<Record<Effect, string>>> = {
  helps: 'what helps (tried, same jobs)',
  saves: 'what saves without harm',
  trades: 'what saves at the price of waiting',
  harms: 'what does harm',
};
/** Changes that are shown of each kind: of what does harm none is to be done. */
const MOST: Readonly<Partial<Record<Effect, number>>> = { helps: 4, saves: 3, trades: 2, harms: 1 };

/** Returns the lines in at most `most` lines; none where no advice was asked for. */
export function triedLinesOf(study: StudyResult, width: number, most: number): Line[] {
  if (study.advice === undefined) return [];
  const all = triedLines(study);
  const shown = (Object.keys(MOST) as Effect[]).flatMap((effect) => all.filter((line) => line.effect === effect).slice(0, MOST[effect]));
  const columns = (of: (line: TriedLine) => string): number => Math.max(0, ...shown.map((line) => columnsTaken(of(line))));
  const [wait, cost, thresholds] = [columns((line) => line.wait), columns((line) => line.cost), columns((line) => line.thresholds)];
  const titles = shown.map(({ effect }) => columnsTaken(TITLES[effect]!) - 2);
  // A name that is longer has a line of its own, and moves nobody's columns.
  const room = Math.max(width - [4, 2, wait, 2, cost, 2, thresholds].reduce((sum, own) => sum + own), 0);
  const names = shown.map(({ name }) => columnsTaken(name)).filter((own) => own <= room);
  // Where a title would move the columns out of the line it says itself what they are.
  const isNarrow = Math.max(0, ...titles) > room;
  const widths = { name: Math.max(0, ...names, ...(isNarrow ? [] : titles)), wait, cost };
  const items = shown.map((line, i): Line[] => {
    const isFirst = shown[i - 1]?.effect !== line.effect;
    const title = `  ${TITLES[line.effect]!}`;
    const columnsToo = isNarrow ? `${title}: p95, a month` : `${padEnd(title, widths.name + 4)}  ${padEnd('p95', widths.wait)}  a month`;
    const head: Line[] = isFirst ? [{ text: i === 0 ? columnsToo : title, tone: 'quiet' }] : [];
    const cells = [
      `    ${padEnd(line.name, widths.name)}`,
      padEnd(line.wait, widths.wait),
      padEnd(line.cost, widths.cost),
      line.thresholds,
    ];
    const text = cells.join('  ').trimEnd();
    const fits = columnsTaken(text) <= width;
    const rows = fits
      ? [text]
      : [`    ${line.name}`, `      ${[line.wait, line.cost, line.thresholds].filter((cell) => cell !== '').join('   ')}`];
    return [
      ...head,
      ...toned(
        rows.flatMap((row) => set([row], { width })),
        TONES[line.effect],
      ),
    ];
  });
  const notes = triedNotes(study).map((note) => toned(set(breakable(note), { first: '  ', later: '    ', width, most: 2 }), 'quiet'));
  const title: Line[][] =
    shown.length === 0 ? [[{ text: '  what was tried (same jobs): nothing that helps or saves', tone: 'quiet' }]] : [];
  return fitting([...title, ...items, ...notes], most, (left) => ({ text: `    and ${left} more   (--full)`, tone: 'quiet' }));
}
