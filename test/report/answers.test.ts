/** What every scenario that ships answers: one screen on a terminal, and less than 10 KB for programs. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { oneScreen } from '../../src/report/run/screen.js';
import { columnsTaken } from '../../src/report/frame/width.js';
import { answerOf, answerSchema } from '../../src/study/answer.js';
import type { StudyResult } from '../../src/study/study-result.js';
import { ROOT, studyOf } from './studies.js';

const shipped = ['scenarios', 'scenarios/incidents'].flatMap((folder) =>
  readdirSync(path.join(ROOT, folder))
    .filter((name) => name.endsWith('.yaml'))
    // As a user at the root of the project types it: the last line repeats it.
    .map((name) => `${folder}/${name}`),
);

function isOneScreen(study: StudyResult): void {
  for (const width of [60, 80, 120]) {
    const text = oneScreen(study, { width });
    const lines = text.trimEnd().split('\n');
    expect(lines.length, text).toBeLessThanOrEqual(40);
    for (const line of lines.slice(0, -1)) expect(columnsTaken(line), line).toBeLessThanOrEqual(width);
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/u);
    // The verdict, what it cost or how long it took, and the command that repeats it.
    // At 60 columns a long name takes two lines.
    const verdict = text.slice(0, text.search(/\n {2}\d+ replications? of /u)).replace(/\s+/gu, ' ');
    expect(verdict).toMatch(/^[✓?] .+: (?:all|both|its) .*met$|^[^✗].+: no thresholds are set$|undecided$/u);
    expect(lines.at(-1)).toContain(`runcast run ${study.scenario.file} --replications 2 --seed 1`);
  }
}

/** Every figure of the answer is the one of the full result that has its path. */
function isOfFullResult(study: StudyResult): void {
  const answer = answerSchema.parse(JSON.parse(JSON.stringify(answerOf(study))));
  expect(JSON.stringify(answer).length).toBeLessThan(10_000);
  const parts = [{ scope: 'all', name: 'all', ...answer }, ...answer.groups.map((group) => ({ scope: 'group', ...group }))];
  for (const { scope, name, figures, waits } of parts) {
    const full = study.figures.filter((figure) => figure.scope === scope && figure.name === name);
    expect(Object.keys(figures)).toContain('queueTime.p95');
    for (const [figurePath, figure] of Object.entries(figures)) {
      expect(
        full.find(({ figure: other }) => other === figurePath),
        figurePath,
      ).toMatchObject(figure);
    }
    const mean = full.find(({ figure }) => figure === 'queueTime.mean')!.estimate!;
    for (const [cause, share] of Object.entries(waits)) {
      const seconds = full.find(({ figure }) => figure === `waits.mean.${cause}`)!.estimate!;
      expect(share * mean, cause).toBeCloseTo(seconds, 6);
    }
  }
  expect(answer.thresholds).toEqual(study.thresholds);
  expect(answer.groups.length + answer.otherGroups).toBe(
    study.figures.filter(({ scope, figure, estimate }) => scope === 'group' && figure === 'jobs' && estimate! > 0).length,
  );
}

describe('every scenario that ships', () => {
  test.each(shipped)(
    '%s',
    async (file) => {
      const study = await studyOf(file, '--replications', '2');
      isOneScreen(study);
      isOfFullResult(study);
    },
    300_000,
  );
});
