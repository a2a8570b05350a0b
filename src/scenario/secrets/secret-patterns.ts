/** What looks like a secret wherever it stands, and names whose values are nobody else's business. SECURITY.md says the rule in words. */

/** What stands in the place of a secret. */
export const MASK = '[masked]';

/** Names of settings that hold secrets, or texts that people put secrets into: scripts, user data, headers, environments. */
const SECRET_NAME = new RegExp(
  [
    'to?k(?:e?n|ne)|toekn|secret|pass?w|passphrase|credential|cookie|header|bearer|webhook|dsn|environment|engine-env|metadata',
    'private[-_]?key(?!path)|(?:^|[-_.])auth(?!or(?!i))|(?:access|account|api)[-_]?key(?!path)|[-_]key$',
    '[-_]scripts?$|user[-_]?data|custom[-_]?data|cloud[-_]?(?:init|config)|_args$|_env$|^env$',
  ].join('|'),
  'iu',
);

/** Names that only speak of secrets. */
const NO_SECRET = /token_(?:obtained|expires)_at$/iu;

/** Patterns with what they are replaced by. */
const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----(?:[\s\S]*?-----END [A-Z ]*PRIVATE KEY-----|[\s\S]*)/gu, MASK],
  // GitLab's own, those of GitHub, Slack and AWS, and JSON Web Tokens.
  [/\bgl(?:rt|rtr|pat|cbt|ptt|dt|ft|soat|imt|agent|oas)-[\w.-]{8,}/gu, MASK],
  [/\bgh[pousr]_\w{20,}|\bxox[abprs]-[\w-]{10,}|\b(?:AKIA|ASIA)[A-Z0-9]{16}\b|\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]+/gu, MASK],
  // Name and password, and parameters, in URLs.
  [/(\/\/)[^/\s<>]+@/gu, `$1${MASK}@`],
  [/[\w.%+-]*:[^\s/@:"'<>]+@(?=[\w.-])/gu, `${MASK}@`],
  // A password that no @ ends: what is no port.
  [/(:\/\/[^\s/@:"'<>[]+:)(?!\d{1,5}(?:[/\s"'<>?#),;]|[.:]?(?:\s|$)))[^\s/"'<>]+/gu, `$1${MASK}`],
  [/(:\/\/[^\s"'<>?#]*\?)[^\s"'<>#();]+(?:["']+[^\s"'<>#();,}\]]+)?/gu, `$1${MASK}`],
  // Headers of HTTP.
  [
    /\b((?:proxy-)?authorization|(?:private|job|deploy)-token|x-[\w-]*(?:token|key|auth)[\w-]*|(?:set-)?cookie)(\s*[:=]\s*)[^"'\n]+/giu,
    `$1$2${MASK}`,
  ],
  [/\b(bearer|basic)(\s+)[\w.~+/=-]{8,}/giu, `$1$2${MASK}`],
  // `token=…` in running text, also with a stray sign before the value, or two as a backslash in quotes is.
  [/\b([\w.-]*(?:token|secret|password|passwd)["'\]]*[=:])(["']?)(?:[^\s"',;}[]{1,2}\s+)?[^\s"',;}[][^\s"',;}]*/giu, `$1$2${MASK}`],
];

/** Returns whether values under this name are taken for secrets. */
export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name) && !NO_SECRET.test(name);
}

/** Returns a text of the same length in which whatever looks like a secret by itself is stars. */
export function starredText(text: string): string {
  return PATTERNS.reduce(
    (result, [pattern, by]) =>
      result.replace(pattern, (found: string, ...groups: unknown[]) => {
        const kept = by.includes('$') ? groups.slice(0, by.split('$').length - 1).join('') : '';
        return kept + '*'.repeat(found.length - kept.length);
      }),
    text,
  );
}

/** Returns a text in which whatever looks like a secret by itself is masked. */
export function redactedText(text: string): string {
  return PATTERNS.reduce((result, [pattern, by]) => result.replace(pattern, by), text);
}

/** Returns an address without name, password and parameters. */
export function publicUrl(url: string): string {
  return redactedText(url.replace(/^([a-z][\w+.-]*:\/\/)?.*@/isu, '$1').replace(/[?#].*$/su, ''));
}
