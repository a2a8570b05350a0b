/** The executors of a process as one: who is asked, in which order they shut down, and what a host answers. */
import { expect, test } from 'vitest';
import type { ProcessConfig } from '../../../../src/fleet/config.js';
import type { ExecutorSpec } from '../../../../src/fleet/executor.js';
import type { ExecutorModel, ExecutorProvider, Place, Seeker } from '../../../../src/models/executor/executor.js';
import { ProcessExecutors } from '../../../../src/models/executor/executors.js';
import { Host } from '../../../../src/models/executor/host.js';
import { Preparation } from '../../../../src/models/job/preparation.js';
import { NEXT_POLL } from '../../../../src/models/wait/causes.js';
import { anEntry, NEWEST_FLAGS } from '../../../support/fleet-builder.js';

type Kind = ExecutorSpec['kind'];

const TIES = { manager: 0, flags: NEWEST_FLAGS, commandTimeout: 0 };

/** Models that note what is asked of them; `end` lets the shutdown of a kind be done. */
function noted(): { models: Record<Kind, ExecutorModel>; said: string[]; end: Partial<Record<Kind, () => void>> } {
  const said: string[] = [];
  const end: Partial<Record<Kind, () => void>> = {};
  const model = (kind: Kind): ExecutorModel => {
    const provider: ExecutorProvider = {
      of: ({ token }) => {
        said.push(`${kind} of ${token}`);
        return new Host();
      },
      shutdown: (_, done) => {
        said.push(`${kind} shuts down`);
        end[kind] = done;
      },
      close: () => said.push(`${kind} closes`),
      finish: () => said.push(`${kind} finishes`),
    };
    return {
      enter: () => undefined,
      provider: () => {
        said.push(`${kind} starts`);
        return provider;
      },
      sweep: (_manager, _reason, over) => over(),
      unwritten: () => [],
    };
  };
  return {
    models: { host: model('host'), 'docker-machine': model('docker-machine'), 'docker-autoscaler': model('docker-autoscaler') },
    said,
    end,
  };
}

const machines = anEntry({ token: 'm' });
const fixed = anEntry({ token: 'f', machine: 'none' });

test('a provider is made once, for the first entry that needs it', () => {
  const { models, said } = noted();
  const executors = new ProcessExecutors(models, TIES);
  for (const entry of [machines, fixed, machines]) executors.of(entry);
  expect(said).toEqual(['docker-machine starts', 'docker-machine of m', 'host starts', 'host of f', 'docker-machine of m']);
});

test('they shut down one after another, and the process hears when the last is done', () => {
  const { models, said, end } = noted();
  const executors = new ProcessExecutors(models, TIES);
  executors.of(machines);
  executors.of(fixed);
  said.length = 0;
  executors.shutdown({} as ProcessConfig, () => said.push('done'));
  expect(said).toEqual(['docker-machine shuts down']);
  end['docker-machine']!();
  expect(said).toEqual(['docker-machine shuts down', 'host shuts down']);
  end.host!();
  expect(said.at(-1)).toBe('done');
});

test('without any, a shutdown is done at once', () => {
  let isDone = false;
  new ProcessExecutors(noted().models, TIES).shutdown({} as ProcessConfig, () => (isDone = true));
  expect(isDone).toBe(true);
});

test('a host grants every reservation at once, and every job its own slot', () => {
  const host = new Host();
  const answers: unknown[] = [];
  const taker = { id: 3, reserved: (granted: boolean) => answers.push(granted) };
  const acquisition = host.acquisition(taker);
  expect(host.acquisition(taker)).toBe(acquisition);
  acquisition.reserve();
  const seeker: Seeker = {
    preparation: new Preparation(),
    limit: Infinity,
    got: (place: Place | undefined) => answers.push(place),
    gotNone: () => answers.push('none'),
    machineDied: () => answers.push('died'),
  };
  acquisition.seek(seeker);
  expect(answers).toEqual([true, undefined]);
  expect([host.ready(), host.cause(), host.isInOutage(), host.isWhole(), host.foresee()]).toEqual([
    Infinity,
    NEXT_POLL,
    false,
    true,
    'granted',
  ]);
});
