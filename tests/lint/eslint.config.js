// Type-aware lint over src, workers and tests. What formatting can settle is Prettier's; the layering is
// held by tests/unit/architecture.test.ts, and told here as well, in the editor, where it is typed.

import { fileURLToPath } from 'node:url';
import { defineConfig, globalIgnores } from 'eslint/config';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

const root = fileURLToPath(new URL('../..', import.meta.url));

const mistakes = [
  'no-async-promise-executor',
  'no-case-declarations',
  'no-cond-assign',
  'no-constant-condition',
  'no-constant-binary-expression',
  'no-debugger',
  'no-empty',
  'no-empty-pattern',
  'no-eval',
  'no-extra-boolean-cast',
  'no-irregular-whitespace',
  'no-loss-of-precision',
  'no-misleading-character-class',
  'no-prototype-builtins',
  'no-self-assign',
  'no-self-compare',
  'no-sparse-arrays',
  'no-unmodified-loop-condition',
  'no-unsafe-finally',
  'no-unsafe-optional-chaining',
  'no-useless-backreference',
  'no-useless-escape',
  'no-var',
  'use-isnan',
  'valid-typeof',
];

/** Import bans: what may not be imported in these files, and what to use instead. */
function banImports(files, patterns) {
  return {
    files,
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        { patterns: patterns.map(([regex, message]) => ({ regex, message })) },
      ],
    },
  };
}

const dexie = ['^dexie($|/)', 'Dexie lives in src/db only: take a port (cloud/ports.ts, client/ports.ts).'];
const comlink = ['^comlink($|/)', 'Comlink lives in src/engine and workers only: take a port.'];
const svelteRuntime = ['^(svelte|bits-ui|@lucide/svelte)($|/)', 'Svelte lives in src/ui and main.ts only.'];
const upward = (layers, instead) => [`(^|/)(${layers})/`, instead];

export default defineConfig(
  globalIgnores(['.*/', 'dist/', 'build/', 'src/generated/', 'tests/**/results/', 'static/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  ...ts.configs.recommendedTypeChecked,
  ...svelte.configs.recommended,
  {
    languageOptions: {
      parserOptions: {
        projectService: true,
        tsconfigRootDir: root,
        extraFileExtensions: ['.svelte'],
      },
    },
    rules: {
      // Of ESLint's own rules, those that find mistakes which the compiler lets pass.
      ...Object.fromEntries(mistakes.map((rule) => [rule, 'error'])),
      '@typescript-eslint/no-floating-promises': 'error',
      // An event handler may be async where the DOM ignores what it returns; it catches its own errors.
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/consistent-type-exports': 'error',
      '@typescript-eslint/require-await': 'error',
      '@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'],
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      eqeqeq: 'error',
      'no-console': ['error', { allow: ['warn', 'error'] }],
      'object-shorthand': 'error',
      'prefer-const': 'error',
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: {
      globals: globals.browser,
      parserOptions: { parser: ts.parser },
    },
    rules: {
      // `let { a, b = 1 } = $props()` is how Svelte declares properties, whichever of them change.
      'prefer-const': 'off',
      'svelte/prefer-const': ['error', { destructuring: 'all', excludedRunes: ['$props', '$derived'] }],
      'svelte/require-each-key': 'error',
      'svelte/no-at-html-tags': 'error',
      // The content security policy stops the style attribute.
      'svelte/no-inline-styles': ['error', { allowTransitions: true }],
      // `$state.raw` and plain collections, replaced whole, are the house's way.
      'svelte/prefer-svelte-reactivity': 'off',
      // It compiles without the preprocessor and so misses what was warned about; svelte-check does not.
      'svelte/no-unused-svelte-ignore': 'off',
      // Snippets and bindings of generic components have no types here; svelte-check knows them.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      // `{' '}` keeps a space that formatting would lose.
      'svelte/no-useless-mustaches': 'off',
      // Routes live in the fragment; there is no router that would have to resolve them.
      'svelte/no-navigation-without-resolve': 'off',
    },
  },
  banImports(
    ['src/core/**'],
    [
      ['^(?!\\.|@noble/hashes/)', 'core imports @noble/hashes and itself only.'],
      upward('cloud|client|course|db|engine|ui|pwa', 'core knows no other layer: take it as an argument.'),
    ],
  ),
  banImports(
    ['src/cloud/**'],
    [
      dexie,
      comlink,
      svelteRuntime,
      upward('client|course|db|engine|ui|pwa', 'cloud meets others by cloud/ports.ts.'),
    ],
  ),
  banImports(
    ['src/client/**'],
    [
      dexie,
      comlink,
      svelteRuntime,
      upward('cloud|course|db|engine|ui|pwa', 'client meets others by client/ports.ts.'),
    ],
  ),
  banImports(
    ['src/course/**'],
    [dexie, comlink, svelteRuntime, upward('db|engine|ui|pwa', 'course takes ports.')],
  ),
  banImports(
    ['src/db/**'],
    [comlink, svelteRuntime, upward('engine|ui|pwa|workers', 'main.ts joins the layers.')],
  ),
  banImports(['src/engine/**'], [dexie, svelteRuntime, upward('db|ui|pwa', 'main.ts joins the layers.')]),
  banImports(
    ['workers/**'],
    [dexie, svelteRuntime, upward('db|engine|ui|pwa', 'a worker exposes the core.')],
  ),
  banImports(
    ['src/ui/**'],
    [dexie, comlink, upward('db|engine|pwa|workers', 'ui takes ports from ui/ports.ts.')],
  ),
  banImports(
    ['src/pwa/**'],
    [dexie, comlink, svelteRuntime, upward('db|engine|ui|cloud', 'main.ts joins the layers.')],
  ),
  {
    files: ['tests/**', 'src/data/**', 'vite.config.ts'],
    languageOptions: { globals: globals.node },
    rules: {
      // Scripts speak to who runs them.
      'no-console': 'off',
      // A stand-in for a port is async because the port is.
      '@typescript-eslint/require-await': 'off',
      // `expect(port.method)` names a method without calling it.
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    files: ['**/*.js'],
    extends: [ts.configs.disableTypeChecked],
  },
);
