// One runner, four rings. ESM mode (NODE_OPTIONS=--experimental-vm-modules) because NestJS 12 is pure ESM on Node 20.
const swcTypeScript = {
  swcrc: false,
  jsc: {
    target: 'es2023',
    parser: { syntax: 'typescript', tsx: true, decorators: true },
    transform: {
      legacyDecorator: true,
      decoratorMetadata: true,
      useDefineForClassFields: false,
      react: { runtime: 'automatic' },
    },
    keepClassNames: true,
  },
  module: { type: 'es6' },
  sourceMaps: 'inline',
};

/** No connection leaves this machine, and every random value comes from the one printed seed. */
const everyTest = ['<rootDir>/tests/support/network-block.ts', '<rootDir>/tests/support/seeded-properties.ts'];

const common = {
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: { '^.+\\.tsx?$': ['@swc/jest', swcTypeScript] },
  moduleNameMapper: {
    '^@warmline/contracts$': '<rootDir>/contracts/src/index.ts',
    '^@warmline/contracts/call-script$': '<rootDir>/contracts/src/call-script/index.ts',
    '^@warmline/contracts/plain$': '<rootDir>/contracts/src/plain.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
    // Its ESM build imports JSON without an attribute, which jest announces once per file that does so.
    '^libphonenumber-js/max$': '<rootDir>/node_modules/libphonenumber-js/max/index.cjs',
  },
  modulePathIgnorePatterns: ['/dist/'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
};

export default {
  maxWorkers: 2,
  testSequencer: '<rootDir>/scripts/lib/long-suites-first.mjs',
  // Nothing here waits for time, so a limit only ends what hangs; a busy machine must not end what works.
  testTimeout: 60_000,
  projects: [
    {
      ...common,
      displayName: 'unit',
      testEnvironment: 'node',
      testMatch: ['<rootDir>/{contracts,backend}/src/**/*.spec.ts', '<rootDir>/scripts/**/*.spec.{ts,mjs}'],
      setupFiles: ['reflect-metadata', ...everyTest],
    },
    {
      ...common,
      displayName: 'web',
      testEnvironment: 'jsdom',
      testMatch: ['<rootDir>/frontend/src/**/*.spec.{ts,tsx}'],
      setupFiles: ['<rootDir>/frontend/test-setup.ts', ...everyTest],
      moduleNameMapper: { ...common.moduleNameMapper, '\\.css$': '<rootDir>/frontend/test-css.ts' },
    },
    {
      ...common,
      displayName: 'integration',
      testEnvironment: 'node',
      testMatch: ['<rootDir>/tests/integration/**/*.spec.ts'],
      setupFiles: ['reflect-metadata', ...everyTest],
      globalSetup: '<rootDir>/tests/support/global-setup.mjs',
      globalTeardown: '<rootDir>/tests/support/global-teardown.mjs',
    },
    {
      ...common,
      displayName: 'e2e',
      testEnvironment: 'node',
      testMatch: ['<rootDir>/tests/{e2e,chaos}/**/*.spec.ts'],
      setupFiles: everyTest,
      globalSetup: '<rootDir>/tests/support/global-setup.mjs',
      globalTeardown: '<rootDir>/tests/support/global-teardown.mjs',
    },
  ],
};
