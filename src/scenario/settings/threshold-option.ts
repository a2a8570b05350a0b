/** What `--threshold 'queue_time{group=x} p(95) < 10s'` means: one more condition in the scenario's thresholds. */
import { isSeq } from 'yaml';
import type { ScenarioDocument } from '../text/document.js';
import type { Issue } from '../text/issue.js';

/** A metric, its labels in braces (quoted values may hold a brace), perhaps a colon as reports print it, and the condition. */
const FORM = /^\s*([a-z][\w-]*)(?![\w-])\s*(\{(?:"(?:[^"\\]|\\.)*"|[^}"])*\})?\s*:?\s*(\S.*)$/u;

/** Returns the subject and the condition of a threshold as it is typed; undefined where it has not their form. */
export function splitThreshold(text: string): { readonly subject: string; readonly condition: string } | undefined {
  const [, metric, labels = '', condition] = FORM.exec(text) ?? [];
  return metric === undefined || condition === undefined ? undefined : { subject: `${metric}${labels}`, condition: condition.trim() };
}

/** What a threshold is expected to look like. */
export const THRESHOLD_FORM =
  "expected a metric and a condition, such as 'queue_time p(95) < 10s' or 'queue_time{group=linux} p(95) < 10s'";

/** Adds the thresholds to the document and returns what is wrong with their form; what they ask is checked with those of the file. */
export function applyThresholds(document: ScenarioDocument, texts: readonly string[]): Issue[] {
  return texts.flatMap((text) => {
    const origin = `--threshold ${text}`;
    const typed = splitThreshold(text);
    if (typed === undefined) return [{ severity: 'error', file: origin, message: THRESHOLD_FORM }];
    const path = ['thresholds', typed.subject];
    const before: unknown = document.yaml.getIn(path, true);
    document.override([...path, isSeq(before) ? before.items.length : 0], typed.condition, origin);
    return [];
  });
}
