/** A trace in a scenario. */
import { describe, expect, test } from 'vitest';
import type { TraceArrivals } from '../../../src/fleet/arrivals.js';
import { MINUTE, SECOND } from '../../../src/units/time.js';
import { prepared, warnings, type Change } from '../../support/scenario-files.js';
import { row, at, HEADER } from '../../support/trace.js';

describe('a trace in a scenario', () => {
  const history = (...rows: string[]): Record<string, string> => ({ 'history.csv': [HEADER, ...rows].join('\n') });
  const arrivals = (change: Change): TraceArrivals => {
    const found = prepared(change).fleet.workloads[0]?.arrivals;
    if (found?.kind !== 'trace') throw new Error('not a trace');
    return found;
  };

  test('has its scripts without update, start, stages and final update', () => {
    const { script } = arrivals({ files: history(row({ queued: at('08:00:00') })) });
    // 4 minutes less 100 ms, 50 ms, 2 s, 400 ms, 1.5 s, 200 ms, 100 ms.
    expect([...script]).toEqual([4 * MINUTE - 4_350_000]);
  });

  test('takes the whole duration where the file has none of preparation', () => {
    const { script } = arrivals({ files: { 'history.csv': 'project,created_at,duration\na,5,90\n' } });
    expect([...script]).toEqual([90 * SECOND]);
  });

  test('warns of pipelines taken for projects, of clipped rows and of scripts beyond the time limit', () => {
    const files = { 'history.csv': 'pipeline,created_at,started_at,finished_at\n1,0,0,1\n2,5,5,9000\n' };
    const said = warnings({ files }).join('\n');
    expect(said).toMatch(/each pipeline is taken for a project of its own/u);
    expect(said).toMatch(/1 of 2 rows are shorter than what the model adds \(4\.35s\)/u);
    expect(said).toMatch(/1 of 2 scripts run for the time limit \(timeout: 1h\) or longer/u);
  });

  test('takes pipelines for projects also where it has a column of projects that names none, as an import writes it', () => {
    const text = 'project,pipeline,created_at,duration\n,1,0,9\n,2,1,9\n,1,2,9\n';
    const files = { 'history.csv': text };
    expect([...arrivals({ files }).project]).toEqual([0, 1, 0]);
    expect(warnings({ files }).join('\n')).toMatch(/each pipeline is taken for a project of its own/u);
    // Several that are stated are dealt to the pipelines in turn.
    const swap: Change['swap'] = [['    trace: history.csv', '    projects: [alpha, beta]\n    trace: history.csv']];
    const dealt = arrivals({ files, swap });
    expect([dealt.count, dealt.project[0] === dealt.project[2], dealt.project[0] === dealt.project[1]]).toEqual([3, true, false]);
  });

  test('plays jobs that wait or run when it ends, and says what it assumes of them', () => {
    const files = history(
      row({ queued: at('08:00:00') }),
      row({ queued: at('08:03:00'), status: 'pending', started: '', finished: '' }),
      row({ queued: at('08:00:30'), status: 'running', finished: '' }),
    );
    expect(arrivals({ files }).count).toBe(3);
    const said = warnings({ files }).join('\n');
    expect(said).toMatch(
      /1 of 3 rows were pending when the history ends, and how long they run is not known; the median of their name is assumed/u,
    );
    expect(said).toMatch(/1 of 3 rows were running when the history ends, .* at least what they had run by then/u);
    expect(said).not.toMatch(/left out/u);
  });

  test('is narrowed to the projects its workload names, and rows of another instance are left out', () => {
    const swap: Change['swap'] = [['    trace: history.csv', '    projects: [alpha]\n    trace: history.csv']];
    expect(arrivals({ swap }).count).toBe(1);
    expect(warnings({ swap }).join()).toMatch(/1 of 2 rows are of projects that the workload does not name/u);
    const files = { 'history.csv': 'instance,project,created_at,duration\ngitlab.com,a,0,9\nother,a,1,9\n' };
    expect(arrivals({ files }).count).toBe(1);
  });

  test('joins the tags of the workload and the row', () => {
    const { tagSets, tags } = arrivals({ files: history(row({ queued: at('08:00:00'), tags: 'docker' })) });
    expect(tagSets[tags[0] ?? -1]).toEqual(['docker', 'org']);
  });
});
