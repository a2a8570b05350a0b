/** Where a queue is: the address that `--queue` names, and the password, which is never part of it. */
import { readFileSync } from 'node:fs';
import { diskReason } from '../output/disk.js';
import { EXIT_USAGE } from '../exit-codes.js';
import { CommandError, type Terminal } from '../terminal.js';

/** The variables of the environment that say what a command line should not. */
export const PASSWORD_VARIABLE = 'RUNCAST_QUEUE_PASSWORD';
export const CA_VARIABLE = 'RUNCAST_QUEUE_CA';

const EXPECTED = 'expected an address such as redis://queue.example:6379, or rediss:// for TLS';

/** A server to connect to. */
export interface QueueAddress {
  readonly host: string;
  readonly port: number;
  /** The database of the server. */
  readonly db: number;
  readonly username: string | undefined;
  readonly password: string | undefined;
  /** Whether the connection is encrypted, and whom to trust beside the authorities that Node knows, as PEM. */
  readonly tls: { readonly ca: string | undefined } | undefined;
  /** The address as it is shown, for a command line too: without a password. */
  readonly shown: string;
}

/** Returns the address that a text names, with what the environment adds to it. A `CommandError` says what is wrong with either. */
export function queueAddress(text: string, env: Terminal['env']): QueueAddress {
  const wrong = (what: string): CommandError => new CommandError(`--queue: ${what}`, EXIT_USAGE);
  if (!URL.canParse(text)) throw wrong(EXPECTED);
  const url = new URL(text);
  if (!['redis:', 'rediss:'].includes(url.protocol) || url.hostname === '') throw wrong(EXPECTED);
  if (url.password !== '')
    throw wrong(`a command line is read by others; put the password into ${PASSWORD_VARIABLE} and leave it out of the address`);
  const db = /^\/?(\d{0,4})$/u.exec(url.pathname)?.[1];
  if (db === undefined || url.search !== '' || url.hash !== '')
    throw wrong(`${EXPECTED}; behind it at most the number of a database, such as /1`);
  const port = url.port === '' ? 6379 : Number(url.port);
  const username = url.username === '' ? undefined : decoded(url.username);
  if (username === null) throw wrong('a % in the name of the user is to be written as %25');
  const isTls = url.protocol === 'rediss:';
  return {
    host: url.hostname.replace(/^\[|\]$/gu, ''),
    port,
    db: Number(db),
    username,
    password: env[PASSWORD_VARIABLE],
    tls: isTls ? { ca: authority(env[CA_VARIABLE]) } : undefined,
    shown: `${url.protocol}//${url.username === '' ? '' : `${url.username}@`}${url.hostname}:${port}${Number(db) === 0 ? '' : `/${Number(db)}`}`,
  };
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

function authority(file: string | undefined): string | undefined {
  if (file === undefined || file === '') return undefined;
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new CommandError(
      `${CA_VARIABLE}: cannot read ${file} (${diskReason(error)}); expected the certificate of an authority, as PEM`,
      EXIT_USAGE,
    );
  }
}
