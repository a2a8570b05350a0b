/** Runners that were away in a history, as events of a fitted scenario. */
import { plain } from './plain.js';

/** A runner that was away. */
export interface WrittenAbsence {
  readonly runner: string;
  /** Jobs that it takes which waited meanwhile. */
  readonly passed: number;
  /** What a scenario says of it, on one line; null: no process of the fleet is its like. */
  readonly event: string | null;
}

/** Returns the lines that end a scenario: the absences as events where `isPlayed`, else as comments that can be events; none where there are none. */
export function absenceLines(absences: readonly WrittenAbsence[], isPlayed: boolean): string[] {
  const events = absences.flatMap(({ runner, passed, event }) =>
    event === null ? [] : [`  - ${event} # ${plain(runner)}: ${passed} jobs that it takes waited meanwhile`],
  );
  if (events.length === 0) return [];
  const head = isPlayed
    ? ['# Runners were away while jobs that they take waited. Without these events the fleet is all there.', 'events:', ...events]
    : [
        '# Runners were away while jobs that they take waited. With these events the fleet is what it was then;',
        '# runcast fit --absences writes them so.',
        ...['events:', ...events].map((line) => `# ${line}`),
      ];
  return ['', ...head];
}
