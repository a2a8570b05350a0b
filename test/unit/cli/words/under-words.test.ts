/** The words of `--under`. */
import { describe, expect, test } from 'vitest';
import { withOutages } from '../../../../src/cli/words/under-words.js';

/** The event that a `--set events[+]=...` adds. */
const eventIn = (word: string | undefined): unknown => JSON.parse((word ?? '').replace('events[+]=', ''));

describe('--under', () => {
  test('is short for a --set that adds an event, behind all that is typed', () => {
    const typed = ['run', 's.yaml', '--under', 'zone=us-east1-c Mon 14:00 2h', '-q', '--under=cloud=gce 3h 10m', '--set', 'events=[]'];
    const words = withOutages(typed);
    expect(words.slice(-6).map((word) => word.replace(/=.*/u, ''))).toEqual([
      '--set',
      'events',
      '--set',
      'events[+]',
      '--set',
      'events[+]',
    ]);
    expect(eventIn(words.at(-3))).toEqual({ every: 'Mon 14:00', for: '2h', outage: { name: 'us-east1-c gone', zone: 'us-east1-c' } });
    expect(eventIn(words.at(-1))).toEqual({ at: '3h', for: '10m', outage: { name: 'gce gone', cloud: 'gce' } });
  });

  test('stays where it was typed, for whoever asks whether it comes about', () => {
    const words = withOutages(['run', '--under=cloud=gce 3h 10m', 's.yaml']);
    expect(words.slice(0, 4)).toEqual(['run', '--under', 'cloud=gce 3h 10m', 's.yaml']);
  });

  test('is given once: the same outage twice is one', () => {
    expect(() => withOutages(['run', 's.yaml', '--under', 'cloud=gce 1h 10m', '--under=cloud=gce 1h 10m'])).toThrow(
      '--under cloud=gce 1h 10m is given twice; give it once',
    );
  });

  test('names the second outage of one thing apart, and leaves those in the words of the scenario their own names', () => {
    const under = ['cloud=gce 1h 10m', 'cloud=gce 5h 10m', '{ at: 9h, for: 1h, outage: { cloud: gce, of: api } }'];
    const events = withOutages(['run', 's.yaml', ...under.flatMap((text) => ['--under', text])]).filter((word) =>
      word.startsWith('events'),
    );
    expect(events.map((text) => (eventIn(text) as { readonly outage: { readonly name?: string } }).outage.name)).toEqual([
      'gce gone',
      'gce gone 2',
      undefined,
    ]);
  });

  test('is of every side of a comparison, also behind a variant, and of every point of a sweep', () => {
    const compared = withOutages([
      'compare',
      's.yaml',
      '--set',
      'IdleCount=20',
      '--vs',
      '--set',
      'IdleCount=30',
      '--under',
      'cloud=gce 1h 10m',
    ]);
    expect(compared.at(-2)).toBe('--set-all');
    expect(eventIn(compared.at(-1))).toMatchObject({ at: '1h', outage: { cloud: 'gce' } });
    expect(withOutages(['sweep', 's.yaml', '--under', 'cloud=gce 1h 10m']).at(-2)).toBe('--set');
  });

  test('of other commands is left alone: those of a plan are played each on its own', () => {
    const plan = ['plan', 's.yaml', '--under', 'cloud=gce Mon 14:00 3h'];
    expect(withOutages(plan)).toEqual(plan);
  });

  test('says what is expected', () => {
    expect(() => withOutages(['run', 's.yaml', '--under'])).toThrow('--under needs a value behind it');
    expect(() => withOutages(['run', 's.yaml', '--under', 'Mon 14:00'])).toThrow('--under Mon 14:00: expected what, when and how long');
    expect(() => withOutages(['run', 's.yaml', '--under', '{ at: 1h'])).toThrow('this is not YAML');
  });
});
