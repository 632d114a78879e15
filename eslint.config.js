import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import regexp from 'eslint-plugin-regexp';
import tseslint from 'typescript-eslint';
import { dependencyRule } from './scripts/eslint/dependency-rule.mjs';

const warmline = { rules: { 'dependency-rule': dependencyRule } };
const specs = ['**/*.spec.{ts,tsx,mjs}', '**/*.fixture.ts'];
const pure = ['contracts/src/**/*.ts', '{backend,frontend}/src/**/*.{rules,machine,map,data}.ts'];

const defaultExport = { selector: 'ExportDefaultDeclaration', message: 'Export by name.' };
const environment = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: 'The environment is read in backend/src/config alone; take what you need from the config.',
};
const clockAndChance = [
  ["CallExpression[callee.object.name='Date'][callee.property.name='now']", 'Date.now()'],
  ["NewExpression[callee.name='Date'][arguments.length=0]", 'new Date()'],
  ["CallExpression[callee.name='Date']", 'Date()'],
  ["CallExpression[callee.object.name='performance'][callee.property.name='now']", 'performance.now()'],
  ["CallExpression[callee.object.name='Math'][callee.property.name='random']", 'Math.random()'],
  ["CallExpression[callee.object.name='crypto']", 'crypto'],
].map(([selector, what]) => ({
  selector,
  message: `${what} is not pure: take \`now\` or a seeded random as a parameter.`,
}));

const tooManyParameters = [
  {
    selector: ":not(MethodDefinition[kind='constructor']) > :function[params.length>4]",
    message: 'More than four parameters: take an object.',
  },
  {
    // Injected, not passed by hand; a dispatcher may have a dozen, beyond that it is two classes.
    selector: "MethodDefinition[kind='constructor'] > FunctionExpression[params.length>12]",
    message: 'More than twelve collaborators: this class does too much.',
  },
];

/** Small and legible, everywhere: ARCHITECTURE.md, "small, named, explained". */
const everywhere = {
  'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
  'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
  'max-depth': ['error', 3],
  curly: ['error', 'multi-line'],
  eqeqeq: 'error',
  'no-empty': 'error',
  'no-restricted-syntax': ['error', ...tooManyParameters],
};

const typed = {
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
  // The router's way to send a visitor elsewhere.
  '@typescript-eslint/only-throw-error': [
    'error',
    { allow: [{ from: 'package', package: '@tanstack/router-core', name: ['Redirect', 'NotFoundError'] }] },
  ],
};

export default tseslint.config(
  { ignores: ['**/dist/', '**/node_modules/', '.data/', '.cache/', '**/coverage/', '**/*.d.mts'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error', noInlineConfig: true } },
  js.configs.recommended,
  { rules: everywhere },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: typed,
  },
  {
    files: ['{contracts,backend,frontend}/src/**/*.{ts,tsx}'],
    plugins: { warmline },
    rules: {
      'warmline/dependency-rule': 'error',
      'no-restricted-syntax': ['error', ...tooManyParameters, defaultExport],
    },
  },
  {
    // Cells, searches and notes are other people's text: a pattern's time grows with its length and no faster.
    files: ['{contracts,backend,frontend}/src/**/*.{ts,tsx}'],
    ignores: specs,
    plugins: { regexp },
    rules: {
      'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
      'regexp/no-super-linear-move': ['error', { report: 'potential' }],
    },
  },
  {
    // Looks back over digits and spaces: slower than linear, in cells of 2 000 characters at most (`parsePhoneCell`), timed in row-normalise.time.spec.
    files: ['backend/src/leads/phone-text.rules.ts'],
    rules: { 'regexp/no-super-linear-move': 'off', 'regexp/no-super-linear-backtracking': 'off' },
  },
  {
    files: ['backend/src/**/*.ts'],
    ignores: ['backend/src/config/**', ...specs],
    rules: { 'no-restricted-syntax': ['error', ...tooManyParameters, defaultExport, environment] },
  },
  {
    files: pure,
    ignores: specs,
    rules: { 'no-restricted-syntax': ['error', ...tooManyParameters, defaultExport, environment, ...clockAndChance] },
  },
  {
    files: ['frontend/**/*.{ts,tsx}'],
    extends: [reactHooks.configs.flat['recommended-latest'] ?? reactHooks.configs['recommended-latest']],
  },
  {
    // A `describe` is one function by construction, and jest's matchers are typed `any`.
    files: [...specs, 'tests/**/*.ts'],
    rules: {
      'max-lines-per-function': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: {
      globals: Object.fromEntries(
        [
          'AbortController',
          'Buffer',
          'URL',
          'clearTimeout',
          'console',
          'fetch',
          'process',
          'setImmediate',
          'setInterval',
          'setTimeout',
        ].map((name) => [name, 'readonly']),
      ),
    },
  },
  {
    // Mostly SQL, read from top to bottom and never changed.
    files: ['backend/src/database/migrations/*.ts'],
    rules: { 'max-lines': 'off', 'max-lines-per-function': 'off' },
  },
);
