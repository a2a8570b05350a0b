/** What `--threshold 'queue_time{group=x} p(95) < 10s'` means: one more condition in the scenario's thresholds. */
import { isSeq } from 'yaml';
import type { ScenarioDocument } from './document.js';
import type { Issue } from './issue.js';

/** A metric, its labels in braces (quoted values may hold a brace), perhaps a colon as reports print it, and the condition. */
const FORM = /^\s*([a-z][\w-]*)(?![\w-])\s*(\{(?:"(?:[^"\\]|\\.)*"|[^}"])*\})?\s*:?\s*(\S.*)$/u;

/** Adds the thresholds to the document and returns what is wrong with their form; what they ask is checked with those of the file. */
export function applyThresholds(document: ScenarioDocument, texts: readonly string[]): Issue[] {
  return texts.flatMap((text) => {
    const origin = `--threshold ${text}`;
    const [, metric, labels = '', condition] = FORM.exec(text) ?? [];
    if (metric === undefined || condition === undefined) {
      const message = "expected a metric and a condition, such as 'queue_time p(95) < 10s' or 'queue_time{group=linux} p(95) < 10s'";
      return [{ severity: 'error', file: origin, message }];
    }
    const path = ['thresholds', `${metric}${labels}`];
    const before: unknown = document.yaml.getIn(path, true);
    document.override([...path, isSeq(before) ? before.items.length : 0], condition.trim(), origin);
    return [];
  });
}
