/** Input that is no input, or far too much of it: refused in a moment with words, whatever it is; and signals end what waits. */
import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { FILES, SCENARIO, swapped } from '../support/scenario-files.js';
import { ensureBuilt, inPlace, type Workplace } from './process.js';

const withFixture = (action: (place: Workplace) => Promise<void>): Promise<void> => inPlace({ 's.yaml': SCENARIO, ...FILES }, action);

beforeAll(ensureBuilt);

/** Runs, expects a refusal without a stack, and returns what was said in one line. */
async function refusal(place: Workplace, argv: readonly string[], input?: string): Promise<string> {
  const { exit, out, err } = await place.runcast(argv, input === undefined ? {} : { input });
  expect(err).not.toMatch(/^\s+at /mu);
  expect({ exit, out }, err).toEqual({ exit: 2, out: '' });
  return err.replace(/\s+/gu, ' ');
}

const deep = (levels: number, open: string, close: string): string => `horizon: ${open.repeat(levels)}1${close.repeat(levels)}\n`;

describe.concurrent('YAML that would cost too much', () => {
  test.each([
    ['nested explicit keys', `${'? '.repeat(40)}a\n`, 'a map or a list stands where a name is expected'],
    ['keys that are maps', `{ ${'{ '.repeat(30)}a: b${' }: c'.repeat(30)} }\n`, 'stands where a name is expected'],
    ['5,000 lists in each other', deep(5_000, '[', ']'), 'nests deeper than 50 levels'],
    ['5,000 maps in each other', deep(5_000, '{ a: ', ' }'), 'nests deeper than 50 levels'],
    ['5,000 dashes', `a:\n  ${'- '.repeat(5_000)}1\n`, 'nests deeper than 50 levels'],
    ['aliases of aliases', `a: &a [1]\n${Array.from({ length: 2_000 }, (_, i) => `k${i}: *a\n`).join('')}`, 'more than 1000 aliases'],
    ['a million values', `a: [${'0,'.repeat(1_000_000)}0]\n`, 'more than 200000 values'],
    ['nine million characters', `# ${'x'.repeat(9 << 20)}\n`, 'expected at most 8388608'],
    [
      'a million projects',
      swapped(SCENARIO, [['count: 20', 'count: 1000000']]),
      'expected a whole number from 1 to 100000, got the number 1000000',
    ],
  ])('%s', (_name, yaml, says) =>
    withFixture(async (place) => {
      place.write('s.yaml', yaml);
      // 256 MB are enough for any refusal; the process would end with a signal where they are not.
      const { exit, out, err } = await place.runcast(['validate', 's.yaml'], { env: { NODE_OPTIONS: '--max-old-space-size=256' } });
      expect({ exit, out }, err.slice(0, 500)).toEqual({ exit: 2, out: '' });
      expect(err.replace(/\s+/gu, ' ')).toContain(says);
      expect(err.length).toBeLessThan(2_000);
    }),
  );

  test('in the value of an option too', () =>
    withFixture(async (place) => {
      expect(await refusal(place, ['run', 's.yaml', '--set', `limits=${'? '.repeat(40)}a`])).toContain('limits');
      expect(await refusal(place, ['outage', 's.yaml', '--target', 'cloud=gce', '--duration', '*a'])).toContain(
        '--duration *a: expected a duration such as 2h, or a distribution',
      );
    }));

  test('100,000 projects are checked in the memory of a small machine', () =>
    withFixture(async (place) => {
      place.write('s.yaml', swapped(SCENARIO, [['count: 20', 'count: 100000']]));
      const { exit, err } = await place.runcast(['validate', 's.yaml', '-q'], { env: { NODE_OPTIONS: '--max-old-space-size=256' } });
      expect(exit, err).toBe(0);
    }));

  test('of 5,000 findings 50 are printed and the rest is counted; none is longer than a kilobyte', () =>
    withFixture(async (place) => {
      const wrong = Array.from(
        { length: 5_000 },
        (_, i) => `  w${i}: { jobs: { rate: 1/h }, projects: [p], duration: "${'x'.repeat(i === 0 ? 5_000 : 1)}" }\n`,
      ).join('');
      place.write('s.yaml', swapped(SCENARIO, [['workloads:\n', `workloads:\n${wrong}`]]));
      const { exit, err } = await place.runcast(['validate', 's.yaml']);
      expect(exit).toBe(2);
      const findings = err.split(/\n(?=s\.yaml:)/u);
      expect(findings).toHaveLength(50);
      for (const finding of findings) expect(finding.length).toBeLessThanOrEqual(1_024);
      expect(err).toMatch(/\nand 950 more errors\n1,000 errors; nothing was run\n$/u);
    }));
});

describe.concurrent('files that are none', () => {
  test.runIf(existsSync('/dev/zero'))('a device, as scenario, config.toml, history and result', () =>
    withFixture(async (place) => {
      expect(await refusal(place, ['run', '/dev/zero'])).toContain('cannot read this file (it is a device)');
      expect(await refusal(place, ['init', '/dev/zero'])).toContain('cannot read /dev/zero (it is a device)');
      expect(await refusal(place, ['report', '/dev/zero'])).toContain('cannot read /dev/zero (it is a device)');
      expect(await refusal(place, ['run', 's.yaml', '--set', 'managers.srm.config=/dev/zero'])).toContain(
        "cannot read the file '/dev/zero' (it is a device)",
      );
      expect(await refusal(place, ['run', 's.yaml', '--set', 'workloads.org.trace=/dev/zero'])).toContain('(it is a device)');
    }),
  );

  test.runIf(spawnSync('mkfifo', ['--version']).status === 0)(
    'a pipe that nobody writes is not waited for; one that a shell hands over is read',
    () =>
      withFixture(async (place) => {
        spawnSync('mkfifo', [place.at('pipe')]);
        expect(await refusal(place, ['run', 'pipe'])).toContain('it is a pipe; give it as standard input: - < PIPE');
        const { exit, err } = await place.shell('cat s.yaml | runcast validate /dev/fd/0 -q && cat s.yaml | runcast validate - -q');
        expect({ exit, err }).toEqual({ exit: 0, err: '' });
        if (existsSync('/bin/bash')) {
          const substituted = await place.shell(`bash -c '"$NODE" "$MAIN" init <(cat srm.toml)'`);
          expect(substituted.exit, substituted.err).toBe(0);
        }
      }),
  );

  test('a folder, nothing, a binary', () =>
    withFixture(async (place) => {
      place.write('b.yaml', `a: ${'\0'.repeat(100)}`);
      expect(await refusal(place, ['run', '.'])).toContain('this is a folder; name the file in it');
      expect(await refusal(place, ['run', 'none'])).toContain('(there is no such file)');
      expect(await refusal(place, ['run', 'b.yaml'])).toContain('(it is a binary file)');
    }));

  test('letters of another encoding: none of them is replaced in silence', () =>
    withFixture(async (place) => {
      const latin = (name: string, text: string): void => writeFileSync(place.at(name), Buffer.from(text, 'latin1'));
      latin('l.yaml', swapped(SCENARIO, [['name: fixture', 'name: fixture\n# Größe']]));
      latin('l.toml', `# Größe\n${FILES['srm.toml']}`);
      latin('l.csv', FILES['history.csv']!.replace('beta', 'bêta'));
      latin('p.csv', 'IdleCount\n1\n2ä\n');
      const line = (nth: number): string => `line ${nth} is no text in UTF-8; save it as such, as with iconv -t UTF-8`;
      expect(await refusal(place, ['run', 'l.yaml'])).toContain(`l.yaml: cannot read this file (${line(2)}); expected a scenario`);
      expect(await refusal(place, ['run', 's.yaml', '--set', 'managers.srm.config=l.toml'])).toContain(`'l.toml' (${line(1)})`);
      expect(await refusal(place, ['run', 's.yaml', '--set', 'workloads.org.trace=l.csv'])).toContain(`(${line(3)})`);
      expect(await refusal(place, ['sweep', 's.yaml', '--point', 'p.csv'])).toContain(`(${line(3)})`);
      const { exit, out, err } = await place.shell('runcast run - < l.yaml');
      expect({ exit, out, err }).toEqual({ exit: 2, out: '', err: `runcast: standard input cannot be read: ${line(2)}\n` });
    }));

  test('links in a circle and names that are too long', () =>
    withFixture(async (place) => {
      symlinkSync('circle', place.at('circle'));
      const long = 'x'.repeat(300);
      const [round, wide] = ['(its links go in a circle)', '(the name is too long)'];
      expect(await refusal(place, ['run', 'circle'])).toContain(`circle: cannot read this file ${round}; expected a scenario`);
      expect(await refusal(place, ['run', long])).toContain(`cannot read this file ${wide}; expected a scenario`);
      expect(await refusal(place, ['run', 's.yaml', '--set', 'managers.srm.config=circle'])).toContain(`'circle' ${round}`);
      expect(await refusal(place, ['init', 'circle'])).toContain(`cannot read circle ${round}; expected a config.toml`);
      expect(await refusal(place, ['init', 'srm.toml', '-o', 'circle'])).toContain(`cannot write circle ${round}; name another`);
      expect(await refusal(place, ['report', long])).toContain(`${wide}; expected summary.json`);
      expect(await refusal(place, ['import', 'circle', '-o', 'h.csv'])).toContain(`cannot read circle ${round}; check the path`);
      expect(await refusal(place, ['import', 'history.csv', '-o', 'circle'])).toContain(`cannot write circle ${round}; name another`);
    }));

  test('more bytes than are allowed, in a file and on standard input', () =>
    withFixture(async (place) => {
      closeSync(openSync(place.at('huge.csv'), 'w'));
      truncateSync(place.at('huge.csv'), 300 << 20);
      const set = ['--set', 'workloads.org.trace=huge.csv'];
      expect(await refusal(place, ['run', 's.yaml', ...set])).toContain('(it has more than 256 MiB; --max-input allows more)');
      expect(await refusal(place, ['run', 's.yaml', '--max-input', '100B'])).toContain('it has more than 100 B; --max-input allows more');
      expect(await refusal(place, ['run', '-', '--max-input', '1KiB'], SCENARIO.padEnd(5_000))).toContain('it has more than 1 KiB');
      expect(await refusal(place, ['run', 's.yaml', '--max-input', '2TiB'])).toContain('expected a size up to 500 MiB');
    }));
});

describe.concurrent('signals', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)('%s ends what waits for standard input', (signal) =>
    withFixture(async (place) => {
      let ticks = 0;
      const onTick = (kill: (signal: NodeJS.Signals) => void): void => {
        if (++ticks === 30) kill(signal);
      };
      const { exit, out, err } = await place.runcast(['run', '-', '--out', 'out'], { holdInput: true, onTick });
      // It has made nothing yet, so the signal itself ends it.
      expect({ exit, out, err }).toEqual({ exit: null, out: '', err: '' });
      expect(existsSync(place.at('out'))).toBe(false);
    }),
  );

  test('SIGTERM ends what waits for a pipe that a shell handed over', () =>
    withFixture(async (place) => {
      spawnSync('mkfifo', [place.at('pipe')]);
      const { exit } = await place.shell(
        'sleep 60 > pipe & writer=$!; "$NODE" "$MAIN" run /dev/fd/0 < pipe & reader=$!; sleep 2; kill -TERM $reader; wait $reader; code=$?; kill $writer; exit $code',
      );
      expect(exit).toBe(143);
    }));
});
