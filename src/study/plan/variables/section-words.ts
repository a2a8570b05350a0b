/** What people call the hours of a section of a config.toml: `Mon-Fri 07-20` for `* * 7-19 * * mon-fri *`. */

/** Returns the words for the expressions of a section; what is not whole hours of days of the week is shown as it is written. */
export function sectionWords(periods: readonly string[], form: 'seven_fields' | 'five_fields'): string {
  if (periods.length === 0) return 'always';
  return periods.map((text) => expressionWords(text, form) ?? text).join(' and ');
}

function expressionWords(text: string, form: 'seven_fields' | 'five_fields'): string | undefined {
  const fields = text.trim().split(/\s+/u);
  const [hour, day, rest] =
    form === 'seven_fields'
      ? [fields[2], fields[5], [fields[0], fields[1], fields[3], fields[4], fields[6] ?? '*']]
      : [fields[1], fields[4], [fields[0], fields[2], fields[3]]];
  if (hour === undefined || day === undefined || rest.some((field) => field !== '*')) return undefined;
  const [clock, days] = [hourWords(hour), dayWords(day)];
  if (clock === undefined || days === undefined) return undefined;
  return [days, clock].filter((word) => word !== '').join(' ') || 'always';
}

function hourWords(field: string): string | undefined {
  if (field === '*') return '';
  const parts = field.split(',').map((part) => /^(\d{1,2})(?:-(\d{1,2}))?$/u.exec(part));
  if (parts.some((part) => part === null)) return undefined;
  const two = (hour: number): string => String(hour).padStart(2, '0');
  return parts.map((part) => `${two(Number(part![1]))}-${two(Number(part![2] ?? part![1]) + 1)}`).join(',');
}

function dayWords(field: string): string | undefined {
  if (field === '*') return '';
  if (!/^(?:[a-z]{3})(?:[-,][a-z]{3})*$/iu.test(field)) return undefined;
  return field.toLowerCase().replace(/[a-z]{3}/gu, (day) => day[0]!.toUpperCase() + day.slice(1));
}
