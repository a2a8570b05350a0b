/** Lint rules: strict types everywhere, and by folder the bans that keep the engine pure. */
import { builtinModules } from 'node:module';
import tseslint from 'typescript-eslint';

const CLOCK = 'The engine knows only simulated time: take `sim.now`.';
const WORLD = 'Only src/cli touches the process and the terminal: return what is to be said.';

const bannedGlobals = [
  ['Date', `${CLOCK} Instants are numbers (src/units/instant.ts).`],
  ['performance', CLOCK],
  ['setTimeout', `${CLOCK} Schedule an event.`],
  ['setInterval', `${CLOCK} Schedule an event.`],
  ['setImmediate', `${CLOCK} Schedule an event.`],
  ['queueMicrotask', 'The order of events is total: schedule an event.'],
  ['process', WORLD],
  ['console', WORLD],
  ['crypto', 'Chance is keyed: draw from a Stream.'],
  ['fetch', 'Nothing leaves the machine.'],
].map(([name, message]) => ({ name, message }));

const bannedProperties = [
  ['Math', 'random', 'Chance is keyed: draw from a Stream.'],
  ['Math', 'pow', 'Its last bit differs between Node versions: a power is Math.exp(k * Math.log(x)).'],
  ['globalThis', 'Date', CLOCK],
  ['globalThis', 'process', WORLD],
].map(([object, property, message]) => ({ object, property, message }));

const bannedSyntax = [
  {
    selector: ':matches(BinaryExpression[operator="**"], AssignmentExpression[operator="**="])',
    message: 'The last bit of ** differs between Node versions: a power is Math.exp(k * Math.log(x)).',
  },
  { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' },
];

/** Nobody outside can reach a private member, whatever the compiler is told. */
const HASH = {
  selector: ':matches(PropertyDefinition, MethodDefinition)[accessibility="private"]',
  message: 'A private member is a #name.',
};
const NO_HASH = { selector: 'PrivateIdentifier', message: 'The kernel says private: #names were measured slower (src/sim/README.md).' };

const pure = {
  'no-restricted-globals': ['error', ...bannedGlobals],
  'no-restricted-properties': ['error', ...bannedProperties],
  'no-restricted-imports': [
    'error',
    { paths: builtinModules.map((name) => ({ name, message: 'This folder runs in a browser too.' })), patterns: ['node:*'] },
  ],
};

export default tseslint.config(
  { ignores: ['dist/', 'dist-bench/', '.build/', 'coverage/', 'out/', 'node_modules/', '.scratch/', 'examples/'] },
  { files: ['**/*.mjs', '**/*.js', '**/*.cjs'], rules: { 'no-unused-vars': 'error', 'prefer-const': 'error', eqeqeq: 'error' } },
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      // Elements of typed arrays are numbers by construction; with noUncheckedIndexedAccess each read would need a check that cannot fail.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/restrict-plus-operands': ['error', { allowNumberAndString: true }],
      '@typescript-eslint/no-confusing-void-expression': 'off',
      // It takes a number with a flavour (src/units/flavour.ts) for an object.
      '@typescript-eslint/no-unsafe-unary-minus': 'off',
      // What a callback or a handler changes meanwhile, the checker takes for constant.
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      'no-restricted-syntax': ['error', ...bannedSyntax.slice(1)],
      eqeqeq: 'error',
      'no-console': 'off',
      // A closure that is handed out before the value exists reads the variable later.
      'prefer-const': ['error', { ignoreReadBeforeAssign: true }],
      // What was caught, or handed to a callback, is thrown on as it is.
      '@typescript-eslint/only-throw-error': ['error', { allowThrowingUnknown: true }],
    },
  },
  // Configuration files of tools must export by default.
  { files: ['*.config.ts', '*.config.js'], rules: { 'no-restricted-syntax': 'off' } },
  { files: ['src/**/*.ts'], rules: { 'no-restricted-syntax': ['error', ...bannedSyntax, HASH] } },
  {
    // An interface is joined to that of vitest as it is declared there: with a parameter that nothing uses.
    files: ['src/testing/vitest.ts'],
    rules: {
      '@typescript-eslint/no-explicit-any': 'off',
      '@typescript-eslint/no-empty-object-type': 'off',
      '@typescript-eslint/no-unused-vars': 'off',
    },
  },
  { files: ['src/sim/**/*.ts'], rules: { 'no-restricted-syntax': ['error', ...bannedSyntax, NO_HASH] } },
  { files: ['src/{fleet,models,record,results,sim,stats,trace,units}/**/*.ts'], rules: pure },
  {
    files: ['src/{scenario,study,report,testing}/**/*.ts'],
    ignores: ['src/scenario/load-files.ts', 'src/scenario/open.ts', 'src/study/pool/**'],
    rules: pure,
  },
  {
    files: ['test/**/*.ts', 'bench/**/*.ts'],
    rules: {
      // What a test reads from JSON or makes up is its own business.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-misused-spread': 'off',
      '@typescript-eslint/no-empty-function': 'off',
      // Properties of distributions and spies are handed on as values.
      '@typescript-eslint/unbound-method': 'off',
    },
  },
);
