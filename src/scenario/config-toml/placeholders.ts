/** Recognises files that are not config.toml yet: templates, placeholders, elided parts. */

interface Placeholder {
  readonly pattern: RegExp;
  /** Completes "this is …". */
  readonly what: string;
  readonly remedy: string;
}

const RENDER = 'render the template and give runcast the file it makes';

const PLACEHOLDERS: readonly Placeholder[] = [
  { pattern: /\{%.*%\}|\{\{.*\}\}|\{#.*#\}/u, what: 'a Jinja or Go template ({{ … }} or {% … %})', remedy: RENDER },
  { pattern: /%\{.*\}/u, what: 'a Terraform template directive (%{ … })', remedy: RENDER },
  { pattern: /\$\{[^}]*\}/u, what: 'a template variable (${…})', remedy: RENDER },
  { pattern: /<%.*%>/u, what: 'an ERB template (<% … %>)', remedy: RENDER },
  {
    pattern: /(?:^|[=\s[,])\$[A-Za-z_]\w*/u,
    what: 'a shell variable ($NAME), which TOML and GitLab Runner do not expand',
    remedy: 'write its value, in quotes if it is text',
  },
  {
    pattern: /\(\.\.\.\)|^\s*(?:\.\.\.|…)\s*$/u,
    what: 'a part left out ("...")',
    remedy: 'write the lines that are missing or remove the dots',
  },
  { pattern: /=\s*(?:X+|N|\?+|TODO|CHANGEME)\s*(?:#.*)?$/u, what: 'a placeholder for a number (X)', remedy: 'write the number' },
  { pattern: /=\s*<[^>]+>\s*(?:#.*)?$/u, what: 'a placeholder (<…>)', remedy: 'write the value' },
];

/** Returns what kind of placeholder the line or value holds and what to do about it, or undefined. */
export function placeholderIn(line: string): string | undefined {
  const found = PLACEHOLDERS.find(({ pattern }) => pattern.test(line));
  return found === undefined ? undefined : `${found.what}: ${found.remedy}`;
}

/** Returns the sentence for a TOML error at `line`, which looks first at that line and then for a template anywhere else in the text. */
export function explainSyntax(text: string, line: number, problem: string): string {
  const lines = text.split(/\r\n|\n|\r/u);
  const here = placeholderIn(lines[line - 1] ?? '');
  if (here !== undefined) return `not valid TOML, this is ${here}`;
  const elsewhere = lines.findIndex((other) => /\{\{.*\}\}|\{%.*%\}|%\{.*\}/u.test(other));
  if (elsewhere >= 0)
    return `not valid TOML (${problem}); line ${elsewhere + 1} holds ${placeholderIn(lines[elsewhere] ?? '') ?? 'a template'}`;
  if (/newline/u.test(problem)) return 'not valid TOML: something follows where the line must end; remove it or put # before it';
  return `not valid TOML: ${problem.charAt(0).toLowerCase()}${problem.slice(1)}; correct the text at the caret`;
}
