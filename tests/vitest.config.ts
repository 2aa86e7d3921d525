import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [svelte()],
  // Svelte must resolve to its client build, or runes throw.
  resolve: { conditions: ['browser'] },
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['tests/unit/**/*.test.ts', 'tests/properties/**/*.test.ts', 'tests/host/**/*.test.ts'],
    environment: 'node',
    globalSetup: ['tests/compile-data.ts'],
    // Property tests and the walk over all sources take seconds, and many of them on a loaded machine.
    testTimeout: 60_000,
  },
});
