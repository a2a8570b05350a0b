/** The words of --scale. */
import { describe, expect, test } from 'vitest';
import { withScales } from '../../../../src/cli/words/scale-words.js';

describe('--scale', () => {
  test('is short for a --set, at its place', () => {
    expect(withScales(['run', 's.yaml', '--scale', 'pipelines=1.50', '-q'])).toEqual([
      'run',
      's.yaml',
      '--set',
      'scale.pipelines=1.5',
      '-q',
    ]);
    expect(withScales(['compare', 's.yaml', '--vs', '--scale=workload:web=2'])).toEqual([
      'compare',
      's.yaml',
      '--vs',
      '--set',
      'scale.workloads.web=2',
    ]);
    expect(withScales(['run', 's.yaml', '--scale', 'project:a.b/web=c*=0.5'])).toEqual([
      'run',
      's.yaml',
      '--set',
      'scale.projects["a.b/web=c*"]=0.5',
    ]);
  });

  test('of one thing is given once, but each variant of a comparison has its own', () => {
    const twice = ['--scale', 'workload:web=2', '--scale', 'workload:api=2', '--scale', 'workload:web=3'];
    expect(() => withScales(['run', 's.yaml', ...twice])).toThrow('--scale workload:web is given 2 times; give it once');
    expect(() => withScales(['compare', 's.yaml', '--vs', ...twice, '--vs', 't.yaml'])).toThrow('--scale workload:web is given 2 times');
    const each = ['--scale', 'pipelines=2', '--vs', '--scale', 'pipelines=3', '--vs', '--scale', 'pipelines=4'];
    expect(withScales(['compare', 's.yaml', ...each]).filter((word) => word.startsWith('scale.'))).toHaveLength(3);
  });

  test('of other commands is left alone', () => {
    expect(withScales(['describe', 'h.csv', '--scale', 'x'])).toEqual(['describe', 'h.csv', '--scale', 'x']);
  });

  test.each([
    '',
    'pipelines',
    'pipelines=',
    'pipelines=x',
    'pipelines=0',
    'pipelines=1e5',
    'pipelinesx=2',
    'web=2',
    'workload:=2',
    'project:web',
  ])('%j is refused with the forms that there are', (text) => {
    expect(() => withScales(['run', 's.yaml', '--scale', text])).toThrow(/expected pipelines=1.5, workload:NAME=2 or project:NAME=2/u);
  });
});
