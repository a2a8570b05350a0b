/** The floors of the house as rules: an arrow goes only downward (test/floors.test.ts runs them). */

/** A floor may import itself, the floors (or files of them) named and, where `packages` is not false, libraries. */
function floor(name, comment, below, packages = true) {
  const allowed = [name, ...below].map((below) => `^src/${below}(/|\\.ts$)`);
  return {
    name,
    comment,
    severity: 'error',
    from: { path: `^src/${name}/` },
    to: { pathNot: packages ? [...allowed, 'node_modules/', '^node:', '^[a-z_/]+$'] : allowed },
  };
}

module.exports = {
  forbidden: [
    floor('units', 'Words everyone shares: imports nothing.', [], false),
    floor('stats', 'Pure statistics: imports nothing of ours.', []),
    floor('sim', 'The kernel can be published alone: it imports nothing of ours.', []),
    floor('record', 'What a run says is plain data.', ['units'], false),
    floor('fleet', 'What a run is given is plain data: distributions as they are written down, and the names a run tells of.', [
      'sim/random',
      'record/cast',
      'units',
    ]),
    floor('trace', 'Job histories, row by row; a zone comes as a function.', ['units']),
    floor('models', 'The models know what they are given, what they say, and the kernel.', ['fleet', 'record', 'sim', 'units']),
    floor('results', 'Collecting what a run says needs exact sums and signals, and no model.', [
      'fleet',
      'record',
      'sim',
      'stats',
      'units',
    ]),
    floor('scenario', 'The input language ends in a fleet; it knows no model, runs nothing and reports nothing.', [
      'trace',
      'fleet',
      'record',
      'sim',
      'stats',
      'units',
    ]),
    floor('history', 'The past is read and fitted; it runs nothing.', ['scenario', 'trace', 'fleet', 'record', 'sim', 'stats', 'units']),
    floor('study', 'Many runs of what the scenario built.', [
      'history',
      'scenario',
      'results',
      'models',
      'fleet',
      'record',
      'sim',
      'stats',
      'units',
    ]),
    floor('report', 'A report is drawn from results alone, years later if need be: it sees neither fleets nor models.', [
      'history/describe/description',
      'study',
      'results',
      'record',
      'stats',
      'units',
    ]),
    {
      name: 'only-cli-touches-the-world',
      comment: 'Everything below runs in a browser too; files and hashes are read in two places of scenario.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/cli/', '^src/scenario/(load-files|open)\\.ts$', '^src/study/pool'] },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'nothing-imports-cli',
      comment: 'The commands are the top floor.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/cli/' },
      to: { path: '^src/cli/' },
    },
    {
      name: 'executors-are-asked-not-known',
      comment: 'One file makes the executors; whoever else needs one knows their interface.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/models/executor/(make\\.ts$|[^/]+/)' },
      to: { path: '^src/models/executor/([^/]+/|host\\.ts$)' },
    },
    {
      name: 'executors-have-rooms-of-their-own',
      comment: 'One kind of executor knows no other.',
      severity: 'error',
      from: { path: '^src/models/executor/([^/]+)/' },
      to: { path: '^src/models/executor/([^/]+/|host\\.ts$)', pathNot: '^src/models/executor/$1/' },
    },
    {
      name: 'studies-have-rooms-of-their-own',
      comment: 'The report of one study knows none of another; what they share is below them.',
      severity: 'error',
      from: { path: '^src/report/(run|outage|compare)/' },
      to: { path: '^src/report/(run|outage|compare)/', pathNot: '^src/report/$1/' },
    },
    {
      name: 'reports-share-what-knows-no-study',
      comment: 'A frame is set with itself, a chart with the frame, a page with both.',
      severity: 'error',
      from: { path: '^src/report/(frame|charts|html)/' },
      to: { path: '^src/report/(run|outage|compare)/' },
    },
    {
      name: 'frames-know-no-chart',
      severity: 'error',
      from: { path: '^src/report/frame/' },
      to: { path: '^src/report/(?!frame/)' },
    },
    {
      name: 'one-source-of-chance',
      comment: 'Only the streams know the library behind them.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/sim/random/streams\\.ts$' },
      to: { path: 'node_modules/(@types/)?seedrandom/' },
    },
    {
      name: 'no-cycles',
      comment: 'What is needed by each other when it runs is one thing.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-cycles-between-folders',
      comment: 'Types count here. Only inside one folder may a part name the type of its whole.',
      severity: 'error',
      from: { path: '^(.+)/[^/]+$' },
      to: { circular: true, via: { pathNot: '^$1/[^/]+$' } },
    },
    { name: 'no-tests-in-source', severity: 'error', from: { path: '^src/' }, to: { path: '^(test|bench|scripts)/' } },
    { name: 'no-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-undeclared-package',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    // Imports of types count: a floor that only names a type of a higher floor still depends on it.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'node', 'default'] },
  },
};
