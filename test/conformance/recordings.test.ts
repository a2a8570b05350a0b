/** Every recording of the real code is reproduced to the microsecond, as a user's run does it and as a watched one does. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkRecording } from './check-recording.js';
import { recordingFiles } from './recording-files.js';

const root = path.resolve(import.meta.dirname, '../..');
const own = path.join(root, 'test/recordings');
const beside = path.resolve(root, '../shared');
const shared = existsSync(beside)
  ? readdirSync(beside)
      .filter((name) => name.startsWith('recordings'))
      .map((name) => path.join(beside, name))
  : [];

/** Two tests a recording: watched, the passes and requests are listed too and tell the first cause of a difference. */
function eachRecording(folder: string): void {
  for (const file of recordingFiles(folder)) {
    const name = path.relative(folder, file);
    test.each([
      ['watched', true],
      ['unwatched', false],
    ] as const)(`${name} %s`, (_, watched) => {
      expect(checkRecording(readFileSync(file, 'utf8'), { watched }) ?? 'equal').toBe('equal');
    });
  }
}

describe('recordings of the project', () => {
  eachRecording(own);

  test('there are recordings, each with jobs, machines and requests to be compared', () => {
    const files = recordingFiles(own);
    expect(files.length).toBeGreaterThan(50);
    for (const file of files) {
      const { observed } = JSON.parse(readFileSync(file, 'utf8')) as { observed: Record<string, unknown> };
      expect(Object.keys(observed), path.basename(file)).toEqual(
        expect.arrayContaining(['jobs', 'machines', 'exits', 'requests', 'passes_count']),
      );
    }
  });
});

describe('all recordings', () => {
  if (shared.length === 0) {
    test.skipIf(true)('the folders of recordings beside the project are absent: only those of the project are played', () => {
      expect(shared).not.toEqual([]);
    });
  }

  describe.each(shared.map((folder) => [path.basename(folder), folder] as const))('%s', (_, folder) => {
    eachRecording(folder);
  });
});

describe('a recording that cannot be played', () => {
  const first = recordingFiles(own)[0];
  const sample = JSON.parse(readFileSync(first ?? '', 'utf8')) as {
    source: { version: string };
    gitlab: object;
    observed: { passes_count: number };
  };

  test('fails by the name of an unknown input field', () => {
    const text = JSON.stringify({ ...sample, gitlab: { ...sample.gitlab, teleport: 1 } });
    expect(() => checkRecording(text)).toThrow('unknown input field gitlab.teleport');
  });

  test('fails by the name of a version that is not filled', () => {
    const text = JSON.stringify({ ...sample, source: { ...sample.source, version: '8.9.0' } });
    expect(() => checkRecording(text)).toThrow('8.9');
  });

  test('is not called equal when it observed something else', () => {
    const text = JSON.stringify({ ...sample, observed: { ...sample.observed, passes_count: sample.observed.passes_count + 1 } });
    expect(checkRecording(text)).toMatch(/^passes_count: expected \d+, got \d+/);
  });
});
