/** Answers that commands print with --json, drawn again long after: each is known by the key of its version. */
import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { TextOptions } from '../../report/frame/tone.js';
import { EXIT_USAGE } from '../exit-codes.js';
import { CommandError } from '../terminal.js';

/** What can be drawn of a saved answer. */
export interface DrawnAnswer {
  readonly text: (options: Required<TextOptions>) => string;
  readonly markdown: () => string | Promise<string>;
  /** Absent: there is no page of it. */
  readonly html?: () => string | Promise<string>;
}

/** How an answer is read and drawn; what does so is loaded when one is there. */
type Open = (json: unknown) => Promise<DrawnAnswer | z.ZodError>;

const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64');

const KINDS: Readonly<Record<string, { readonly command: string; readonly version: () => Promise<number>; readonly open: Open }>> = {
  compareVersion: {
    command: 'compare',
    version: async () => (await import('../../study/compare/compare-result.js')).COMPARE_VERSION,
    open: async (json) => {
      const { compareResultSchema } = await import('../../study/compare/compare-result.js');
      const { data, error } = compareResultSchema.safeParse(json);
      if (data === undefined) return error;
      const { comparisonText } = await import('../../report/compare/text.js');
      return {
        text: (options) => comparisonText(data, options),
        markdown: async () => (await import('../../report/compare/markdown.js')).comparisonMarkdown(data),
        html: async () => (await import('../../report/compare/html.js')).comparisonHtml(data, { sha256 }),
      };
    },
  },
  sweepVersion: {
    command: 'sweep',
    version: async () => (await import('../../study/sweep/sweep-result.js')).SWEEP_VERSION,
    open: async (json) => {
      const { sweepResultSchema } = await import('../../study/sweep/sweep-result.js');
      const { data, error } = sweepResultSchema.safeParse(json);
      if (data === undefined) return error;
      const { sweepText } = await import('../../report/sweep/text.js');
      return {
        text: (options) => sweepText(data, options),
        markdown: async () => (await import('../../report/sweep/markdown.js')).sweepMarkdown(data),
        html: async () => (await import('../../report/sweep/html.js')).sweepHtml(data, { sha256 }),
      };
    },
  },
  planVersion: {
    command: 'plan',
    version: async () => (await import('../../study/plan/plan-result.js')).PLAN_VERSION,
    open: async (json) => {
      const { planAnswerSchema } = await import('../../study/plan/plan-answer.js');
      const { data, error } = planAnswerSchema.safeParse(json);
      if (data === undefined) return error;
      const { planText } = await import('../../report/plan/text.js');
      return {
        text: (options) => planText(data, options),
        markdown: async () => (await import('../../report/plan/markdown.js')).planMarkdown(data),
        html: async () => (await import('../../report/plan/html.js')).planHtml(data, { sha256 }),
      };
    },
  },
  headroomVersion: {
    command: 'headroom',
    version: async () => (await import('../../study/headroom/headroom-result.js')).HEADROOM_VERSION,
    open: async (json) => {
      const { headroomResultSchema } = await import('../../study/headroom/headroom-result.js');
      const { data, error } = headroomResultSchema.safeParse(json);
      if (data === undefined) return error;
      const { headroomText } = await import('../../report/headroom/text.js');
      return {
        text: (options) => headroomText(data, options),
        markdown: async () => (await import('../../report/headroom/markdown.js')).headroomMarkdown(data),
      };
    },
  },
  backtestVersion: {
    command: 'backtest',
    version: async () => (await import('../../study/backtest/backtest-result.js')).BACKTEST_VERSION,
    open: async (json) => {
      const { backtestResultSchema } = await import('../../study/backtest/backtest-result.js');
      const { data, error } = backtestResultSchema.safeParse(json);
      if (data === undefined) return error;
      const { backtestText } = await import('../../report/backtest/text.js');
      return {
        text: (options) => backtestText(data, options),
        markdown: async () => (await import('../../report/backtest/markdown.js')).backtestMarkdown(data),
        html: async () => (await import('../../report/backtest/html.js')).backtestHtml(data, { sha256 }),
      };
    },
  },
  forecastVersion: {
    command: 'backtest',
    version: async () => (await import('../../study/backtest/forecast-result.js')).FORECAST_VERSION,
    open: async (json) => {
      const { forecastResultSchema } = await import('../../study/backtest/forecast-result.js');
      const { data, error } = forecastResultSchema.safeParse(json);
      if (data === undefined) return error;
      const { forecastText } = await import('../../report/backtest/forecast-text.js');
      return {
        text: (options) => forecastText(data, options),
        markdown: async () => (await import('../../report/backtest/markdown.js')).forecastMarkdown(data),
        html: async () => (await import('../../report/backtest/forecast-html.js')).forecastHtml(data, { sha256 }),
      };
    },
  },
};

/** Returns the saved answer in a document; undefined where it is none of these, and a `CommandError` where it is one that cannot be read. `name` is what it is called. */
export async function savedAnswer(name: string, json: unknown): Promise<DrawnAnswer | undefined> {
  if (typeof json !== 'object' || json === null) return undefined;
  const key = Object.keys(KINDS).find((own) => own in json);
  const kind = key === undefined ? undefined : KINDS[key];
  if (key === undefined || kind === undefined) return undefined;
  const refuse = (why: string): CommandError =>
    new CommandError(`${name} is no answer of ${kind.command} that can be drawn: ${why}`, EXIT_USAGE);
  const [found, known] = [(json as Record<string, unknown>)[key], await kind.version()];
  if (found !== known) throw refuse(`its ${key} is ${JSON.stringify(found)}, and this version of runcast reads ${known}`);
  const opened = await kind.open(json);
  if (!('issues' in opened)) return opened;
  const [issue] = opened.issues;
  throw refuse(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
}
