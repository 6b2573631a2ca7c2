import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

const nodeGlobals = Object.getOwnPropertyNames(globalThis).map((name) => [name, 'readonly']);

const swallowing = ['[consequent.length=0]', '> :not(ReturnStatement, ThrowStatement)'].concat(
  '> ReturnStatement:not([argument.callee.name="unreachable"])',
);
const swallowedDefaults = swallowing.map((rest) => ({
  selector: `SwitchCase[test=null]${rest}`,
  message: 'A default may not swallow what has no case: return unreachable(…), or throw.',
}));

const partial = '/^(skip|only|todo|skipIf|runIf)$/';
const partialRuns = [`MemberExpression[property.name=${partial}]`, `Property[key.name=${partial}]`];
const leftOutTests = partialRuns.map((selector) => ({
  selector,
  message: 'Every test runs, every time.',
}));

export default defineConfig(
  { ignores: ['dist/', '.contrail/'] },
  {
    extends: [js.configs.recommended],
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'max-lines': ['error', 350],
      'no-restricted-syntax': ['error', ...swallowedDefaults],
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'], location: 'anywhere' }],
    },
  },
  { files: ['**/*.{js,mjs}'], languageOptions: { globals: Object.fromEntries(nodeGlobals) } },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // It takes [...'ABC'] for an accident.
      '@typescript-eslint/no-misused-spread': 'off',
      '@typescript-eslint/dot-notation': ['error', { allowIndexSignaturePropertyAccess: true }],
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/no-unsafe-type-assertion': 'error',
      // Nest declares the types of its options as classes.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    files: ['**/*.spec.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...swallowedDefaults, ...leftOutTests],
      // Matchers (expect.any and its like) and answers' bodies are any; what is done with one is checked.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    files: ['**/*.spec.ts'],
    ignores: ['**/*.{unit,int,e2e}.spec.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [
            { name: 'vitest', importNames: ['it', 'test'], message: 'No level runs this file.' },
          ],
        },
      ],
    },
  },
  {
    files: ['libs/domain/**'],
    rules: {
      // A union of one member is how the domain begins: more events, refusals and currencies come.
      '@typescript-eslint/no-unnecessary-condition': 'off',
    },
  },
);
