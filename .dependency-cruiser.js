/**
 * The direction of imports between the rooms (docs/decisions): apps -> feature libs -> engine -> definition ->
 * platform libs, a lib only through its index.ts, no cycles.
 */
const PLATFORM = 'database|temporal|encryption|http|logging|config|errors';
const FEATURES = 'flows|flow-tests|runs|nodes|simulation|approvals';
const TESTS = '(\\.(spec|int-spec|e2e-spec)\\.ts$|/test/|^libs/testing/)';

const forbid = (name, from, to, comment) => ({
  name,
  severity: 'error',
  comment,
  from: { pathNot: TESTS, ...from },
  to,
});

const lib = (names) => `^libs/(${names})/`;

export default {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'Files that import each other cannot be understood, or loaded, one by one.',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'only-through-index',
      severity: 'error',
      comment: 'A lib is entered only through its index.ts; tests may use the index.ts of its test tools.',
      from: { path: '^(?:apps|libs)/([^/]+)/' },
      to: { path: '^libs/([^/]+)/', pathNot: ['^libs/$1/', '^libs/[^/]+/(src|test)/index\\.ts$'] },
    },
    forbid('no-import-of-apps', { path: '^(libs|scripts|bench)/' }, { path: '^apps/' }, 'Nothing imports an app.'),
    forbid(
      'apps-apart',
      { path: '^apps/([^/]+)/' },
      { path: '^apps/', pathNot: '^apps/$1/' },
      'Apps know each other by their protocols.',
    ),
    forbid(
      'platform-stands-below',
      { path: lib(PLATFORM) },
      { path: lib(`${FEATURES}|engine|definition`) },
      'Platform libs know nothing of the product.',
    ),
    forbid(
      'definition-is-pure',
      { path: lib('definition') },
      { path: '^libs/', pathNot: lib('definition|errors') },
      'The definition runs in api, worker and browser.',
    ),
    forbid(
      'engine-below-features',
      { path: lib('engine') },
      { path: lib(FEATURES) },
      'The engine reaches features through its ports.',
    ),
    forbid(
      'core-is-pure',
      { path: '^libs/engine/src/core/' },
      { path: '^libs/', pathNot: ['^libs/engine/src/core/', lib('definition|errors')] },
      'The core decides; it carries nothing out.',
    ),
    forbid(
      'pure-without-builtins',
      { path: ['^libs/definition/', '^libs/engine/src/core/'] },
      { dependencyTypes: ['core'] },
      'No Node builtin in pure code.',
    ),
    forbid(
      'shell-apart',
      { path: '^libs/engine/src/workflows/' },
      { path: '^libs/', pathNot: '^libs/engine/src/workflows/', dependencyTypesNot: ['type-only'] },
      'Workflow code is bundled alone; of the rest it may know types.',
    ),
    forbid(
      'nodes-alone',
      { path: lib('nodes') },
      { path: lib('flows|runs') },
      'Features: runs may use flows and nodes, flows may use nodes.',
    ),
    forbid(
      'flows-not-runs',
      { path: lib('flows') },
      { path: lib('runs') },
      'Features: runs may use flows and nodes, flows may use nodes.',
    ),
    forbid(
      'approvals-on-top',
      { path: lib('flows|runs|nodes') },
      { path: lib('approvals') },
      'Runs know that people are asked, approvals what these answer.',
    ),
    forbid(
      'flow-tests-on-top',
      { path: lib('flows|runs|nodes|simulation|approvals') },
      { path: lib('flow-tests') },
      'Flows ask a port whether tests pass; who runs them stands above.',
    ),
    forbid(
      'testing-in-tests-only',
      { path: '^(apps|libs)/' },
      { path: '^libs/testing/' },
      'Test tools stay out of what is shipped.',
    ),
    forbid(
      'examples-apart',
      { path: '^examples/([^/]+)/' },
      { path: '^(apps|libs|scripts|examples)/', pathNot: '^examples/$1/' },
      'An example is code to be copied: it works without this repository.',
    ),
    forbid('no-test-imports', { path: '^(apps|libs|examples)/' }, { path: TESTS }, 'Source does not import tests.'),
    {
      name: 'resolvable',
      severity: 'error',
      comment: 'Every import resolves.',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'declared',
      severity: 'error',
      comment: 'Only packages that package.json declares, and in what is shipped only its dependencies.',
      from: { path: '^(apps|libs)/', pathNot: TESTS },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^(dist|coverage|\\.millrace)|/vendor)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
