import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { benchmarks } from './benchmarks.js';

const page = readFileSync('docs/benchmarks.md', 'utf8');
const results = page.slice(page.indexOf('\n## Results'), page.indexOf('\n## What bounds'));

it('docs/benchmarks.md has a result of each benchmark, with its target, and of no other', () => {
  const told = [...results.matchAll(/^\| `([\w-]+)` +\| ([≥≤–])(?: (\d+\.\d+))? /gm)].map((row) =>
    row.slice(1),
  );
  const measured = benchmarks.flatMap(({ name, target, also }) => [
    { name, target },
    ...(also ? [{ name: `${name}-${also.name}`, target: also.target }] : []),
  ]);
  const known = measured.map(({ name, target }) => {
    if (target === undefined) return [name, '–', undefined];
    return 'atLeast' in target
      ? [name, '≥', target.atLeast.toFixed(2)]
      : [name, '≤', target.atMost.toFixed(2)];
  });
  expect(told).toEqual(known);
});

it('docs/benchmarks.md tells of each benchmark what is measured', () => {
  const headings = [...page.matchAll(/^### `([\w-]+)`$/gm)].map(([, name]) => name);
  expect(headings).toEqual(benchmarks.map(({ name }) => name));
});
