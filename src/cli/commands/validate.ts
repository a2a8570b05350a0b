/** `runcast validate`: reads everything a run would read, and runs nothing. */
import { durationText, parseDuration } from '../../units/duration.js';
import { cleanText, wholeText } from '../../report/numbers.js';
import { EXIT_OK, EXIT_USAGE } from '../exit-codes.js';
import { openChecked, type ScenarioArguments } from '../open-checked.js';
import type { Terminal } from '../terminal.js';

/** Runs the command and returns the exit code. */
export async function validate(terminal: Terminal, args: ScenarioArguments): Promise<number> {
  const checked = await openChecked(terminal, args);
  if (checked === undefined) return EXIT_USAGE;
  const { scenario, cast, thresholds, hash } = checked;
  const count = (n: number, thing: string): string => `${wholeText(n)} ${thing}${n === 1 ? '' : 's'}`;
  const parts = [
    count(cast.managers.length, 'manager process').replace('processs', 'processes'),
    count(cast.runners.length, 'runner'),
    count(cast.workloads.length, 'workload'),
    count(thresholds.length, 'threshold'),
    `${durationText(parseDuration(scenario.horizon) ?? 0)} of simulated time`,
  ];
  if (!args.quiet) await terminal.out(`${args.scenario}: valid\n${cleanText(scenario.name)}: ${parts.join(', ')}\nsha256:${hash}\n`);
  return EXIT_OK;
}
