/** The method of headroom: the load grows or shrinks in steps, each played with the same draws as every other, until it is known where a threshold breaks. */
import type { StudyResult } from '../study-result.js';
import { isUpper, type Operator } from '../thresholds/threshold.js';
import { monthAfter, monthsUntil } from '../headroom/forecast.js';
import {
  HEADROOM_VERSION,
  type HeadroomMonth,
  type HeadroomResult,
  type HeadroomRow,
  type PlayedLoad,
  type When,
} from '../headroom/headroom-result.js';
import { factorOf } from '../headroom/levels.js';
import { grownMonths } from '../headroom/months.js';
import type { FigureKey } from '../figures/figure-key.js';
import { figureLookup } from '../figures/figure-lookup.js';
import type { LoadPart } from '../headroom/parts.js';
import type { Failure, HeadroomQuestion } from '../headroom/question.js';
import { searchLoad, type Found } from '../headroom/search.js';
import { worst } from '../thresholds/judge.js';
import { figuresOf, type Point } from '../point.js';
import { drawsOf } from '../sampling.js';
import { Study } from '../study.js';
import { studiedFleet } from '../study-question.js';
import { figuresPoint } from './replicate.js';
import type { Batch, Method } from './method.js';

/** Loads that a search plays on average: what is said of the whole before it is known. */
const EXPECTED = 18;

/** Returns the study of headroom that a question asks for. Memory grows with the loads that are played, by some kilobytes each. */
export function headroom(question: HeadroomQuestion): Method<HeadroomResult> {
  const { base, parts, failures } = question;
  const asked = failures.flatMap((failure) => parts.map((part) => ({ part, failure })));
  let planned = asked.length * EXPECTED * base.replications;
  return {
    fleets: [studiedFleet(base)],
    get runs() {
      return planned;
    },
    *batches() {
      const rows: HeadroomRow[] = [];
      let first: StudyResult | undefined;
      let played = 0;
      const play = function* (part: LoadPart, failure: Failure | undefined, level: number): Generator<Batch, PlayedLoad, void> {
        const study = new Study();
        yield batchOf(question, part, failure, level, study);
        played += base.replications;
        planned = Math.max(planned, played);
        const found = study.finish(base.facts).study;
        first ??= found;
        return loadOf(found, factorOf(level));
      };
      for (const { part, failure } of asked) {
        const loads = new Map<number, PlayedLoad>();
        const search = searchLoad();
        let step = search.next();
        while (step.done !== true) {
          const level = step.value;
          const load = yield* play(part, failure, level);
          loads.set(level, load);
          step = search.next(load);
        }
        const row = rowOf(question, part, failure, step.value, loads);
        const months: HeadroomMonth[] = [];
        for (const { months: after, level } of question.growth === undefined ? [] : grownMonths(row, question.growth)) {
          const load = loads.get(level) ?? (yield* play(part, failure, level));
          loads.set(level, load);
          months.push({ when: whenOf(question, after), load, breaks: broken(load) });
        }
        rows.push(question.growth === undefined ? row : { ...row, months });
        planned = played + (asked.length - rows.length) * Math.round(played / rows.length);
      }
      planned = played;
      return resultOf(question, { first: first!, rows, runs: played });
    },
  };
}

/** A number of months after the start, with its name where the scenario says when that is. */
function whenOf({ base, hasStart }: HeadroomQuestion, months: number): When {
  return { months, ...(hasStart ? { month: monthAfter(base.facts.scenario, months) } : {}) };
}

function batchOf({ base }: HeadroomQuestion, part: LoadPart, failure: Failure | undefined, level: number, study: Study): Batch {
  const factors = base.fleet.workloads.map((_, index) => (part.workloads.includes(index) ? factorOf(level) : 1));
  const points = drawsOf(base).map((draws): Point => {
    const { figures, ...point } = figuresPoint({ ...base, rows: undefined }, draws);
    return {
      ...point,
      patch: { kind: 'grown', factors, ...(failure === undefined ? {} : { outage: failure.outage }) },
      figures: { ...figures, timeline: false, compact: true },
    };
  });
  return { points, take: (outcome) => study.add(figuresOf(outcome)) };
}

function loadOf(study: StudyResult, factor: number): PlayedLoad {
  const { outcome, thresholds, runs } = study;
  const isCut = outcome !== 'done';
  const lookup = figureLookup(study);
  const figure = (key: FigureKey): PlayedLoad['costPerMonth'] => {
    const { estimate = null, low = null, high = null, atLeast } = lookup('all', 'all', key) ?? {};
    return { estimate, low, high, ...(atLeast === undefined ? {} : { atLeast }) };
  };
  return {
    factor,
    verdict: isCut ? 'fail' : worst(thresholds.map(({ verdict }) => verdict)),
    holds: !isCut && thresholds.every(keeps),
    outcome,
    jobs: runs.reduce((sum, { jobs }) => sum + jobs, 0),
    thresholds,
    queueTimeP95: figure('queueTime.p95'),
    costPerMonth: figure('cost.perMonth'),
  };
}

/** Whether the estimate alone is on the right side; where nothing was there to measure, nothing is missed. */
function keeps({
  estimate,
  limit,
  operator,
  atLeast,
}: Pick<StudyResult['thresholds'][number], 'estimate' | 'limit' | 'operator' | 'atLeast'>): boolean {
  if (estimate === null) return true;
  if (atLeast === true && isUpper(operator)) return false;
  return COMPARED[operator](estimate, limit);
}

const COMPARED: Readonly<Record<Operator, (a: number, b: number) => boolean>> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

const LIMITS = { max_events: 'the limit on events', max_pending: 'the limit on pending jobs' } as const;

function rowOf(
  question: HeadroomQuestion,
  part: LoadPart,
  failure: Failure | undefined,
  { holds, sure, missed }: Found,
  loads: ReadonlyMap<number, PlayedLoad>,
): HeadroomRow {
  const { base, growth } = question;
  const factor = (level: number | undefined): number | null => (level === undefined ? null : factorOf(level));
  const above = holds === undefined ? undefined : loads.get(holds + 1);
  const tried = [...loads.values()].sort((a, b) => a.factor - b.factor);
  // Where no load is small enough, what breaks is what the least misses.
  const over = holds === undefined ? tried[0] : above;
  const when = (level: number | undefined): When | null => {
    if (level === undefined || level < 0 || growth === undefined) return null;
    return whenOf(question, monthsUntil(factorOf(level), growth));
  };
  const own = above === undefined ? null : when(holds);
  return {
    of: part.of,
    name: part.name,
    workloads: part.workloads.map((index) => base.fleet.workloads[index]!.name),
    failure: failure?.label ?? null,
    factor: factor(holds),
    isEndless: holds !== undefined && above === undefined,
    sure: factor(sure),
    missed: factor(missed),
    breaks: over === undefined ? [] : broken(over),
    ...(own === null ? {} : { when: { factor: own, sure: when(sure), missed: when(missed) } }),
    tried,
  };
}

function broken({ outcome, thresholds }: PlayedLoad): string[] {
  if (outcome !== 'done') return [LIMITS[outcome]];
  return thresholds.filter((threshold) => !keeps(threshold)).map(({ subject, condition }) => `${subject} ${condition}`);
}

/** What a study came to. */
interface Played {
  readonly first: StudyResult;
  readonly rows: readonly HeadroomRow[];
  readonly runs: number;
}

function resultOf({ base, growth }: HeadroomQuestion, { first, rows, runs }: Played): HeadroomResult {
  const { text: _text, ...scenario } = first.scenario;
  const played = new Set(rows.flatMap(({ tried, months = [] }) => [...tried, ...months.map(({ load }) => load)]));
  return {
    headroomVersion: HEADROOM_VERSION,
    runcast: first.runcast,
    scenario,
    seed: base.seed,
    replications: base.replications,
    isRandom: first.isRandom,
    ...(first.approximate === undefined ? {} : { approximate: first.approximate }),
    ...(first.monthlyOutages === undefined ? {} : { monthlyOutages: first.monthlyOutages }),
    window: first.first.window,
    ...(growth === undefined ? {} : { growth: { ...growth } }),
    rows: [...rows],
    runs,
    jobs: [...played].reduce((sum, { jobs }) => sum + jobs, 0),
    warnings: first.warnings,
    rerun: first.rerun,
  };
}
