/** The recordings' own configuration files: all are read, and their periods are what a plain cron matcher says one second later. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Cron } from 'croner';
import { describe, expect, test } from 'vitest';
import type { RunnerVersion } from '../../../../src/scenario/config-toml/config.js';
import { readConfig } from '../../../../src/scenario/config-toml/read-config.js';
import { offPeakTimeline, sectionTimeline } from '../../../../src/scenario/periods/section-timeline.js';
import { SECOND } from '../../../../src/units/time.js';

const shared = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../../../../shared');
const FOLDERS = ['recordings', 'recordings-13.12', 'recordings-16.4', 'recordings-17.8', 'recordings-2018'];
const isHere = existsSync(path.join(shared, 'recordings'));

interface Recording {
  readonly source: { readonly version: string };
  readonly clock_start: string;
  readonly ends_at: number;
  readonly managers: readonly { readonly config_toml: string; readonly actions: readonly { readonly config_toml?: string }[] }[];
}

interface Config {
  readonly label: string;
  readonly text: string;
  readonly version: RunnerVersion;
  readonly startMs: number;
  readonly endsAt: number;
}

function configs(): Config[] {
  const out: Config[] = [];
  for (const folder of isHere ? FOLDERS : []) {
    for (const file of readdirSync(path.join(shared, folder)).filter((name) => name.endsWith('.json'))) {
      const recording = JSON.parse(readFileSync(path.join(shared, folder, file), 'utf8')) as Recording;
      const [major = 0, minor = 0] = recording.source.version.replace(/^v/u, '').split('.').map(Number);
      const texts = new Set(
        recording.managers.flatMap((manager) => [manager.config_toml, ...manager.actions.map((action) => action.config_toml ?? '')]),
      );
      texts.delete('');
      for (const text of texts) {
        out.push({
          label: `${folder}/${file}`,
          text,
          version: [major, minor],
          startMs: Date.parse(recording.clock_start),
          endsAt: recording.ends_at,
        });
      }
    }
  }
  return out;
}

describe.skipIf(!isHere)('the configuration files of ../shared/recordings* (skipped where that folder is absent)', () => {
  const all = configs();

  test('each is read by its own version without an error or a warning', () => {
    expect(all.length).toBeGreaterThan(150);
    for (const { label, text, version } of all) {
      const { config, issues } = readConfig(text, label, { runnerVersion: version });
      const told = issues.map(({ position, message }) => `${position?.line}: ${message}`);
      // 13.12 with OffPeak beside sections is recorded on purpose; the settings have no effect there.
      expect(
        told.filter((line) => !line.includes('ignored beside')),
        label,
      ).toEqual([]);
      expect(config, label).toBeDefined();
    }
  });

  test('their periods switch where a cron matcher says so, to the second', () => {
    let switches = 0;
    for (const { label, text, version, startMs, endsAt } of all) {
      for (const { machine } of readConfig(text, label, { runnerVersion: version }).config?.entries ?? []) {
        const offPeak = machine?.offPeak;
        const sections =
          offPeak === undefined
            ? (machine?.autoscaling ?? []).map(({ Periods, Timezone }) => ({ Periods, Timezone }))
            : [{ Periods: offPeak.periods, Timezone: offPeak.timezone }];
        if (sections.length === 0) continue;
        const horizon = Math.min(endsAt, 8 * 3600 * SECOND);
        const timeline =
          offPeak === undefined ? sectionTimeline(sections, startMs, horizon, 'UTC') : offPeakTimeline(offPeak, startMs, horizon, 'UTC');
        const crons = sections.map(({ Periods, Timezone }) =>
          Periods.map((period) => new Cron(period, { timezone: Timezone === '' || Timezone === 'Local' ? 'UTC' : Timezone, paused: true })),
        );
        const expected: { at: number; section: number }[] = [];
        for (let second = 0; second * SECOND < horizon; second++) {
          const instant = new Date(startMs + (second + 1) * 1000);
          const section = crons.map((list) => list.some((cron) => cron.match(instant))).lastIndexOf(true);
          if (expected.at(-1)?.section !== section) expected.push({ at: second * SECOND, section });
        }
        expect(timeline, label).toEqual(expected);
        switches += timeline.length - 1;
      }
    }
    expect(switches).toBeGreaterThan(20);
  });
});
