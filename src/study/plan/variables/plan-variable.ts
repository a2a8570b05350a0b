/** What may vary, out of what somebody typed: a setting by its name, and its values. */
import { pathText } from '../../../scenario/text/path.js';
import type { PreparedScenario } from '../../../scenario/prepare.js';
import { settingPlace, type SettingPlace } from '../../../scenario/settings/setting-place.js';
import type { Vary } from '../../sweep/vary-text.js';
import type { PlanVariable } from '../plan-question.js';
import { firstOfOrder, singleUsePool } from './single-use.js';
import { shownText, shownValue } from './shown-value.js';

/** What settings are where nothing is written, as GitLab Runner takes it. */
const DEFAULTS: Readonly<Record<string, string>> = { IdleCount: '0', IdleTime: '0s', MaxBuilds: '0', MaxGrowthRate: '0', limit: '0' };

/** Returns the variable of one setting, its values in ascending order where they have one, or why it can be none. */
export function planVariable(
  base: PreparedScenario,
  { path: text, values }: Pick<Vary, 'path' | 'values'>,
  name = text,
): PlanVariable | { readonly problem: string } {
  const place = settingPlace(base, text);
  if ('problem' in place) return { problem: `${text}: ${place.problem}` };
  const { key, path } = place;
  const all = values.map((value) => ({ ...shownText(key, value), value }));
  const isNumeric = all.every(({ number }) => number !== undefined);
  if (isNumeric) all.sort((a, b) => a.number! - b.number!);
  const numbers = isNumeric ? all.map((one) => one.number!) : undefined;
  const singleUse = numbers === undefined ? undefined : singleUsePool(base, place);
  return {
    name,
    values: all.map((one) => one.text),
    numbers,
    today: todayText(place),
    set: (index) => [`${pathText(path)}=${all[index]!.value}`],
    orderFrom: numbers !== undefined && singleUse !== undefined ? firstOfOrder(numbers) : undefined,
    pool: singleUse?.pool,
  };
}

/** What is set today: one value, or from which to which where sections of a config.toml replace each other. */
export function todayText({ key, values }: Pick<SettingPlace, 'key' | 'values'>): string {
  const shown = values.map((value) => shownValue(key, value));
  if (shown.length === 0) return DEFAULTS[key] ?? 'not set';
  if (shown.length === 1) return shown[0]!.text;
  const numbers = shown.filter(({ number }) => number !== undefined).sort((a, b) => a.number! - b.number!);
  return numbers.length === shown.length ? `${numbers[0]!.text} to ${numbers.at(-1)!.text}` : shown.map(({ text }) => text).join(', ');
}
