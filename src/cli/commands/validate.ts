/** `runcast validate`: reads everything a run would read, and runs nothing. */
import { cleanText, countText, numberText, wholeText } from '../../report/frame/numbers.js';
import { wrap } from '../../report/frame/width.js';
import { expectedJobsOf } from '../../scenario/build/expected-jobs.js';
import { durationText } from '../../units/duration.js';
import { EXIT_OK, EXIT_USAGE } from '../exit-codes.js';
import { openChecked, type CheckedScenario, type ScenarioArguments } from '../input/open-checked.js';
import type { Terminal } from '../terminal.js';

/** Runs the command and returns the exit code. */
export async function validate(terminal: Terminal, args: ScenarioArguments): Promise<number> {
  const checked = await openChecked(terminal, args, undefined, false);
  if (checked === undefined) return EXIT_USAGE;
  const name = cleanText(args.scenario === '-' ? 'stdin' : args.scenario);
  if (!args.quiet) await terminal.out(`${name}: valid\n${inventory(checked).join('\n')}\nscenario sha256:${checked.hash}\n`);
  return EXIT_OK;
}

/** One sentence about what a run would play. */
function inventory({ scenario, fleet, thresholds }: CheckedScenario): string[] {
  const jobs = expectedJobsOf(fleet);
  const isExact = fleet.workloads.every(({ arrivals }) => arrivals.kind === 'trace');
  const processes = fleet.managers.length;
  const types = fleet.machineTypes.map((type) => type.name).join(', ');
  const parts = [
    `${durationText(fleet.horizon)} of simulated time`,
    isExact ? countText(jobs, 'job') : `about ${jobs >= 1000 ? wholeText(Number(jobs.toPrecision(3))) : numberText(jobs)} jobs`,
    countText(fleet.workloads.length, 'workload'),
    `${wholeText(processes)} manager process${processes === 1 ? '' : 'es'}`,
    countText(fleet.runners.length, 'runner'),
    types === '' ? 'no machine types' : `${fleet.machineTypes.length === 1 ? 'machine type' : 'machine types'} ${types}`,
    countText(thresholds.length, 'threshold'),
    countText(scenario.replications, 'replication'),
  ];
  return wrap(cleanText(`${scenario.name}: ${parts.join(', ')}`), '', '  ');
}
