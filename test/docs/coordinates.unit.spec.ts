import { readFileSync } from 'node:fs';
import { parts } from '../../tools/distributed/src/parts.js';
import { expect, it } from 'vitest';
import { codeOf, linesOf, tablesOf } from './code-of.js';

const onEvents = codeOf(
  ['booking-api', 'query-api', 'projector', 'process-manager', 'relay'].map(
    (app) => `apps/${app}/src/main.ts`,
  ),
);
const onTables = codeOf(['apps/crud-twin/src/main.ts']);

const own = ({ files }: typeof onEvents, other: typeof onEvents) =>
  [...files].filter((file) => !other.files.has(file));
const shared = [...onTables.files].filter((file) => onEvents.files.has(file));

/** Under its own heading, a row for each: on events, on tables. */
function told(what: string): [number, number] {
  const page = readFileSync('docs/coordinates.md', 'utf8');
  const row = page.split('\n').find((line) => line.startsWith(`| ${what} `)) ?? '';
  const [, , events = '', tables = ''] = row.split('|');
  const numberIn = (cell: string) => Number(/\d[\d,]*/.exec(cell)?.[0].replace(',', ''));
  return [numberIn(events), numberIn(tables)];
}

/** Lines are told to the hundred: a small change needs no other document. */
function about(lines: number) {
  return expect.closeTo(lines, -2.5);
}

it('docs/coordinates.md tells how much code each of the two is', () => {
  const lines = [linesOf(own(onEvents, onTables)), linesOf(own(onTables, onEvents))] as const;
  expect(told('lines of its own')).toEqual(lines.map(about));
  expect(told('lines that both have')).toEqual([about(linesOf(shared)), about(linesOf(shared))]);
});

it('docs/coordinates.md tells the moving parts of each', () => {
  expect(told('tables')).toEqual([tablesOf(onEvents.files), tablesOf(onTables.files)]);
  expect(told('packages of npm')).toEqual([onEvents.packages.size, onTables.packages.size]);
  expect(told('kinds of processes')[0]).toBe(new Set(parts.map(({ name }) => name)).size);
});
