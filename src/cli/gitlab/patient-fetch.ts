/**
 * Asks a server as often as it takes: waits as long as it says (429 and the rate-limit headers), and tries again where it fails for the moment
 * (500 and above, torn connections, silence).
 * @see RFC 9110, section 10.2.3 (Retry-After); GitLab documentation, "Rate limits", "Response headers"
 */
import { EXIT_UNEXPECTED, EXIT_USAGE } from '../exit-codes.js';
import { CommandError } from '../terminal.js';

/** Times that one question is asked before it is given up. */
const TRIES = 8;
/** Milliseconds before the second try; each further one waits for twice as long, up to the most. */
const FIRST_WAIT_MS = 1_000;
const MOST_WAIT_MS = 60_000;
/** Milliseconds that are waited where a server says that there were too many questions, and not for how long. */
const UNSAID_WAIT_MS = 60_000;
/** A server that asks for a longer wait than this, in milliseconds, is left alone: somebody has to know. */
const LONGEST_WAIT_MS = 15 * 60_000;
/** Milliseconds without an answer after which a question is asked anew. */
const SILENCE_MS = 60_000;
/** Waits of less than this many milliseconds are nobody's concern. */
const TOLD_WAIT_MS = 5_000;
const REDIRECTS = 3;

/** Trouble that does not go away by itself, by the code that TLS gives it. */
const HOPELESS = /^(?:CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|ERR_TLS_)/u;

/** What a server said in the end. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The time that passes while a server is asked, so that tests need not wait. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  sleep(ms: number): Promise<void>;
}

export const WALL_CLOCK: Clock = {
  now: () => Date.now(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};

/** Asks one server; what it says of its limits in one answer holds for the next question. */
export class PatientFetch {
  readonly #host: string;
  readonly #clock: Clock;
  readonly #tell: (text: string) => void;
  #hasAnswered = false;
  /** Milliseconds since 1970 before which nothing may be asked. */
  #notBefore = 0;

  /** `host` is what it is called in messages; `tell` gets a line where somebody who looks on would wonder. */
  constructor(host: string, clock: Clock, tell: (text: string) => void) {
    this.#host = host;
    this.#clock = clock;
    this.#tell = tell;
  }

  /** Returns the answer, which may be a refusal (a status of 400 to 499 but for 429). A `CommandError` says why there is none. */
  async get(url: URL, headers: Readonly<Record<string, string>>): Promise<Answer> {
    for (let tries = 1; ; tries++) {
      await this.#wait(this.#notBefore - this.#clock.now(), 'has had as many questions as it allows');
      const answer = await this.#ask(url, headers);
      if (typeof answer !== 'string' && answer.status < 500 && answer.status !== 429) {
        this.#hasAnswered = true;
        this.#notBefore = this.#allowedFrom(answer);
        return answer;
      }
      const why = typeof answer === 'string' ? answer : `answered ${answer.status}`;
      if (tries === TRIES) throw new CommandError(`${this.#host} ${why}, ${TRIES} times in a row; try again later`, EXIT_UNEXPECTED);
      await this.#wait(this.#waitOf(answer, tries), why);
    }
  }

  /** Returns an answer, or in words why there was none. */
  async #ask(url: URL, headers: Readonly<Record<string, string>>): Promise<Answer | string> {
    try {
      return await this.#follow(url, headers);
    } catch (error) {
      if (error instanceof CommandError) throw error;
      const code = codeOf(error);
      const isHopeless = HOPELESS.test(code) || (!this.#hasAnswered && code in NEVER_THERE);
      if (isHopeless) throw new CommandError(`cannot reach ${this.#host} (${reasonOf(code)})`, EXIT_USAGE);
      return code === 'TimeoutError' ? `did not answer within ${SILENCE_MS / 1000} s` : `broke the connection off (${code})`;
    }
  }

  /** A project that was renamed redirects to its number. Another host must not see the token: nobody is led there. */
  async #follow(url: URL, headers: Readonly<Record<string, string>>): Promise<Answer> {
    let at = url;
    for (let redirects = 0; redirects <= REDIRECTS; redirects++) {
      const response = await fetch(at, { headers, redirect: 'manual', signal: AbortSignal.timeout(SILENCE_MS) });
      const location = response.headers.get('location');
      if (response.status < 300 || response.status >= 400 || location === null) {
        return { status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() };
      }
      await response.body?.cancel();
      const to = new URL(location, at);
      if (to.origin !== url.origin) throw new CommandError(`${this.#host} sends to ${to.origin}; name that with --url`, EXIT_USAGE);
      at = to;
    }
    throw new CommandError(`${this.#host} redirects in a circle; check --url`, EXIT_USAGE);
  }

  async #wait(ms: number, why: string): Promise<void> {
    if (ms <= 0) return;
    if (ms > LONGEST_WAIT_MS)
      throw new CommandError(`${this.#host} ${why}, and asks to wait for ${minutes(ms)}; try again then`, EXIT_UNEXPECTED);
    if (ms >= TOLD_WAIT_MS) this.#tell(`${this.#host} ${why}; waiting for ${Math.ceil(ms / 1000)} s`);
    await this.#clock.sleep(ms);
  }

  #waitOf(answer: Answer | string, tries: number): number {
    const said = typeof answer === 'string' ? undefined : this.#saidWait(answer);
    if (said !== undefined) return said;
    if (typeof answer !== 'string' && answer.status === 429) return UNSAID_WAIT_MS;
    return Math.min(MOST_WAIT_MS, FIRST_WAIT_MS * (1 << (tries - 1)));
  }

  /** Returns how long the server asks to wait, in milliseconds; undefined where it does not say. */
  #saidWait({ status, headers }: Answer): number | undefined {
    const after = headers['retry-after'];
    if (after !== undefined) {
      if (/^\d{1,9}$/u.test(after)) return Number(after) * 1000;
      const until = Date.parse(after);
      if (Number.isFinite(until)) return Math.max(0, until - this.#clock.now());
    }
    const reset = status === 429 ? resetOf(headers) : undefined;
    return reset === undefined ? undefined : Math.max(0, reset - this.#clock.now());
  }

  #allowedFrom({ headers }: Answer): number {
    return headers['ratelimit-remaining'] === '0' ? (resetOf(headers) ?? 0) : 0;
  }
}

/** Milliseconds since 1970 when a limit begins anew; undefined where nothing is said. */
function resetOf(headers: Answer['headers']): number | undefined {
  const reset = headers['ratelimit-reset'];
  return reset !== undefined && /^\d{9,11}$/u.test(reset) ? Number(reset) * 1000 : undefined;
}

function minutes(ms: number): string {
  return `${Math.ceil(ms / 60_000)} min`;
}

/** The code of what lies below: `fetch failed` alone says nothing. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const below = error.cause instanceof Error ? error.cause : error;
  if ('code' in below && typeof below.code === 'string') return below.code;
  return below.name === 'Error' ? below.message : below.name;
}

/** Trouble that does not go away either where the server has never answered before. */
const NEVER_THERE: Readonly<Record<string, string>> = {
  ENOTFOUND: 'there is no such host; check --url',
  ECONNREFUSED: 'nothing answers at that address and port; check --url',
  EHOSTUNREACH: 'there is no way to that host; check --url and the network',
  ENETUNREACH: 'there is no way to that host; check --url and the network',
  'bad port': 'no web server has that port; check --url',
};

function reasonOf(code: string): string {
  return (
    NEVER_THERE[code] ?? `${code}: its certificate is not trusted; put that of its authority into a file and set NODE_EXTRA_CA_CERTS to it`
  );
}
