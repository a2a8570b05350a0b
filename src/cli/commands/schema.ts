/** `runcast schema`: prints or writes the JSON Schema of scenarios, or of results. */
import { scenarioJsonSchema } from '../../scenario/schema.js';
import { resultJsonSchema } from '../../study/study-result.js';
import { EXIT_OK } from '../exit-codes.js';
import type { Terminal } from '../terminal.js';
import { writeWhole } from '../write-whole.js';

/** Runs the command and returns the exit code. */
export async function schema(terminal: Terminal, of: 'scenario' | 'result', out: string | undefined): Promise<number> {
  const text = `${JSON.stringify(of === 'scenario' ? scenarioJsonSchema() : resultJsonSchema(), null, 2)}\n`;
  if (out === undefined) await terminal.out(text);
  else {
    writeWhole(out, text);
    terminal.err(`written to ${out}\n`);
  }
  return EXIT_OK;
}
