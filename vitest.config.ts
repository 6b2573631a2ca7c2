import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import swc from 'unplugin-swc';
import { defineConfig } from 'vitest/config';

interface Manifest {
  imports: Record<string, { source: string }>;
}

/**
 * The names across libs, from package.json. By alias, since vitest's global set-up does not resolve the
 * condition `source`.
 */
function sources(): Record<string, string> {
  const manifest = JSON.parse(
    readFileSync(join(import.meta.dirname, 'package.json'), 'utf8'),
  ) as Manifest;
  const names = Object.entries(manifest.imports);
  return Object.fromEntries(
    names
      .sort(([a], [b]) => b.length - a.length)
      .map(([name, { source }]) => [name, join(import.meta.dirname, source)]),
  );
}

/** A level of tests by the ending of its files' names. */
function level(name: 'unit' | 'int' | 'e2e', options = {}) {
  const include = [`{apps,libs,tools,test}/**/*.${name}.spec.ts`];
  return { extends: true as const, test: { name, include, ...options } };
}

const onPostgres = {
  globalSetup: 'test/setup/postgres.ts',
  testTimeout: 60_000,
  hookTimeout: 60_000,
};

export default defineConfig({
  plugins: [swc.vite({ module: { type: 'es6' } })],
  resolve: { alias: sources() },
  test: {
    maxWorkers: 2,
    projects: [
      level('unit'),
      level('int', onPostgres),
      level('e2e', { ...onPostgres, fileParallelism: false }),
    ],
  },
});
