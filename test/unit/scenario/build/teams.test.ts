/** Which team a project is of: the one whose pattern fits it most closely, whatever the order of anything. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BuildContext } from '../../../../src/scenario/build/context.js';
import { buildTeams } from '../../../../src/scenario/build/teams.js';

function built(
  teams: Readonly<Record<string, readonly string[]>>,
  names: readonly string[],
): { readonly owners: Record<string, string[]>; readonly warned: string[] } {
  const warned: string[] = [];
  const scenario = { teams: Object.fromEntries(Object.entries(teams).map(([team, projects]) => [team, { projects }])) };
  const report = { warn: (path: readonly (string | number)[], text: string) => void warned.push(`${path.join('.')}: ${text}`) };
  const list = buildTeams(
    { scenario, report } as unknown as BuildContext,
    names.map((name) => ({ name, instance: 0 })),
  );
  return { owners: Object.fromEntries(list.map(({ name, projects }) => [name, projects.map((index) => names[index]!)])), warned };
}

test('the longest pattern that fits decides; of equally long ones the first team by name', () => {
  const names = ['web/shop', 'web/shop/api', 'web/blog', 'data', 'x'];
  const { owners, warned } = built({ zeta: ['web/*'], alpha: ['web/shop*'], beta: ['dat*'], gamma: ['*ata', 'none/*'] }, names);
  expect(owners).toEqual({ alpha: ['web/shop', 'web/shop/api'], beta: ['data'], gamma: [], zeta: ['web/blog'] });
  expect(warned).toEqual(["teams.gamma.projects.1: no project is called 'none/*'; check it"]);
});

test('a pattern that fits, but never most closely, is not warned of', () => {
  expect(built({ a: ['*'], b: ['p*'] }, ['p1', 'p2'])).toEqual({ owners: { a: [], b: ['p1', 'p2'] }, warned: [] });
});

test('* stands for any characters, and nothing else is special', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '.', '/'), maxLength: 6 });
  const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '.', '/', '*'), minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(pattern, text, (glob, name) => {
      const regular = new RegExp(`^${glob.replace(/[.*/]/gu, (sign) => (sign === '*' ? '.*' : `\\${sign}`))}$`, 'u');
      expect(built({ team: [glob] }, [name]).owners['team']).toEqual(regular.test(name) ? [name] : []);
    }),
    { examples: [['*a*a*', 'a'], ['a*a', 'a'], ['**', ''], ['*ab*b', 'abb']] }, // prettier-ignore
  );
});
