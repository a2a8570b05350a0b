/**
 * Writes docs/reference/scenario.md from the schema (after a build): one row a key with its type, its default and what it says of itself. A test
 * compares the file with what the code makes.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const INTRODUCTION = `# The scenario file

<!-- prettier-ignore-start -->
<!-- Written by scripts/write-reference.mjs from the schema; change the schema, not this page. -->

One row a key. \`<name>\` stands for a name of your own, \`[]\` for each member of a list. A key that is not listed is an error.
Types: a *duration* is a text with its units (\`1m30s\`, \`200ms\`; units w, d, h, m, s, ms, us), a *share* a percentage (\`0.5%\`), a *price* US dollars
for a time (\`0.0475 USD/h\`), a *size* a text with its binary unit (\`300 MiB\`; B, KiB, MiB, GiB, TiB), a *bandwidth* a size a second
(\`20 MiB/s\`), a *price of traffic* US dollars for a GiB (\`0.12 USD/GiB\`), a *distribution* a value or one of the maps under [Distributions](#distributions). \`runcast schema\` prints the same as
JSON Schema for editors.

A path on the command line (\`--set path=value\`) is these keys joined by dots; a name that holds a dot goes in brackets:
\`instances["gitlab.com"].request_latency\`. The value is read as YAML, so a version needs quotes of its own: \`--set 'managers.srm.runner_version="11.4"'\`.
`;

/** What the distributions of the schema are called here. */
const DISTRIBUTIONS = { durations: 'duration or distribution', counts: 'number or distribution', sizes: 'size or distribution' };

/** Returns the page for a JSON Schema of scenarios. */
export function scenarioReference(schema) {
  const definitions = schema.definitions ?? schema.$defs ?? {};
  const required = new Set(schema.required ?? []);
  const general = [];
  const sections = [];
  for (const [key, value] of Object.entries(schema.properties)) {
    const rows = [];
    walk(`${key}`, value, required.has(key), rows);
    if (rows.length === 1) general.push(rows[0]);
    else sections.push(`## ${key}\n\n${table(rows)}`);
  }
  // The maps of counts and sizes have the same keys; one table serves all.
  const rows = [];
  const { anyOf } = definitions[nameOf(definitions.durations)];
  walkObject(
    '',
    anyOf.find((part) => part.type === 'object'),
    rows,
  );
  if (rows.length === 0) throw new Error('the schema has no distributions any more');
  const distributions = `## Distributions

A value alone is that constant. Otherwise a map with exactly one of the keys below. A distribution of durations holds durations, one of sizes sizes, one of counts plain numbers.

${table(rows)}

<!-- prettier-ignore-end -->`;
  return `${[INTRODUCTION.trimEnd(), `## General\n\n${table(general)}`, ...sections, distributions].join('\n\n')}\n`;
}

function members(schema) {
  return schema.anyOf ?? schema.oneOf ?? [schema];
}

function nameOf(schema) {
  return schema.$ref?.split('/').at(-1) ?? schema.allOf?.[0]?.$ref?.split('/').at(-1);
}

/** The word for what a value is. */
function typeOf(schema) {
  const name = nameOf(schema);
  // Within themselves the distributions are called by numbers.
  if (name !== undefined) return DISTRIBUTIONS[name] ?? 'distribution';
  if (schema.anyOf !== undefined || schema.oneOf !== undefined) return [...new Set(members(schema).map(typeOf))].join(' or ');
  if (schema.const !== undefined) return `\`${schema.const}\``;
  if (schema.enum !== undefined) return schema.enum.map((word) => `\`${word}\``).join(', ');
  switch (schema.type) {
    case 'object':
      return schema.properties === undefined ? 'map of names' : 'map';
    case 'array':
      return `list of ${plural(typeOf(schema.items ?? {}))}`;
    case 'boolean':
      return '`true` or `false`';
    case 'number':
    case 'integer':
      return `${schema.multipleOf === 1 ? 'whole number' : 'number'}${bounds(schema)}`;
    default:
      return textType(schema.pattern ?? '');
  }
}

function plural(word) {
  return word.replace(/^[a-z]+/u, '$&s');
}

function bounds({ minimum, maximum }) {
  return minimum === undefined || maximum === undefined ? '' : `, ${minimum} to ${maximum}`;
}

function textType(pattern) {
  if (pattern.includes('us|ms')) return 'duration';
  if (pattern.includes('KiB')) return pattern.endsWith('s$') ? 'bandwidth' : 'size';
  if (pattern.includes('GiB$')) return 'price of traffic';
  if (pattern.includes('USD')) return 'price';
  return pattern.endsWith('%$') ? 'share' : 'text';
}

function walk(path, schema, isRequired, rows) {
  const [description, byDefault] = split(schema.description ?? '');
  const examples = (schema.examples ?? []).map(
    (example) => ` Example: \`${typeof example === 'string' ? example : JSON.stringify(example)}\`.`,
  );
  rows.push([`\`${path}\``, typeOf(schema), byDefault ?? (isRequired ? '**required**' : ''), `${description}${examples.join('')}`]);
  if (nameOf(schema) !== undefined) return;
  for (const part of members(schema)) walkInside(path, part, rows);
}

function walkInside(path, schema, rows) {
  if (schema.type === 'array') {
    for (const part of members(schema.items ?? {})) walkInside(`${path}[]`, part, rows);
  } else if (schema.type === 'object' && schema.properties !== undefined) walkObject(`${path}.`, schema, rows);
  else if (schema.type === 'object' && typeof schema.additionalProperties === 'object') {
    for (const part of members(schema.additionalProperties)) walkInside(`${path}.<name>`, part, rows);
  }
}

function walkObject(prefix, schema, rows) {
  const required = new Set(schema.required ?? []);
  for (const [key, value] of Object.entries(schema.properties ?? {})) walk(`${prefix}${key}`, value, required.has(key), rows);
}

/** The sentence and the default it ends with. */
function split(description) {
  const at = description.lastIndexOf(' Default: ');
  if (at < 0) return [description, undefined];
  return [description.slice(0, at), description.slice(at + ' Default: '.length).replace(/\.$/u, '')];
}

function table(rows) {
  const lines = rows.map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`);
  return ['| key | type | default | what it says |', '| --- | --- | --- | --- |', ...lines].join('\n');
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { scenarioJsonSchema } = await import('../dist/scenario/schema.js');
  const folder = new URL('../docs/reference/', import.meta.url);
  mkdirSync(folder, { recursive: true });
  writeFileSync(new URL('scenario.md', folder), scenarioReference(scenarioJsonSchema()));
}
