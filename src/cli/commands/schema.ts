/** `runcast schema`: prints or writes the JSON Schema of scenarios, of results, of the answer in short, or of studies. */
import { descriptionJsonSchema } from '../../history/describe/description.js';
import { scenarioJsonSchema } from '../../scenario/schema.js';
import { answerJsonSchema } from '../../study/answer.js';
import { sweepJsonSchema } from '../../study/sweep/sweep-result.js';
import { compareJsonSchema } from '../../study/compare/compare-result.js';
import { fitJsonSchema } from '../../study/fit/fit-result.js';
import { backtestJsonSchema } from '../../study/backtest/backtest-result.js';
import { forecastJsonSchema } from '../../study/backtest/forecast-result.js';
import { headroomJsonSchema } from '../../study/headroom/headroom-result.js';
import { planJsonSchema } from '../../study/plan/plan-answer.js';
import { resultJsonSchema } from '../../study/study-result.js';
import { EXIT_OK } from '../exit-codes.js';
import type { Terminal } from '../terminal.js';
import { writeWhole } from '../output/write-whole.js';

const SCHEMAS = {
  scenario: scenarioJsonSchema,
  result: resultJsonSchema,
  answer: answerJsonSchema,
  comparison: compareJsonSchema,
  sweep: sweepJsonSchema,
  plan: planJsonSchema,
  headroom: headroomJsonSchema,
  description: descriptionJsonSchema,
  fit: fitJsonSchema,
  backtest: backtestJsonSchema,
  forecast: forecastJsonSchema,
} as const;

/** Runs the command and returns the exit code. */
export async function schema(terminal: Terminal, of: keyof typeof SCHEMAS, out: string | undefined): Promise<number> {
  const text = `${JSON.stringify(SCHEMAS[of](), null, 2)}\n`;
  if (out === undefined) await terminal.out(text);
  else {
    writeWhole(out, text);
    terminal.err(`written to ${out}\n`);
  }
  return EXIT_OK;
}
