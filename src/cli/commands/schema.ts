/** `runcast schema`: prints the JSON Schema of scenarios, or of results. */
import { scenarioJsonSchema } from '../../scenario/schema.js';
import { resultJsonSchema } from '../../study/study-result.js';
import { EXIT_OK } from '../exit-codes.js';
import type { Terminal } from '../terminal.js';

/** Runs the command and returns the exit code. */
export async function schema(terminal: Terminal, of: 'scenario' | 'result'): Promise<number> {
  await terminal.out(`${JSON.stringify(of === 'scenario' ? scenarioJsonSchema() : resultJsonSchema(), null, 2)}\n`);
  return EXIT_OK;
}
