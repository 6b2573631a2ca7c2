import { join } from 'node:path';
import swc from 'unplugin-swc';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import manifest from './package.json' with { type: 'json' };

// The names across libraries, longest first: vitest's global set-up does not know the condition
// `source`, but it knows aliases.
const sources = Object.entries(manifest.imports)
  .sort(([a], [b]) => b.length - a.length)
  .map(([find, { source }]) => ({ find, replacement: join(import.meta.dirname, source) }));

/** A level of tests by the ending of its files' names. */
function level(name: 'unit' | 'int' | 'e2e', options = {}) {
  const include = [`{apps,libs,tools,test}/**/*.${name}.spec.ts`];
  return { extends: true as const, test: { name, include, ...options } };
}

/** So that none of the longest runs alone in the end. */
const longest = [
  'test/storm/',
  'test/distributed/',
  'test/start/',
  'test/hazards/',
  'test/command-line/',
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) =>
      longest.some((folder) => moduleId.includes(`/${folder}`));
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

/** What knows the contract alone is run against the application on tables once more. */
const onTables = {
  name: 'e2e-twin',
  include: ['test/contract/**/*.e2e.spec.ts', 'test/api/contract.e2e.spec.ts'],
  provide: { application: 'crud-twin' as const },
};

const onRealServices = { globalSetup: ['test/setup/postgres.ts', 'test/setup/services.ts'] };

export default defineConfig({
  plugins: [swc.vite({ module: { type: 'es6' } })],
  resolve: { alias: sources },
  test: {
    maxWorkers: 2,
    // The files of a worker share what they load: that was a quarter of the time of `int`, and nearly half of `unit`.
    isolate: false,
    restoreMocks: true,
    sequence: { sequencer: LongestFirst },
    // Far above what any test takes: a loaded machine fails none.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      level('unit'),
      level('int', onRealServices),
      level('e2e', onRealServices),
      level('e2e', { ...onRealServices, ...onTables }),
    ],
  },
});
