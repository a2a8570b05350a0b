/** What an address of `--queue` says, and how it is shown. */
import { expect, test } from 'vitest';
import { queueAddress } from '../../../../src/cli/queue/address.js';

test('is shown as it could be given to a worker, with its user and without a password', () => {
  const { username, password, shown } = queueAddress('rediss://run%2Bcast@queue.example/2', { RUNCAST_QUEUE_PASSWORD: 'SESAME' });
  expect({ username, password }).toEqual({ username: 'run+cast', password: 'SESAME' });
  expect(shown).toBe('rediss://run%2Bcast@queue.example:6379/2');
  expect(queueAddress(shown, {})).toMatchObject({ username, host: 'queue.example', port: 6379, db: 2, shown });
  expect(queueAddress('redis://[::1]', {})).toMatchObject({ username: undefined, host: '::1', shown: 'redis://[::1]:6379' });
});

test.each(['redis://%zz@localhost', 'redis://a%@localhost'])('%s is refused with what to do', (text) => {
  expect(() => queueAddress(text, {})).toThrow('--queue: a % in the name of the user is to be written as %25');
});
