/** Reads `[runners.machine]` and its autoscaling sections. */
import type { Position } from '../text/issue.js';
import { parsePeriods, PeriodError } from '../periods/periods.js';
import { AUTOSCALING_KEYS, MACHINE_KEYS } from './known-keys.js';
import { optionOf } from './machine-option.js';
import { COUNT, LIMIT, SECONDS, TableReader, type Reading } from './table-reader.js';
import type { TomlTable } from './toml-document.js';

/** One `[[runners.machine.autoscaling]]` section. While it is the last one that matches it replaces all four values together. */
export interface AutoscalingSection {
  readonly Periods: readonly string[];
  /** An IANA zone name; empty means `Local`, the manager's zone. */
  readonly Timezone: string;
  readonly IdleCount: number;
  readonly IdleCountMin: number;
  readonly IdleScaleFactor: number;
  /** Seconds. */
  readonly IdleTime: number;
  readonly position: Position;
}

/** The OffPeak settings of runner versions 1.7 to 13.x. Absent where the version read for ignores them. */
export interface OffPeak {
  readonly periods: readonly string[];
  readonly timezone: string;
  readonly IdleCount: number;
  /** Seconds. */
  readonly IdleTime: number;
  readonly position: Position;
}

/** `[runners.machine]`: the docker+machine executor's settings, spelt as GitLab Runner spells them. */
export interface MachineSettings {
  readonly IdleCount: number;
  readonly IdleCountMin: number;
  readonly IdleScaleFactor: number;
  /** Seconds. */
  readonly IdleTime: number;
  /** 0 is unlimited. */
  readonly MaxBuilds: number;
  /** 0 is unlimited. */
  readonly MaxGrowthRate: number;
  /** As written; 0 where unset, which GitLab Runner reads as 30. */
  readonly MaxRemovalAttempts: number;
  readonly MachineName: string;
  readonly MachineDriver: string;
  /** `MachineOptions` and `MachineOptionsWithName` as key and value; a flag without a value is `true`; a repeated key keeps its last value. */
  readonly MachineOptions: Readonly<Record<string, string>>;
  readonly optionPositions: Readonly<Record<string, Position>>;
  readonly autoscaling: readonly AutoscalingSection[];
  readonly offPeak?: OffPeak;
  readonly position: Position;
  /** Where each key of the section stands, for messages. */
  readonly positions: Readonly<Record<string, Position>>;
}

const SCALE = { min: 0, max: 1000 };

/** Reads the four values that a section replaces together; a missing one is 0, as in GitLab Runner. */
function idleValues(reader: TableReader): Pick<AutoscalingSection, 'IdleCount' | 'IdleCountMin' | 'IdleScaleFactor' | 'IdleTime'> {
  return {
    IdleCount: reader.integer('IdleCount', COUNT, 0),
    IdleCountMin: reader.integer('IdleCountMin', COUNT, 0),
    IdleScaleFactor: reader.float('IdleScaleFactor', SCALE, 0),
    IdleTime: reader.integer('IdleTime', SECONDS, 0),
  };
}

/** Reads cron expressions and their time zone and notes what GitLab Runner would refuse, each at its own place. */
function periods(reader: TableReader, periodsKey: string, zoneKey: string): { texts: string[]; zone: string } {
  const texts = reader.strings(periodsKey);
  const zone = reader.string(zoneKey) ?? '';
  const check = (expressions: string[], timezone: string, position: Position | undefined, key: string): void => {
    try {
      parsePeriods(expressions, timezone);
    } catch (error) {
      if (!(error instanceof PeriodError)) throw error;
      reader.error(position ?? reader.table.position, key, error.message);
    }
  };
  check([], zone, reader.node(zoneKey)?.position, zoneKey);
  for (const { value, position } of texts) check([value], '', position, periodsKey);
  return { texts: texts.map(({ value }) => value), zone };
}

function readSection(reading: Reading, table: TomlTable, path: string): AutoscalingSection {
  const reader = new TableReader(reading, table, path, AUTOSCALING_KEYS);
  const { texts, zone } = periods(reader, 'Periods', 'Timezone');
  if (texts.length === 0)
    reader.warn(table.position, 'Periods', 'missing or empty, so this section is never in force; write at least one cron expression');
  return { Periods: texts, Timezone: zone, ...idleValues(reader), position: table.position };
}

/** Reads OffPeak where the runner version uses it: it is not looked at beside autoscaling sections. */
function readOffPeak(reader: TableReader, hasSections: boolean): OffPeak | undefined {
  const node = reader.node('OffPeakPeriods');
  if (node === undefined) return undefined;
  if (hasSections) {
    reader.warn(node.position, 'OffPeakPeriods', 'ignored beside [[runners.machine.autoscaling]] sections; remove one of the two');
    return undefined;
  }
  const { texts, zone } = periods(reader, 'OffPeakPeriods', 'OffPeakTimezone');
  return {
    periods: texts,
    timezone: zone,
    IdleCount: reader.integer('OffPeakIdleCount', COUNT, 0),
    IdleTime: reader.integer('OffPeakIdleTime', SECONDS, 0),
    position: node.position,
  };
}

/** Reads driver options: `key=value`, `key value`, or a flag alone, which becomes `true`. */
function options(reader: TableReader): { MachineOptions: Record<string, string>; optionPositions: Record<string, Position> } {
  const values = new Map<string, string>();
  const places = new Map<string, Position>();
  for (const { value, position } of [...reader.strings('MachineOptions'), ...reader.strings('MachineOptionsWithName')]) {
    const own = optionOf(value);
    if (own === undefined) {
      reader.error(position, 'MachineOptions', `'${value}' is not a driver option; expected "key=value" or "flag"`);
      continue;
    }
    values.set(own.option, own.value);
    places.set(own.option, position);
  }
  return { MachineOptions: Object.fromEntries(values), optionPositions: Object.fromEntries(places) };
}

/** Says that hardly a machine is used twice, where MaxBuilds would let it: one that is idle for 0 s above IdleCount 0 is removed. */
function warnOfNoReuse(
  reader: TableReader,
  settings: readonly Pick<AutoscalingSection, 'IdleCount' | 'IdleTime'>[],
  maxBuilds: number,
): void {
  if (maxBuilds <= 1 || !settings.some(({ IdleCount, IdleTime }) => IdleCount === 0 && IdleTime === 0)) return;
  reader.warn(
    reader.node('IdleTime')?.position ?? reader.table.position,
    'IdleTime',
    `0 beside IdleCount = 0 removes a machine as soon as its job has ended, unless another waits for it right then: in spite of MaxBuilds = ${maxBuilds} hardly any is used twice; set IdleTime to the seconds it should wait for a next job, or MaxBuilds = 1 if that is meant`,
  );
}

/** Returns the machine settings; `path` is the table's key path. What is wrong is noted in `reading.issues`. */
export function readMachine(reading: Reading, table: TomlTable, path: string): MachineSettings {
  const reader = new TableReader(reading, table, path, MACHINE_KEYS);
  const autoscaling = reader.tables('autoscaling').map((section, i) => readSection(reading, section, `${path}.autoscaling[${i}]`));
  const offPeak = readOffPeak(reader, autoscaling.length > 0);
  const name = reader.string('MachineName');
  const nameNode = reader.node('MachineName');
  if (name === undefined || name === '') {
    if (nameNode === undefined || nameNode.kind === 'string') {
      reader.error(
        nameNode?.position ?? table.position,
        'MachineName',
        'required: GitLab Runner starts no job without it; write MachineName = "runner-%s"',
      );
    }
  } else if (name.split('%s').length !== 2) {
    reader.error(
      nameNode?.position ?? table.position,
      'MachineName',
      `'${name}' must hold %s exactly once, where the machine's own name goes`,
    );
  }
  const idle = idleValues(reader);
  const maxBuilds = reader.integer('MaxBuilds', LIMIT, 0);
  warnOfNoReuse(reader, [idle, ...autoscaling], maxBuilds);
  return {
    ...idle,
    MaxBuilds: maxBuilds,
    MaxGrowthRate: reader.integer('MaxGrowthRate', LIMIT, 0),
    MaxRemovalAttempts: reader.integer('MaxRemovalAttempts', LIMIT, 0),
    MachineName: name ?? '',
    MachineDriver: reader.string('MachineDriver') ?? '',
    ...options(reader),
    autoscaling,
    ...(offPeak === undefined ? {} : { offPeak }),
    position: table.position,
    positions: reader.positions,
  };
}
