/** Which rows of a replayed history a runner takes. */
import { expect, test } from 'vitest';
import { sha256 } from '../../../../src/scenario/load-files.js';
import { replayedScenario } from '../../../../src/study/backtest/replayed-scenario.js';
import { takenLines } from '../../../../src/study/backtest/taken-lines.js';
import { plainFleet, replayOf } from '../../../support/backtests.js';
import { prepared } from '../../../support/scenario-files.js';

test('are those whose tags one of its registrations has, by the line of the row', () => {
  const { 'fleet.yaml': scenario, ...files } = plainFleet(1);
  const at = (second: number): string => `2018-10-01T00:00:0${second}Z`;
  const rows = ['docker', 'macos', 'docker', ''].map((tags, i) => `${i},${tags},r1,success,${at(i)},${at(i + 1)},${at(i + 2)}`);
  const { history } = replayOf(`job,tags,runner,status,queued_at,started_at,finished_at\n${rows.join('\n')}\n`);
  const replayed = replayedScenario(prepared({ files }, scenario), history, { hash: sha256, isOwnFile: () => false });
  if ('issues' in replayed) throw new Error(replayed.issues[0]!.message);
  const isTaken = takenLines(replayed.prepared.fleet);
  // The header is the first line; the runner of the fleet has a tag and takes untagged jobs of none.
  expect([1, 2, 3, 4, 5, 6].map(isTaken)).toEqual([false, true, false, true, false, false]);
});
