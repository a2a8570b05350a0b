/**
 * Reads thresholds into questions about a fleet:
 *
 *     thresholds = { subject ":" "[" condition { "," condition } "]" }
 *     subject    = metric [ "{" [ label { "," label } ] "}" ]
 *     metric     = "queue_time" | "preparation" | "start_delay" | "sojourn" | "pipeline_duration" | "jobs" | "utilisation" | "idle_efficiency" | "machines" | "cost"
 *     label      = name "=" ( bare | quoted )          name  = "workload" | "instance" | "project" | "team" | "runner" | "group" | "manager" | "cloud" | "zone"
 *     bare       = characters other than , } " and blanks at its ends        quoted = '"' characters, \" for a quote and \\ for a backslash '"'
 *     condition  = stat operator limit [ "#" note ]      the note says where the line comes from; reports print it
 *     stat       = "avg" | "max" | "per_month" | "p(" number ")" | "share_below(" duration ")"
 *     operator   = "<" | "<=" | ">" | ">="
 *     limit      = duration | number "%" | number | number "USD"          digits may be grouped by _
 *
 * Blanks between the parts do not matter.
 */
import { METRICS, type Label, type Labels, type Metric, type Stat } from '../../results/question.js';
import { suggestion } from '../../scenario/text/issue.js';
import { parseDuration } from '../../units/duration.js';
import type { FleetSpec } from '../../fleet/fleet.js';
import { SECOND, type Micros } from '../../units/time.js';
import * as messages from './threshold-messages.js';
import type { ThresholdIssue } from './threshold-messages.js';
import {
  METRIC_RULES,
  OPERATORS,
  PAYERS,
  STAT_FORMS,
  unitOf,
  type LabelNames,
  type LimitUnit,
  type Operator,
  type Threshold,
} from './threshold.js';

/** Thresholds in the order of the input (subjects by code point, so that the order of keys changes nothing), or what is wrong with them. */
export interface ParsedThresholds {
  readonly thresholds: readonly Threshold[];
  readonly issues: readonly ThresholdIssue[];
}

interface Subject {
  readonly metric: Metric;
  readonly labels: LabelNames;
  /** The same as indices into the lists of the fleet. */
  readonly selected: Labels;
}

/** A reader's refusal. */
interface Refusal {
  readonly offset: number;
  readonly message: string;
}

const NUMBER = /^\d[\d_]*(?:\.\d+)?$/u;

/** Returns the thresholds of a scenario, checked against the names of its fleet. All findings are reported at once. */
export function parseThresholds(input: Readonly<Record<string, readonly string[]>>, fleet: FleetSpec): ParsedThresholds {
  const thresholds: Threshold[] = [];
  const issues: ThresholdIssue[] = [];
  for (const subject of Object.keys(input).sort()) {
    const parsed = parseSubject(subject, fleet);
    if (Array.isArray(parsed)) {
      issues.push(...parsed.map((refusal) => ({ subject, ...refusal })));
      continue;
    }
    for (const [index, condition] of (input[subject] ?? []).entries()) {
      const threshold = parseCondition(subject, condition, parsed);
      if ('message' in threshold) issues.push({ subject, index, ...threshold });
      else thresholds.push(threshold);
    }
  }
  return { thresholds, issues };
}

function parseSubject(text: string, fleet: FleetSpec): Subject | Refusal[] {
  const match = /^\s*([^\s{]*)\s*/u.exec(text);
  const word = match?.[1] ?? '';
  const metric = METRICS.find((known) => known === word);
  if (metric === undefined) return [{ offset: text.indexOf(word), message: messages.unknownMetric(word, METRICS) }];
  const start = match?.[0].length ?? 0;
  if (start === text.length) return { metric, labels: {}, selected: {} };
  const pairs = splitLabels(text, start);
  if (!Array.isArray(pairs)) return [pairs];
  return resolveLabels(metric, pairs, fleet);
}

interface Pair {
  readonly name: string;
  readonly value: string;
  readonly nameAt: number;
  readonly valueAt: number;
}

const PAIR = /\s*([^\s=,{}"]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^,}"]*[^,}"\s]))\s*/uy;

function splitLabels(text: string, start: number): Pair[] | Refusal {
  const pairs: Pair[] = [];
  if (text[start] !== '{') return { offset: start, message: messages.badLabels() };
  let at = start + 1;
  const empty = /\s*\}/uy;
  empty.lastIndex = at;
  const closed = empty.exec(text);
  if (closed !== null) at += closed[0].length - 1;
  while (text[at] !== '}') {
    PAIR.lastIndex = at;
    const match = PAIR.exec(text);
    if (match === null) return { offset: at, message: messages.badLabels() };
    const [whole, name = '', quoted, bare = ''] = match;
    const valueAt = at + whole.indexOf('=') + 1;
    pairs.push({ name, value: quoted === undefined ? bare : quoted.replace(/\\(.)/gu, '$1'), nameAt: at + whole.indexOf(name), valueAt });
    at += whole.length;
    if (text[at] === ',') at++;
    else if (text[at] !== '}') return { offset: at, message: messages.badLabels() };
  }
  const rest = text.slice(at + 1);
  return rest.trim() === '' ? pairs : { offset: at + 1, message: messages.trailing(rest.trim()) };
}

function resolveLabels(metric: Metric, pairs: readonly Pair[], fleet: FleetSpec): Subject | Refusal[] {
  const labels: { [label in Label]?: string } = {};
  const selected: { [label in Label]?: readonly number[] } = {};
  const refusals: Refusal[] = [];
  for (const { name, value, nameAt, valueAt } of pairs) {
    const label = METRIC_RULES[metric].labels.find((known) => known === name);
    if (label === undefined) {
      refusals.push({ offset: nameAt, message: messages.unknownLabel(name, metric, METRIC_RULES[metric].labels) });
      continue;
    }
    if (labels[label] !== undefined) refusals.push({ offset: nameAt, message: messages.repeatedLabel(label) });
    const names = namesOf(label, fleet);
    const indices = names.flatMap((known, index) => (known === value ? [index] : []));
    if (indices.length === 0) refusals.push({ offset: valueAt, message: messages.unknownValue(label, value, [...new Set(names)]) });
    labels[label] = value;
    selected[label] = indices;
  }
  const payer = pairs.find(({ name }) => PAYERS.some((label) => label === name));
  if (metric === 'cost' && payer !== undefined && pairs.length > 1)
    refusals.push({ offset: payer.nameAt, message: messages.payerAlone(payer.name) });
  if (refusals.length > 0) return refusals;
  return { metric, labels, selected: ofProjects(selected, fleet) };
}

/** Teams stand for their projects; with a project beside them, for those of it that are theirs. */
function ofProjects({ team, ...labels }: { readonly [label in Label]?: readonly number[] }, { teams }: FleetSpec): Labels {
  if (team === undefined) return labels;
  const theirs = team.flatMap((index) => teams[index]!.projects);
  const { project } = labels;
  return { ...labels, project: project === undefined ? theirs : theirs.filter((index) => project.includes(index)) };
}

function namesOf(label: Label, fleet: FleetSpec): readonly string[] {
  switch (label) {
    case 'instance':
      return fleet.instances.map(({ name }) => name);
    case 'group':
      return fleet.groups;
    case 'cloud':
      return fleet.clouds.map(({ name }) => name);
    case 'workload':
      return fleet.workloads.map(({ name }) => name);
    case 'project':
      return fleet.projects.map(({ name }) => name);
    case 'team':
      return fleet.teams.map(({ name }) => name);
    case 'runner':
      return fleet.runners.map(({ name }) => name);
    case 'manager':
      return fleet.managers.map(({ name }) => name);
    case 'zone':
      return fleet.zones.map(({ name }) => name);
  }
}

function parseCondition(subject: string, written: string, { metric, labels, selected }: Subject): Threshold | Refusal {
  const [text, note] = splitNote(written);
  const match = /^\s*((?:[a-z_][a-z_0-9]*)?)\s*(?:\(([^)]*)\))?\s*/u.exec(text);
  const [whole = '', word = '', argument] = match ?? [];
  const offset = text.length - text.trimStart().length;
  const stat = parseStat(metric, word, argument);
  if ('message' in stat) return { offset, message: stat.message };
  if (metric === 'machines' || metric === 'utilisation') {
    if (stat.kind === 'max' && (labels.zone !== undefined || labels.cloud !== undefined))
      return { offset, message: messages.notBelowMax() };
  }
  const rest = text.slice(whole.length);
  const operator = OPERATORS.find((known) => rest.startsWith(known));
  if (operator === undefined) return { offset: whole.length, message: messages.badOperator(rest.trim()) };
  const limitText = rest.slice(operator.length).trim();
  const unit = unitOf(metric, stat);
  const limit = parseLimit(limitText, unit);
  if (limit === undefined) {
    const at = whole.length + operator.length;
    return { offset: at + text.slice(at).length - text.slice(at).trimStart().length, message: messages.badLimit[unit](limitText) };
  }
  const asked = stat.kind === 'quantile' ? { ...stat, border: borderOf(operator, Math.round(limit * SECOND)) } : stat;
  const question = { metric, labels: selected, stat: asked };
  const threshold = { subject: subject.trim(), condition: text.trim(), labels, question, operator, limit, unit };
  return note === '' ? threshold : { ...threshold, note };
}

/** The border whose share below decides on a quantile: times are whole micros, so what is at most the limit is below the next. */
function borderOf(operator: Operator, limit: Micros): Micros {
  return operator === '<' || operator === '>=' ? limit : limit + 1;
}

function splitNote(written: string): readonly [condition: string, note: string] {
  const mark = written.indexOf('#');
  return mark < 0 ? [written, ''] : [written.slice(0, mark), written.slice(mark + 1).trim()];
}

function parseStat(metric: Metric, word: string, argument: string | undefined): Stat | { readonly message: string } {
  const { stats } = METRIC_RULES[metric];
  const forms = stats.map((kind) => STAT_FORMS[kind]);
  const written = argument === undefined ? word : `${word}(${argument})`;
  const kind = word === 'p' ? 'quantile' : stats.find((known) => known === word);
  const takesArgument = kind === 'quantile' || kind === 'share_below';
  if (kind === undefined || !stats.includes(kind) || takesArgument !== (argument !== undefined)) {
    const near = suggestion(word, stats);
    const asForm = near === undefined ? written : STAT_FORMS[near as keyof typeof STAT_FORMS];
    return {
      message: messages.unknownStat(written, metric, asForm === written ? forms : [asForm, ...forms.filter((form) => form !== asForm)]),
    };
  }
  if (kind === 'quantile') {
    const percent = NUMBER.test(argument?.trim() ?? '') ? Number(argument) : NaN;
    return percent > 0 && percent <= 100 ? { kind, level: percent / 100 } : { message: messages.badLevel(argument ?? '') };
  }
  if (kind === 'share_below') {
    const below = parseDuration(argument ?? '');
    return below === undefined || below === 0 ? { message: messages.badShareBorder(argument ?? '') } : { kind, below };
  }
  return { kind };
}

function parseLimit(text: string, unit: LimitUnit): number | undefined {
  if (unit === 'duration') {
    const micros = parseDuration(text);
    return micros === undefined ? undefined : micros / SECOND;
  }
  const body = unit === 'share' ? /^(.*?)\s*%$/u.exec(text)?.[1] : unit === 'USD' ? /^(.*?)\s*USD$/u.exec(text)?.[1] : text;
  if (body === undefined || !NUMBER.test(body)) return undefined;
  const value = Number(body.replaceAll('_', ''));
  if (unit !== 'share') return value;
  return value <= 100 ? value / 100 : undefined;
}
