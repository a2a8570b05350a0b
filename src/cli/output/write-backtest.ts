/** The files of `runcast backtest --out`. */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { timeText } from '../../history/judge.js';
import { backtestCsv } from '../../report/backtest/csv.js';
import { forecastCsv } from '../../report/backtest/forecast-csv.js';
import { backtestMarkdown, forecastMarkdown } from '../../report/backtest/markdown.js';
import type { ForecastResult } from '../../study/backtest/forecast-result.js';
import type { JoinedJobs } from '../../study/backtest/joined-jobs.js';
import type { JudgedBacktest } from '../../study/backtest/judge-backtest.js';
import { textCell } from '../../units/text-cell.js';
import type { OutputFolder } from './output-folder.js';
import { RowFile } from './row-file.js';

const JOB_COLUMNS = 'queued_at,project,name,tags,runner,observed,simulated,plain_queue';

/** Writes a backtest and its jobs into a folder, and puts that in its place. What draws the page is loaded here: it is large. */
export async function writeBacktest(folder: OutputFolder, { result, joined }: JudgedBacktest): Promise<void> {
  const { backtestHtml } = await import('../../report/backtest/html.js');
  writeFileSync(folder.file('backtest.json'), `${JSON.stringify(result)}\n`);
  writeFileSync(folder.file('backtest.csv'), backtestCsv(result));
  const rows = new RowFile(folder.file('backtest-jobs.csv'), JOB_COLUMNS);
  for (const row of jobRows(joined, result.isClock)) rows.add(row);
  rows.close();
  writeFileSync(folder.file('report.md'), backtestMarkdown(result));
  writeFileSync(folder.file('report.html'), await backtestHtml(result, { sha256 }));
  folder.commit();
}

/** Writes a forecast into a folder, and puts that in its place. */
export async function writeForecast(folder: OutputFolder, result: ForecastResult): Promise<void> {
  const { forecastHtml } = await import('../../report/backtest/forecast-html.js');
  writeFileSync(folder.file('forecast.json'), `${JSON.stringify(result)}\n`);
  writeFileSync(folder.file('forecast.csv'), forecastCsv(result));
  writeFileSync(folder.file('report.md'), forecastMarkdown(result));
  writeFileSync(folder.file('report.html'), forecastHtml(result, { sha256 }));
  folder.commit();
}

/** A row a job: seconds that it waited on either side (of several replications the mean), and in a plain queue. */
function* jobRows({ jobs, observed, simulated, ideal }: JoinedJobs, isClock: boolean): Generator<string> {
  for (const [place, { queued, project, name, tags, runner }] of jobs.entries()) {
    const own = simulated.reduce((sum, run) => sum + run[place]!, 0) / simulated.length;
    const texts = [project, name, tags, runner].map((text) => textCell(text.replaceAll('\n', '?')));
    const plain = Number.isFinite(ideal[place]!) ? String(ideal[place]!) : '';
    yield `${[timeText(queued, isClock), ...texts, String(observed[place]!), String(own), plain].join(',')}\n`;
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
