/** Commands in this process with a terminal of the test's: what they print, write and answer. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { commandLine } from '../../../src/cli/command-line.js';
import { exitCode } from '../../../src/cli/commands/run.js';
import { rerunCommand } from '../../../src/study/rerun.js';
import { EXIT_USAGE } from '../../../src/cli/exit-codes.js';
import { CommandError, type Terminal } from '../../../src/cli/terminal.js';
import { answerSchema } from '../../../src/study/answer.js';
import { studyResultSchema } from '../../../src/study/study-result.js';

const TOML = `concurrent = 4
check_interval = 3
[[runners]]
  name = "shell"
  url = "https://git.example/"
  token = "abc"
  executor = "shell"
  request_concurrency = 4
`;

const scenario = (thresholds = '{ queue_time: ["p(95) < 1h"] }'): string => `name: small
horizon: 2h
instances: { git: { url: "https://git.example/" } }
runners: { shell: { instance: git, type: instance, token: abc } }
managers: { box: { config: config.toml } }
workloads: { w: { instance: git, projects: [p], jobs: { rate: 60/h }, duration: 1m } }
thresholds: ${thresholds}
`;

let folder = '';
const at = (...parts: string[]): string => path.join(folder, ...parts);

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'runcast-cli-'));
  writeFileSync(at('config.toml'), TOML);
  writeFileSync(at('s.yaml'), scenario());
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Outcome {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

async function call(argv: readonly string[], over: Partial<Terminal> = {}): Promise<Outcome> {
  let [out, err] = ['', ''];
  const exit = await commandLine(argv, {
    out: (text) => {
      out += text;
      return Promise.resolve();
    },
    err: (text) => {
      err += text;
    },
    readInput: () => Promise.resolve(''),
    env: {},
    isOutTty: false,
    isErrTty: false,
    breathe: () => Promise.resolve(),
    onInterrupt: () => () => undefined,
    ...over,
  });
  return { exit, out, err };
}

describe('an unexpected error', () => {
  test.each<readonly [string, readonly string[], boolean]>([
    ['has its stack with --debug', ['--debug'], true],
    ['has it with --debug=true', ['--debug=true'], true],
    ['has none without', [], false],
    ['has none with --debug=false', ['--debug=false'], false],
  ])('%s', async (_, words, hasStack) => {
    const { exit, err } = await call(['schema', 'scenario', ...words], { out: () => Promise.reject(new Error('broken')) });
    expect(exit).toBe(1);
    expect(err).toMatch(/^runcast: unexpected error: broken; /u);
    expect(/\n {4}at /u.test(err)).toBe(hasStack);
  });
});

describe('run', () => {
  test('prints the summary on stdout and the story on stderr; without --out nothing is written', async () => {
    const before = readdirSync(folder);
    const { exit, out, err } = await call(['run', at('s.yaml')]);
    expect(exit).toBe(0);
    expect(out).toMatch(/^✓ small: its threshold is met\n/u);
    expect(out.trimEnd().split('\n').at(-1)).toMatch(/^ {2}runcast run \S+ --seed 1/u);
    expect(err).toContain('replication 1 of 1: 2h simulated');
    expect(readdirSync(folder)).toEqual(before);
  });

  test('the same seed gives the same bytes, another seed others', async () => {
    const [a, b, c] = [
      await call(['run', at('s.yaml')]),
      await call(['run', at('s.yaml')]),
      await call(['run', at('s.yaml'), '--seed', '2']),
    ];
    expect(a.out).toBe(b.out);
    expect(c.out).not.toBe(a.out);
    expect(c.out).toContain('--seed 2');
  });

  test.each([
    ['--json', 's.yaml', '-q'],
    ['s.yaml', '--json', '-q'],
    ['s.yaml', '-q', '--json=short'],
  ])('%s %s %s: the answer in short, valid by its schema', async (...words) => {
    const { exit, out, err } = await call(['run', ...words.map((word) => (word === 's.yaml' ? at(word) : word))]);
    expect({ exit, err }).toEqual({ exit: 0, err: '' });
    const answer = answerSchema.parse(JSON.parse(out));
    expect(answer).toMatchObject({ verdict: 'pass', replications: 1, otherGroups: 0, groups: [{ name: 'box' }] });
    expect(out.length).toBeLessThan(10_000);
  });

  test('--json of another size is refused', async () => {
    const { exit, err } = await call(['run', at('s.yaml'), '--json=huge']);
    expect(exit).toBe(2);
    expect(err).toBe('runcast: --json=huge: expected short or full\n');
  });

  test('--json full is one document on stdout, valid by the schema; -q silences the rest', async () => {
    const { exit, out, err } = await call(['run', at('s.yaml'), '--json', 'full', '-q', '--replications', '3']);
    expect(exit).toBe(0);
    expect(err).toBe('');
    const study = studyResultSchema.parse(JSON.parse(out));
    expect(study.runs.map(({ replication }) => replication)).toEqual([0, 1, 2]);
    expect(study.thresholds[0]?.low).not.toBeNull();
    expect(study.rerun).toBe(`runcast run ${at('s.yaml')} --replications 3 --seed 1`);
  });

  test('- reads standard input', async () => {
    const text = scenario().replace('config.toml', at('config.toml'));
    const { exit, out } = await call(['run', '-'], { readInput: () => Promise.resolve(text) });
    expect(exit).toBe(0);
    expect(out).toContain('runcast run - --seed 1');
  });

  test('--set changes a value, and --no-color, NO_COLOR and TERM=dumb colour', async () => {
    const file = at('s.yaml');
    const { exit, out } = await call(['run', file, '--set', 'thresholds.queue_time=["max < 1us"]', '-q'], { isOutTty: true });
    expect(exit).toBe(99);
    expect(out).toContain('\u001b[31m');
    for (const over of [
      { env: { NO_COLOR: '' } },
      { env: { TERM: 'dumb' } },
      { env: { FORCE_COLOR: '0' } },
      { env: { FORCE_COLOR: 'false' } },
      { env: { FORCE_COLOR: '1' }, flags: ['--no-color'] },
    ]) {
      const plain = await call(['run', file, '-q', ...('flags' in over ? over.flags : [])], { isOutTty: true, env: over.env });
      expect(plain.out).not.toContain('\u001b');
    }
    expect((await call(['run', file, '-q'], { env: { FORCE_COLOR: '1' } })).out).toContain('\u001b');
  });

  test('one screen as wide as the terminal, 80 columns where there is none; --full for all', async () => {
    const run = [
      'run',
      at('s.yaml'),
      '-q',
      '--set',
      'name="a name of a scenario that is rather longer than a line of sixty columns is wide"',
    ];
    const widest = async (argv: readonly string[], over: Partial<Terminal>): Promise<number> => {
      const lines = (await call(argv, over)).out.trimEnd().split('\n').slice(0, -1);
      return Math.max(...lines.map(({ length }) => length));
    };
    expect(await widest(run, { isOutTty: true, columns: 60, env: { NO_COLOR: '' } })).toBeLessThanOrEqual(60);
    expect(await widest([...run, '--full'], { isOutTty: true, columns: 60, env: { NO_COLOR: '' } })).toBeLessThanOrEqual(60);
    const wide = await widest(run, { isOutTty: true, columns: 200, env: { NO_COLOR: '' } });
    expect(wide).toBeGreaterThan(80);
    expect(wide).toBeLessThanOrEqual(120);
    // Not a terminal: its size is nobody's.
    expect(await widest(run, { columns: 200 })).toBeLessThanOrEqual(80);
    const [short, full] = [await call(run), await call([...run, '--full'])];
    expect(short.out.split('\n').length).toBeLessThanOrEqual(41);
    expect(short.out).not.toContain('Assumed, because');
    expect(full.out).toContain('Assumed, because the scenario does not say');
    expect((await call([...run, '--show', 'assumptions'])).out).toContain('Assumed, because the scenario does not say');
  });

  test('exit codes: limit, failed, undecided', async () => {
    expect((await call(['run', at('s.yaml'), '--set', 'limits.events=100'])).exit).toBe(3);
    expect(exitCode({ outcome: 'max_pending', verdict: 'fail' }, true)).toBe(3);
    expect(exitCode({ outcome: 'done', verdict: 'fail' }, false)).toBe(99);
    expect(exitCode({ outcome: 'done', verdict: 'inconclusive' }, false)).toBe(0);
    expect(exitCode({ outcome: 'done', verdict: 'inconclusive' }, true)).toBe(98);
    expect(exitCode({ outcome: 'done', verdict: null }, true)).toBe(0);
  });

  test('a threshold that cannot be read: place, expectation, advice; exit 2', async () => {
    writeFileSync(at('s.yaml'), scenario('{ "queue_time{group=bux}": ["p(95) < 1m"], sojourn: ["avg < 5"] }'));
    const { exit, out, err } = await call(['run', at('s.yaml')]);
    expect(exit).toBe(2);
    expect(out).toBe('');
    const words = err.replace(/\s+/gu, ' ');
    expect(words).toContain('s.yaml:7:33 thresholds["queue_time{group=bux}"]: there is no group "bux"; did you mean box?');
    expect(words).toContain('s.yaml:7:73 thresholds.sojourn[0]: expected a duration with its unit, such as 30s or 5m, not "5"');
  });
});

describe('--threshold', () => {
  const judged = async (...options: string[]): Promise<Outcome & { readonly found: Record<string, unknown> }> => {
    const outcome = await call(['run', at('s.yaml'), '--json=full', '-q', ...options]);
    const study = outcome.exit === 2 ? undefined : studyResultSchema.parse(JSON.parse(outcome.out));
    return {
      ...outcome,
      found: Object.fromEntries(study?.thresholds.map(({ subject, condition, verdict }) => [`${subject} ${condition}`, verdict]) ?? []),
    };
  };

  test('adds to those of the scenario, with labels and without; the line that repeats the run has them', async () => {
    const { exit, out, found } = await judged('--threshold', 'queue_time max < 1us', '--threshold', 'sojourn{group=box}: avg < 1h');
    expect(exit).toBe(99);
    expect(found).toEqual({ 'queue_time p(95) < 1h': 'pass', 'queue_time max < 1us': 'fail', 'sojourn{group=box} avg < 1h': 'pass' });
    expect(studyResultSchema.parse(JSON.parse(out)).rerun).toBe(
      `runcast run ${at('s.yaml')} --threshold 'queue_time max < 1us' --threshold 'sojourn{group=box}: avg < 1h' --seed 1`,
    );
    writeFileSync(at('s.yaml'), scenario().replace(/thresholds.*\n/u, ''));
    expect((await judged('--threshold', 'queue_time{group="box"} p(95) < 1h')).found).toEqual({
      'queue_time{group="box"} p(95) < 1h': 'pass',
    });
  });

  test.each([
    ['queue_time', "--threshold queue_time: expected a metric and a condition, such as 'queue_time p(95) < 10s'"],
    ['queue_time p(95) < 10', '--threshold queue_time p(95) < 10 thresholds.queue_time[1]: expected a duration with its unit'],
    [
      'qeue_time p(95) < 10s',
      '--threshold qeue_time p(95) < 10s thresholds.qeue_time: unknown metric "qeue_time"; did you mean queue_time?',
    ],
    ['queue_time{group=bix} max < 1s', 'there is no group "bix"; did you mean box?'],
  ])('%s is refused by its own name', async (text, message) => {
    const { exit, err } = await call(['run', at('s.yaml'), '--threshold', text]);
    expect(exit).toBe(2);
    expect(err.replace(/\s+/gu, ' ')).toContain(message);
    expect(err).not.toContain('s.yaml:');
  });
});

describe('-o', () => {
  test('is where the answer is written, in every command that has one', async () => {
    expect((await call(['init', at('config.toml'), '-o', at('sub.yaml')])).exit).toBe(0);
    expect((await call(['run', at('sub.yaml'), '-q', '--set', 'horizon=1h', '--set', 'warmup=0s', '-o', at('out')])).exit).toBe(0);
    expect((await call(['report', at('out', 'summary.json'), '-o', at('r.md')])).exit).toBe(0);
    expect((await call(['report', at('out', 'summary.json'), '--output', at('r2.md')])).exit).toBe(0);
    expect((await call(['schema', '-o', at('schema.json')])).exit).toBe(0);
    expect(JSON.parse(readFileSync(at('schema.json'), 'utf8'))).toEqual(JSON.parse((await call(['schema'])).out));
    expect(readFileSync(at('r2.md'), 'utf8')).toBe(readFileSync(at('r.md'), 'utf8'));
  });

  test('of init names files as seen from where the scenario lies, and keeps a scenario that is there', async () => {
    mkdirSync(at('deep'));
    const { exit, out, err } = await call(['init', at('config.toml'), '--out', at('deep', 'mine.yaml')]);
    expect([exit, out, err]).toEqual([0, '', `written to ${at('deep', 'mine.yaml')}\n`]);
    expect((await call(['validate', at('deep', 'mine.yaml')])).exit).toBe(0);
    const again = await call(['init', at('config.toml'), '--out', at('deep', 'mine.yaml')]);
    expect(again.exit).toBe(2);
    expect(again.err).toContain('exists already; name another with -o');
  });
});

describe('--out', () => {
  const files = [
    '.runcast',
    'jobs.csv',
    'machines.csv',
    'projects.csv',
    'replications.csv',
    'report.html',
    'report.md',
    'scenario.yaml',
    'summary.json',
    'timeline.csv',
  ];

  test('writes the files; the folder is replaced by the next run; the scenario in it gives the same result', async () => {
    const first = await call(['run', at('s.yaml'), '--out', at('deep', 'out')]);
    expect(first.exit).toBe(0);
    expect(readdirSync(at('deep', 'out')).sort()).toEqual(files);
    expect(readdirSync(at('deep'))).toEqual(['out']);
    const jobs = readFileSync(at('deep', 'out', 'jobs.csv'), 'utf8');
    const study = studyResultSchema.parse(JSON.parse(readFileSync(at('deep', 'out', 'summary.json'), 'utf8')));
    // No warm-up: every job that was queued is in the sample, and has a row.
    expect(jobs.trimEnd().split('\n')).toHaveLength(1 + study.first.jobs.all.jobs);
    writeFileSync(at('deep', 'out', 'notes.txt'), 'of its user');
    await call(['run', at('deep', 'out', 'scenario.yaml'), '--out', at('again')]);
    await call(['run', at('s.yaml'), '--out', at('deep', 'out')]);
    expect(readdirSync(at('deep', 'out')).sort()).toEqual([...files, 'notes.txt'].sort());
    expect(readFileSync(at('again', 'jobs.csv'), 'utf8')).toBe(jobs);
    const again = studyResultSchema.parse(JSON.parse(readFileSync(at('again', 'summary.json'), 'utf8')));
    expect(again.scenario.hash).toBe(study.scenario.hash);
    expect(again.runs).toEqual(study.runs);
  });

  test('--rows all: a column says of which replication', async () => {
    await call(['run', at('s.yaml'), '--out', at('out'), '--rows', 'all', '--replications', '2']);
    const [header, ...rows] = readFileSync(at('out', 'jobs.csv'), 'utf8').trimEnd().split('\n');
    expect(header?.startsWith('replication,job,')).toBe(true);
    expect([...new Set(rows.map((row) => row.split(',')[0]))]).toEqual(['0', '1']);
    expect(readFileSync(at('out', 'timeline.csv'), 'utf8')).toMatch(/\n1,0\.000000,/u);
  });

  test.each([
    ['a folder of others', 'mine', 'was not written by runcast'],
    ['a file', 'config.toml', 'exists and is no folder'],
    ['a path through a file', 'config.toml/out', 'a part of the path is no folder'],
  ])('%s is refused with exit 2 and untouched', async (_name, target, message) => {
    mkdirSync(at('mine'));
    writeFileSync(at('mine', 'thesis.txt'), 'years');
    const before = readdirSync(folder, { recursive: true });
    const { exit, err, out } = await call(['run', at('s.yaml'), '-q', '--out', at(target)]);
    expect(exit).toBe(2);
    expect(out).toBe('');
    expect(err).toContain(message);
    expect(err).toContain('--out');
    expect(readdirSync(folder, { recursive: true })).toEqual(before);
  });

  test.runIf(existsSync('/proc/self'))('where nothing can be made is refused, not waited for', async () => {
    const { exit, err } = await call(['run', at('s.yaml'), '-q', '--out', '/proc/runcast/out']);
    expect(exit).toBe(2);
    expect(err).toContain('cannot write the folder /proc/runcast/out');
  });

  test('an interruption leaves nothing, made parents included', async () => {
    const before = readdirSync(folder);
    let cleanUp = (): void => undefined;
    const seen: string[][] = [];
    const stop = {
      onInterrupt: (registered: () => void) => {
        cleanUp = registered;
        return () => undefined;
      },
      breathe: () => {
        seen.push(readdirSync(at('new')));
        cleanUp();
        return Promise.reject(new Error('stopped here'));
      },
    };
    const { exit, err } = await call(['run', at('s.yaml'), '--set', 'horizon=40d', '-q', '--out', at('new', 'out')], stop);
    expect(seen[0]?.[0]).toMatch(/^\.runcast-/u);
    expect(exit).toBe(1);
    expect(err).toContain('please report it');
    expect(err).not.toContain('    at ');
    expect(readdirSync(folder)).toEqual(before);
  });
});

describe('the other commands', () => {
  test('validate', async () => {
    const good = await call(['validate', at('s.yaml')]);
    expect(good).toMatchObject({ exit: 0 });
    expect(good.out.replace(/\s+/gu, ' ')).toContain(
      'small: 2h of simulated time, about 120 jobs, 1 workload, 1 manager process, 1 runner, no machine types, 1 threshold, 1 replication',
    );
    writeFileSync(at('s.yaml'), scenario().replace('horizon', 'horizn'));
    const bad = await call(['validate', at('s.yaml')]);
    expect(bad.exit).toBe(2);
    expect(bad.err.replace(/\s+/gu, ' ')).toContain('did you mean horizon?');
  });

  test('schema prints what is published', async () => {
    const published = (name: string): unknown =>
      JSON.parse(readFileSync(new URL(`../../../schema/${name}.schema.json`, import.meta.url), 'utf8'));
    expect(JSON.parse((await call(['schema'])).out)).toEqual(published('scenario'));
    expect(JSON.parse((await call(['schema', 'result'])).out)).toEqual(published('result'));
    expect(JSON.parse((await call(['schema', 'answer'])).out)).toEqual(published('answer'));
  });

  test('init gives a scenario that runs', async () => {
    const { exit, out } = await call(['init', at('config.toml')]);
    expect(exit).toBe(0);
    writeFileSync(at('mine.yaml'), out);
    expect((await call(['run', at('mine.yaml'), '-q', '--set', 'horizon=2h', '--set', 'warmup=0s'])).exit).toBe(0);
    const missing = await call(['init', at('nothing.toml')]);
    expect(missing.exit).toBe(2);
    expect(missing.err).toContain('cannot read');
  });
});

describe('wrong usage is exit 2 with advice', () => {
  test.each([
    [['rnu', 's.yaml'], 'did you mean run?'],
    [['run', 's.yaml', '--sed', '3'], 'unknown option --sed; did you mean --seed? See runcast run --help'],
    [['run', 's.yaml', '--output', 'x'], 'unknown option --output; did you mean --out?'],
    [['run', '--quite', 's.yaml'], 'unknown option --quite; did you mean --quiet?'],
    [['run', 's.yaml', '-x'], 'unknown option -x; see runcast run --help'],
    [['validate', 's.yaml', '-o', 'x'], 'unknown option -o; see runcast validate --help'],
    [['run', '--', 's.yaml'], 'unexpected word s.yaml behind --, which is for runcast merge; leave out the --'],
    [['run', 's.yaml', 't.yaml'], 'unexpected word t.yaml: run takes one file'],
    [['run', 's.yaml', '--seed'], '--seed needs a value behind it'],
    [['run', 's.yaml', '--redact=yes'], '--redact=yes: expected --redact, --redact=true or --redact=false'],
    [['outage', 's.yaml'], '--target is missing; see runcast outage --help'],
    [['help', 'rnu'], 'unknown command rnu; did you mean run?'],
    [['hlep'], 'unknown command hlep; did you mean help?'],
    [['run', 's.yaml', '--seed', '1', '--seed', '2'], '--seed is given 2 times'],
    [['run', 's.yaml', '--replications', '0'], 'expected a whole number from 1 on'],
    [['run', 's.yaml', '--rows', 'some'], '--rows some: expected one of first, all'],
    [['run', 's.yaml', '--show'], '--show needs a value behind it: expected one of '],
    [['run', 's.yaml', '--scale', 'pipelines=2', '--scale=pipelines=3'], '--scale pipelines is given 2 times; give it once'],
    [['run'], 'a file is missing behind the command'],
    [['run', 'nothing.yaml'], 'cannot read this file'],
  ])('%j', async (argv, message) => {
    const { exit, out, err } = await call(argv);
    expect(exit).toBe(2);
    expect(out).toBe('');
    expect(err).toContain(message);
  });

  test('without a command, and behind help, there is the help', async () => {
    const alone = await call([]);
    expect(alone).toEqual(await call(['--help']));
    expect(await call(['help'])).toEqual(alone);
    expect(await call(['help', 'run'])).toEqual(await call(['run', '--help']));
  });

  test('--help and --version are answers', async () => {
    const help = await call(['--help']);
    expect(help.exit).toBe(0);
    expect(help.out).toContain('runcast run <scenario>');
    expect((await call(['--version'])).out).toMatch(/^\d+\.\d+\.\d+\n$/u);
  });
});

test('the command that repeats a run survives a shell', () => {
  const set = [`a["b c"]=it's`];
  expect(rerunCommand({ file: 's.yaml', set, seed: 'x y', replications: 2, yes: false })).toBe(
    `runcast run s.yaml --set 'a["b c"]=it'\\''s' --replications 2 --seed 'x y'`,
  );
  const hidden = { file: 's.yaml', set: ["name=it's\n\\\u001b[31m"], seed: 1, replications: undefined, yes: true };
  expect(rerunCommand(hidden)).toBe(String.raw`runcast run s.yaml --set $'name=it\'s\U0000000a\\\U0000001b[31m' --seed 1 --yes`);
});

test('a message that others broke into lines is one line, and what moves the cursor is none of it', async () => {
  const error = new CommandError('the server said:\r\n  no such  page\n\u001b[2J', EXIT_USAGE);
  const { exit, out, err } = await call(['report', '-'], { readInput: () => Promise.reject(error) });
  expect({ exit, out }).toEqual({ exit: EXIT_USAGE, out: '' });
  expect(err).toBe('runcast: the server said: no such  page ?[2J\n');
});
