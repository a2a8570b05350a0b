/** A day of GitLab.com as it is today in size: four million jobs on some forty managers. */
import type { Figures } from './figures.js';
import { CLOUD, machineConfig, prepared, timeRun } from './model.js';

const JOBS = 4e6;
const MANAGERS = 40;
/** Hours of a day as shares of its mean: busiest in the afternoon, 2.6 times the quietest (docs/explanation/workloads.md). */
const HOURS = Array.from({ length: 24 }, (_, hour) => 1 + 0.445 * Math.cos(((hour - 15) / 12) * Math.PI));

/** Prints CPU time of one such day, and core hours of a year of them. */
export function benchDay(): Figures {
  const perHour = HOURS.map((share) => Math.round((JOBS / 24) * share));
  const managers = Array.from({ length: MANAGERS }, (_, i) => [
    `srm-${i + 1}`,
    { config: { file: `srm-${i + 1}.toml`, text: machineConfig({ concurrent: 1500, idleCount: 150, maxBuilds: 1 }) } },
  ]);
  const day = prepared({
    start: '2026-11-23T00:00:00Z',
    horizon: '24h',
    instances: { gitlab: { long_polling: '50s' } },
    runners: { srm: { token: 'runner' } },
    clouds: CLOUD,
    managers: Object.fromEntries(managers),
    workloads: {
      public: {
        projects: { count: 100_000, popularity: { zipf: 0.8 } },
        jobs: { rate: { per_hour_of_week: Array.from({ length: 7 }, () => perHour).flat() } },
        duration: {
          mixture: [
            { weight: 15, of: { lognormal: { median: '12s', sigma: 0.6 } } },
            { weight: 85, of: { lognormal: { median: '2m30s', p95: '16m' } } },
          ],
        },
      },
    },
  });
  const { jobs, events, seconds } = timeRun(day, 1);
  const year = (seconds * 365) / 3600;
  console.log(`A day of four million jobs on ${MANAGERS} managers of one runner: CPU time, once`);
  console.log(
    `  ${jobs} jobs, ${events} events: ${seconds.toFixed(0)} s = ${((seconds / jobs) * 1e6).toFixed(1)} us a job; a year of such days is ${year.toFixed(1)} core hours`,
  );
  return { 'day.jobs': jobs, 'day.s': seconds, 'day.us_per_job': (seconds / jobs) * 1e6, 'day.year_core_hours': year };
}
