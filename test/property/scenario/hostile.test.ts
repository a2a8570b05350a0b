/** Broken input of any kind is refused with issues that have words; nothing throws. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { initScenario } from '../../../src/scenario/init.js';
import { formatIssue } from '../../../src/scenario/text/issue.js';
import { FILES, HISTORY_CSV, SCENARIO, SRM_TOML, prepare, type Change } from '../../support/scenario-files.js';

const JUNK = [
  '',
  '-',
  ':',
  '{',
  '}',
  '[',
  ']',
  '"',
  "'",
  '#',
  '&a ',
  '*a ',
  '!!str ',
  '~',
  '\n',
  '\t',
  '  ',
  '0',
  '-1',
  '.nan',
  '1e999',
  '__proto__',
  'constructor',
  '<<',
  '\u0000',
  '😀',
  ',',
  '|',
  '> ',
];

/** A text with a few of its places cut out or overwritten. */
function broken(text: string): fc.Arbitrary<string> {
  const edit = fc.record({ at: fc.nat(text.length), cut: fc.nat(12), put: fc.constantFrom(...JUNK) });
  return fc
    .array(edit, { minLength: 1, maxLength: 4 })
    .map((edits) => edits.reduce((result, { at, cut, put }) => result.slice(0, at) + put + result.slice(at + cut), text));
}

/** Says what a result is made of; throws where an issue has no words. */
function check(change: Change, text?: string): void {
  const result = prepare(change, text);
  const issues = 'issues' in result ? result.issues : result.warnings;
  if ('issues' in result) expect(issues.some(({ severity }) => severity === 'error')).toBe(true);
  for (const issue of issues) {
    expect(formatIssue(issue)).not.toMatch(/undefined|\[object|NaN(?!')/u);
    expect(issue.message.length).toBeGreaterThan(10);
  }
}

describe('nothing throws', () => {
  test('on a broken scenario', () => {
    fc.assert(
      fc.property(broken(SCENARIO), (text) => check({}, text)),
      { numRuns: 400 },
    );
  });

  test('on a broken config.toml or history', () => {
    fc.assert(
      fc.property(broken(SRM_TOML), broken(HISTORY_CSV), (toml, csv) => {
        check({ files: { 'srm.toml': toml } });
        check({ files: { 'history.csv': csv } });
      }),
      { numRuns: 150 },
    );
  });

  test('on any override', () => {
    const path = fc.constantFrom(
      'managers.srm.config.concurrent',
      'managers.srm.config',
      'managers.srm.config.runners[9].limit',
      'workloads.public.duration',
      'workloads.org',
      'clouds',
      'events[0].at',
      'events[7]',
      'runners["a b"]',
      'horizon',
      'managers.srm.replicas[0]',
      'events[1].stop.manager',
      'events[1].stop.group',
      'clouds.gce.driver',
      'managers.srm.host.cloud',
      'workloads.public.instance',
      'clouds.gce.zones.us-east1-d.like',
    );
    const value = fc.oneof(
      fc.constantFrom(...JUNK),
      fc.string({ maxLength: 12 }),
      fc.constantFrom('3', '3m', '[]', '{}', '[1, 2]', '{ a: 1 }', 'null'),
    );
    fc.assert(
      fc.property(path, value, (at, what) => check({ set: [`${at}=${what}`] })),
      { numRuns: 300 },
    );
  });

  test('on any text', () => {
    fc.assert(fc.property(fc.string({ maxLength: 60, unit: 'binary' }), (text) => check({}, text)));
    fc.assert(
      fc.property(broken(SRM_TOML), broken(FILES['history.csv'] ?? ''), (toml, csv) => {
        const { yaml, issues } = initScenario(toml, 'config.toml', { file: 'h.csv', text: csv });
        expect(yaml !== undefined || issues.some(({ severity }) => severity === 'error')).toBe(true);
      }),
    );
  });
});
