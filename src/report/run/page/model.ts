/** All that a page about a study says, rounded and in words: the summary of every report, with the charts and tables that need room. */
import type { StudyResult } from '../../../study/study-result.js';
import type { CostBar } from '../../charts/cost-chart.js';
import type { OutageChart } from '../../charts/outage-chart.js';
import { DASHES, type ShareChart } from '../../charts/share-chart.js';
import type { TimeChart } from '../../charts/time-chart.js';
import { figureLookup } from '../../../study/figures/figure-lookup.js';
import { inWords } from '../in-words.js';
import { reportModel, type ReportModel } from '../model.js';
import { cleanText, secondsText } from '../../frame/numbers.js';
import { costBars } from './cost-bars.js';
import { machineCharts } from './machine-charts.js';
import { queueLengthChart, waitingChart } from './waiting-charts.js';
import { queueTimeChart } from './queue-time-chart.js';
import type { Chart } from '../../charts/chart.js';
import { outagePictures } from '../story/pictures.js';
import { cloudCost, cloudCostTable } from '../tables/cloud-cost.js';
import { managerTable } from '../tables/manager-table.js';
import { shareTable } from '../tables/share-table.js';
import { gitLabTable } from '../tables/gitlab-table.js';
import { monitoringTable } from '../tables/monitoring-table.js';
import type { Table } from '../../frame/table.js';

/** The page. */
export interface PageModel {
  readonly summary: ReportModel;
  /** The answer in sentences. */
  readonly inWords: string;
  readonly queueTime: Chart<ShareChart> | undefined;
  /** Of the stories, in their order; of a story beyond these there is none. */
  readonly pictures: readonly (Chart<OutageChart> | undefined)[];
  readonly shares: Table;
  readonly machines: readonly Chart<TimeChart>[];
  readonly queueLength: Chart<TimeChart> | undefined;
  readonly waiting: Chart<TimeChart> | undefined;
  readonly cost: Chart<readonly CostBar[]> | undefined;
  /** Every table but the shares: those of the summary, and those that only pages have room for. */
  readonly tables: readonly Table[];
  /** What the charts are of, where that is not what the tables are of. */
  readonly chartBasis: string;
  readonly warnings: readonly string[];
  readonly scenario: { readonly file: string; readonly hash: string; readonly text: string | undefined };
  readonly runcast: string;
}

/** Returns the page of a study. */
export function pageModel(study: StudyResult): PageModel {
  const lookup = figureLookup(study);
  const summary = reportModel(study);
  const cost = cloudCost(study, lookup);
  const bin = study.first.timeline?.binSeconds;
  const which = study.replications > 1 ? ', of the first replication' : '';
  return {
    summary,
    inWords: inWords(study, lookup),
    queueTime: queueTimeChart(study, lookup, DASHES),
    pictures: outagePictures(study),
    shares: shareTable(study, lookup),
    machines: machineCharts(study, lookup),
    queueLength: queueLengthChart(study),
    waiting: waitingChart(study),
    cost: costBars(cost),
    tables: [
      ...summary.tables,
      managerTable(study, lookup),
      ...[gitLabTable(study), monitoringTable(study)].filter(({ rows }) => rows.length > 0),
      ...cloudCostTable(cost),
    ],
    chartBasis: bin === undefined ? '' : `Averages of ${secondsText(bin)} or a multiple${which}; the warm-up is shaded and not measured.`,
    warnings: summary.warnings,
    scenario: {
      file: cleanText(study.scenario.file),
      hash: study.scenario.hash,
      text: study.scenario.text === undefined ? undefined : cleanLines(study.scenario.text),
    },
    runcast: study.runcast,
  };
}

/** The same as `cleanText`, line by line: the lines of a file are its own. */
function cleanLines(text: string): string {
  return text
    .split('\n')
    .map((line) => cleanText(line.replaceAll('\t', '  ')))
    .join('\n');
}
