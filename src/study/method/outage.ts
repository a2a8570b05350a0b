/** The method of the study of outages: the plain runs first, then one run an outage, each held against the plain one of its replication. */
import type { RunResult } from '../../results/run-result.js';
import type { Evidence } from '../../results/outages/recovery.js';
import { SECOND } from '../../units/time.js';
import { patchedFleet } from '../fleet-patch.js';
import { readLedger } from '../kept/ledger.js';
import { availabilityOf, heldWeek, meanOf, placed, timeOfWeek, type Played } from '../outage/figures.js';
import { harmOf } from '../outage/harm.js';
import { OUTAGE_SCHEMA_VERSION, type OutageResult, type YearOutage } from '../outage/outage-result.js';
import type { PlannedOutage } from '../outage/plan.js';
import { planOutages, type OutagePlan, type OutageQuestion } from '../outage/question.js';
import { studiedFleet } from '../study-question.js';
import { effectWords, TARGET_WORDS } from '../outage/target.js';
import { ledgerOf, type Outcome, type Point } from '../point.js';
import { drawsInTurn, drawsOf, type Draws } from '../sampling.js';
import type { Method } from './method.js';

/** Thrown where the run without outages hits a limit: there is nothing to compare with. */
export class PlainRunCut extends Error {
  readonly end: RunResult['outcome'];

  constructor(end: RunResult['outcome']) {
    super(`the run without outages ended with ${end}`);
    this.name = 'PlainRunCut';
    this.end = end;
  }
}

/** Returns the study of outages that a question asks for; it throws `PlainRunCut` where there is nothing to compare with. */
export function studyOutages(question: OutageQuestion, plan: OutagePlan = planOutages(question)): Method<OutageResult> {
  const { fleet, facts, target, effect, slo } = question;
  const { name: _, ...hit } = target;
  const draws = drawsOf(facts);
  const outages = [
    ...plan.sweeps.flat().flatMap((outage) => draws.map((own) => ({ outage, draws: own }))),
    ...plan.drawn.map((outage, nth) => ({ outage, draws: drawsInTurn(facts, nth) })),
  ];
  const plainPoints = draws.map((own): Point => ({ patch: { kind: 'without_faults' }, draws: own, ledger: slo }));
  const points = outages.map(({ outage: { from, duration, until }, draws: own }): Point => {
    const outage = { target: hit, effect, from, to: from + duration };
    return { patch: { kind: 'one_outage', outage, until }, draws: own, ledger: slo };
  });
  return {
    fleets: [studiedFleet(question)],
    runs: plainPoints.length + points.length,
    points: [...plainPoints, ...points],
    *batches() {
      const plain: Evidence[] = [];
      const take = (outcome: Outcome, nth: number): void => {
        if (outcome.end !== 'done') throw new PlainRunCut(outcome.end);
        plain.push(evidenceOf(plainPoints[nth]!, outcome));
      };
      yield { points: plainPoints, take };
      const played: Played[] = [];
      yield { points, take: (outcome, nth) => played.push(harmIn(outcome, points[nth]!, outages[nth]!, plain)) };
      return resultOf(question, plan, plain, played);
    },
  };

  function harmIn(
    outcome: Outcome,
    point: Point,
    { outage: { from, duration, until }, draws: { replication } }: { readonly outage: PlannedOutage; readonly draws: Draws },
    plain: readonly Evidence[],
  ): Played {
    const window = { from, to: from + duration, until: Math.min(until, outcome.endedAt) };
    return { ...harmOf(evidenceOf(point, outcome), plain[replication]!, window), isCut: outcome.end !== 'done' };
  }

  function evidenceOf({ patch }: Point, outcome: Outcome): Evidence {
    return readLedger(patchedFleet(fleet, patch), ledgerOf(outcome));
  }
}

/** `played` has the sweeps, start by start and replication by replication, and then the drawn outages. */
function resultOf(question: OutageQuestion, plan: OutagePlan, plain: readonly Evidence[], played: readonly Played[]): OutageResult {
  const { facts, target, effect, slo, clock } = question;
  let next = 0;
  const taken = (count: number): readonly Played[] => played.slice(next, (next += count));
  const maps = plan.sweeps.map((sweep, index) => ({
    durationSeconds: question.durations[index]! / SECOND,
    cells: sweep.map(({ from }) => ({
      startSeconds: from / SECOND,
      ...timeOfWeek(clock + from),
      ...meanOf(taken(facts.replications)),
    })),
  }));
  const outages = plan.drawn.map((outage, nth): YearOutage => {
    const [own] = taken(1);
    return placed(outage, own!, drawsInTurn(facts, nth).replication, clock);
  });
  return {
    schemaVersion: OUTAGE_SCHEMA_VERSION,
    ...facts,
    target: { kind: TARGET_WORDS[target.kind], name: target.name, effect: effectWords(effect) },
    slo: { seconds: slo.bound / SECOND, share: slo.share },
    everySeconds: question.every / SECOND,
    held: question.held === undefined ? null : heldWeek(question.held, clock),
    maps,
    availability: question.years === 0 ? null : availabilityOf(question, plain, outages),
    isCut: outages.some(({ isCut }) => isCut) || maps.some(({ cells }) => cells.some(({ isCut }) => isCut)),
  };
}
