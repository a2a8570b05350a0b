/** A real Valkey or Redis server for tests, on a port and in a folder of its own. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** The program of the server; undefined where this machine has none. */
export const SERVER = ['valkey-server', 'redis-server'].find((name) => spawnSync(name, ['--version']).status === 0);

/** How a server is started. */
export interface ServerOptions {
  readonly password?: string;
  /** Files of `certificates`: only TLS is spoken. */
  readonly tls?: { readonly key: string; readonly cert: string };
}

/** A server that may be killed and started again with what it had. */
export class QueueServer {
  readonly port: number;
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'runcast-queue-'));
  readonly #options: ServerOptions;
  #process: ChildProcess | undefined;

  private constructor(port: number, options: ServerOptions) {
    this.port = port;
    this.#options = options;
  }

  /** Starts one. */
  static async start(options: ServerOptions = {}): Promise<QueueServer> {
    const server = new QueueServer(await freePort(), options);
    await server.restart();
    return server;
  }

  /** Starts it where it does not run; resolves when it takes connections. */
  async restart(): Promise<void> {
    const { password, tls } = this.#options;
    const argv = [
      ...(tls === undefined
        ? ['--port', String(this.port)]
        : [
            '--port',
            '0',
            '--tls-port',
            String(this.port),
            '--tls-cert-file',
            tls.cert,
            '--tls-key-file',
            tls.key,
            '--tls-auth-clients',
            'no',
          ]),
      ...['--bind', '127.0.0.1', '--dir', this.#folder, '--save', '', '--appendonly', 'yes', '--appendfsync', 'always'],
      ...(password === undefined ? [] : ['--requirepass', password]),
    ];
    const child = spawn(SERVER!, argv, { stdio: ['ignore', 'pipe', 'ignore'] });
    this.#process = child;
    await new Promise<void>((resolve, reject) => {
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        if (text.includes('Ready to accept connections')) resolve();
      });
      child.on('exit', (code) => reject(new Error(`the server ended with ${code}`)));
      child.on('error', reject);
    });
  }

  /** Ends it without warning. */
  async kill(): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    if (child === undefined) return;
    const gone = new Promise((resolve) => child.on('exit', resolve));
    child.kill('SIGKILL');
    await gone;
  }

  /** Ends it without warning, and takes what it had: it begins again empty. */
  async lose(): Promise<void> {
    await this.kill();
    for (const name of readdirSync(this.#folder)) rmSync(path.join(this.#folder, name), { recursive: true });
    await this.restart();
  }

  /** Ends it and removes what it had. */
  async end(): Promise<void> {
    await this.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** Makes the key and the certificate of a server at 127.0.0.1 that nobody vouches for; undefined where this machine cannot. */
export function certificate(folder: string): { readonly key: string; readonly cert: string } | undefined {
  const [key, cert] = [path.join(folder, 'key.pem'), path.join(folder, 'cert.pem')];
  const { status } = spawnSync('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-subj', '/CN=queue'],
    ...['-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', key, '-out', cert],
  ]);
  return status === 0 ? { key, cert } : undefined;
}

/** Returns a port that nobody listens at. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
