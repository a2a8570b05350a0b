/**
 * The Standard Workload Format of the Parallel Workloads Archive: a line a job, 18 numbers, seconds from the start of the log; -1 is unknown.
 * @see Chapin et al., "Benchmarks and Standards for the Evaluation of Parallel Job Schedulers" (1999); the archive's page on version 2.2
 */
import { UNTOLD, type ToldSink } from '../told-job.js';
import type { Source, SourceKind } from './source.js';

export const SWF: SourceKind = { name: 'swf', title: 'the Standard Workload Format', place: 'line', open: (sink) => new SwfLines(sink) };

const FIELDS = 18;
/** Field 11. */
const STATUS: Readonly<Record<string, string>> = { '0': 'failed', '1': 'success', '5': 'canceled' };

class SwfLines implements Source {
  readonly #sink: ToldSink;
  #rest = '';
  #line = 0;

  constructor(sink: ToldSink) {
    this.#sink = sink;
  }

  push(piece: string): void {
    const lines = (this.#rest + piece).split('\n');
    this.#rest = lines.pop()!;
    for (const line of lines) this.#take(line.trim());
  }

  end(): void {
    this.#take(this.#rest.trim());
  }

  #take(line: string): void {
    this.#line++;
    if (line === '' || line.startsWith(';')) return;
    const fields = line.split(/\s+/u);
    if (fields.length !== FIELDS || fields.some((field) => !/^-?\d+(?:\.\d+)?$/u.test(field))) {
      this.#sink.unreadable(`expected ${FIELDS} numbers, got ${fields.length} words`, this.#line);
      return;
    }
    const known = (field: number): string => (fields[field - 1]!.startsWith('-') ? '' : fields[field - 1]!);
    const [submitted, wait, ran] = [known(2), known(3), known(4)];
    this.#sink.job(
      {
        ...UNTOLD,
        job: known(1),
        project: known(12) === '' ? '' : `user-${known(12)}`,
        tags: known(15) === '' ? [] : [`queue-${known(15)}`],
        status: STATUS[fields[10]!] ?? '',
        queued_at: submitted,
        started_at: submitted === '' || wait === '' ? '' : String(Number(submitted) + Number(wait)),
        duration: ran,
      },
      this.#line,
    );
  }
}
