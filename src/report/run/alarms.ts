/** What a reader must know before any figure: a run that was cut short, jobs that nobody may take, nothing to measure, what is approximate. */
import { approximateWords } from '../frame/approximate.js';
import type { StudyResult } from '../../study/study-result.js';
import { cleanText, countText, secondsText, wholeText } from '../frame/numbers.js';

const LIMITS = {
  max_events: 'the limit on events',
  max_pending: 'the limit on pending jobs',
} as const;

/** Returns the alarms, a sentence or a few each; none where all is well. */
export function alarms(study: StudyResult): string[] {
  const out: string[] = [];
  const cut = study.runs.find(({ outcome }) => outcome !== 'done');
  if (cut !== undefined && cut.outcome !== 'done') {
    const { from, to } = cut.window;
    const what = `by ${LIMITS[cut.outcome]}: the fleet cannot keep up with the load, or the run is too long.`;
    out.push(
      to > from
        ? `Stopped at ${secondsText(to)} ${what} Figures cover the part that was run.`
        : `Stopped within the warm-up, before anything was measured, ${what}`,
    );
  } else if (study.runs.every(({ jobs }) => jobs === 0)) {
    out.push(
      'No job was queued in the measured period; check the rates of the workloads, and the times of traces against start and horizon.',
    );
  }
  for (const sentence of study.unsettled ?? []) out.push(`It never settles: ${cleanText(sentence)}.`);
  if (study.detectedWarmup?.isSettled === false && study.unsettled === undefined) {
    out.push(
      'No warm-up was found: the pilot runs did not settle in half of the time, so half of it was left out. Measure longer, or state a warm-up.',
    );
  }
  const unmatched = study.runs.find(({ atEnd }) => atEnd.unmatched > 0)?.atEnd;
  if (unmatched !== undefined) {
    const pairs = unmatched.unmatchedBy
      .slice(0, 5)
      .map(({ workload, project, jobs }) => `${wholeText(jobs)} of workload ${workload}, project ${project}`);
    const more = unmatched.unmatchedBy.length > 5 ? '; and others' : '';
    const verdict = study.unmatchedFails
      ? 'This fails the run; change tags or runners, or set allow_unmatched_jobs: true.'
      : 'The scenario allows this.';
    out.push(cleanText(`${countText(unmatched.unmatched, 'job')} can be taken by no runner: ${pairs.join('; ')}${more}. ${verdict}`));
  }
  const approximate = approximateWords(study.approximate);
  if (approximate !== '') out.push(approximate);
  return out;
}
