/** Finds the thresholds of a scenario in its text, so that what is wrong with one is reported by line and column. */
import { isMap, isScalar } from 'yaml';
import type { ScenarioDocument } from '../../scenario/text/document.js';
import { pathText } from '../../scenario/text/path.js';
import { withExcerpt, type Issue } from '../../scenario/text/issue.js';
import { yamlSecrets } from '../../scenario/secrets/secrets.js';
import type { ThresholdIssue } from './threshold-messages.js';

/** Returns the findings as issues of the file, or of the option (`--set`, `--threshold`) that brought the threshold in. */
export function placeThresholdIssues(issues: readonly ThresholdIssue[], document: ScenarioDocument): Issue[] {
  return issues.map(({ subject, index, offset, message }) => {
    const keys = ['thresholds', subject, ...(index === undefined ? [] : [index])];
    const path = pathText(keys);
    const start = offsetOf(document, subject, index);
    // The subject of a condition that an option brought in was perhaps brought in with it.
    const origin = document.originOf(keys) ?? (start === undefined ? document.originOf([...keys, 0]) : undefined);
    if (origin !== undefined || start === undefined) return { severity: 'error', file: origin ?? document.file, path, message };
    const position = document.position(start + offset);
    return {
      severity: 'error',
      file: document.file,
      position,
      path,
      message,
      excerpt: withExcerpt(document.text, position, yamlSecrets(document.text)),
    };
  });
}

/** Offset of the first character of a key or of one of its conditions; undefined where the text does not hold it. */
function offsetOf({ yaml }: ScenarioDocument, subject: string, index: number | undefined): number | undefined {
  const map = yaml.get('thresholds', true);
  const keys = isMap(map) ? map.items.map(({ key }) => key) : [];
  const node =
    index === undefined ? keys.find((key) => isScalar(key) && key.value === subject) : yaml.getIn(['thresholds', subject, index], true);
  if (!isScalar(node) || node.range === undefined || node.range === null) return undefined;
  return node.range[0] + (node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE' ? 1 : 0);
}
