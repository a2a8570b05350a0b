/** The figures of a backtest as a table: a row a group and figure. */
import { WAIT_FIGURES } from '../../history/backtest/wait-figures.js';
import type { BacktestResult } from '../../study/backtest/backtest-result.js';
import { textCell } from '../../units/text-cell.js';
import { figureOf } from './words.js';

/** Columns of the file. */
export const BACKTEST_COLUMNS = 'by,name,jobs,left_out,figure,observed,simulated,low,high,error,error_low,error_high,plain_queue';

/** Returns the file: what is judged first, then the groups; times in seconds. A cell is empty where there is no such number. */
export function backtestCsv({ judged, groups }: BacktestResult): string {
  const number = (x: number | null): string => (x === null ? '' : String(x));
  const rows = [judged, ...groups].flatMap((group) =>
    WAIT_FIGURES.map((figure) => {
      const { observed, simulated, low, high, error, errorLow, errorHigh, ideal } = figureOf(group, figure);
      const numbers = [observed, simulated, low, high, error, errorLow, errorHigh, ideal].map(number);
      return [group.by, textCell(group.name), String(group.jobs), String(group.isLeftOut), figure, ...numbers].join(',');
    }),
  );
  return `${[BACKTEST_COLUMNS, ...rows].join('\n')}\n`;
}
