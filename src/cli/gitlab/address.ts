/** Which GitLab is asked, and with what token: the address from the command line, the token from the environment alone. */
import { MASK, redactedText } from '../../scenario/secrets/secret-patterns.js';
import { EXIT_USAGE } from '../exit-codes.js';
import { CommandError, type Terminal } from '../terminal.js';

/** The variable that holds the token: the one that `glab` reads too. */
export const TOKEN_VARIABLE = 'GITLAB_TOKEN';

/** A GitLab to ask. */
export interface GitlabAddress {
  /** Scheme, host and path before `/api/v4`, without a slash at the end. */
  readonly host: string;
  /** Undefined: only what everybody may read. */
  readonly token: string | undefined;
}

/** Returns the GitLab that `--url` names. A `CommandError` says what is wrong with the address or the token, without showing either's secrets. */
export function gitlabAddress(text: string, env: Terminal['env']): GitlabAddress {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol) || url.search !== '' || url.hash !== '') {
    throw new CommandError(`--url ${redactedText(text)}: expected an address such as https://gitlab.example.com`, EXIT_USAGE);
  }
  if (url.username !== '' || url.password !== '') {
    throw new CommandError(
      `--url: a command line is read by others; put the token into ${TOKEN_VARIABLE} and leave it out of the address`,
      EXIT_USAGE,
    );
  }
  const token = env[TOKEN_VARIABLE]?.trim();
  if (token !== undefined && /[^\x21-\x7e]/u.test(token)) {
    throw new CommandError(`${TOKEN_VARIABLE} holds a blank or a character that no token has; set it anew`, EXIT_USAGE);
  }
  const path = url.pathname.replace(/\/+$/u, '').replace(/\/api\/v4$/u, '');
  return { host: `${url.origin}${path}`, token: token === '' ? undefined : token };
}

/** Returns a text of a server without the token and whatever else looks like a secret. */
export function withoutToken(text: string, { token }: GitlabAddress): string {
  return redactedText(token === undefined ? text : text.replaceAll(token, MASK));
}
