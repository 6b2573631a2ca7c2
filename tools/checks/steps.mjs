const bin = (path) => `node_modules/${path}`;
const cache = 'node_modules/.cache/checks';

const types = [bin('typescript/bin/tsc'), '--noEmit', '--incremental'];
const eslint = [bin('eslint/bin/eslint.js'), '.', '--max-warnings=0'];
const prettier = [bin('prettier/bin/prettier.cjs'), '--check', '.'];

/** The checks, the longest first: name and what Node runs. They look at every file afresh, apart from the compiler. */
export const checks = [
  { name: 'lint', args: eslint },
  { name: 'format', args: prettier },
  { name: 'types', args: [...types, `--tsBuildInfoFile`, `${cache}/types.json`] },
  { name: 'imports', args: ['tools/checks/imports.mjs'] },
  // By way of that configuration knip finds the sources behind the names across libraries.
  { name: 'unused', args: [bin('knip/bin/knip.js'), '--tsConfig', 'tsconfig.build.json'] },
];

/** The checks of `npm run check`, which skip files that did not change. */
export const quickChecks = [
  { name: 'format', args: [...prettier, '--cache', `--cache-location=${cache}/format`] },
  { name: 'types', args: [...types, `--tsBuildInfoFile`, `${cache}/types.json`] },
  { name: 'lint', args: [...eslint, '--cache', '--cache-location', `${cache}/lint`] },
];

export const levels = ['unit', 'int', 'e2e'];

/** One level of tests, of the files whose path contains a filter. */
export function levelStep(level, filters, report) {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  // `e2e-twin` is of the level `e2e`.
  const project = ['--project', `${level}*`];
  const args = [bin('vitest/vitest.mjs'), 'run', ...filters, ...project, ...reporters];
  return { name: level, args };
}
