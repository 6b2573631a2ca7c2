import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { flightReducerVersion } from './flight-snapshot.js';

const folds = join(import.meta.dirname, '..', '..', '..', 'domain', 'src', 'flight', 'flight.ts');
const here = [
  ...['flight-events.ts', 'folded-streams.ts', 'trusted-event.ts', 'flight-snapshot.ts'],
  ...['read-event.ts', 'event-forms.ts'],
  ...readdirSync(join(import.meta.dirname, 'upcasters'))
    .filter((name) => name.startsWith('flight-'))
    .map((name) => join('upcasters', name)),
];

/** What a file says to the machine: comments and types are for people. */
function code(path: string): string {
  const { outputText } = ts.transpileModule(readFileSync(path, 'utf8'), {
    compilerOptions: {
      removeComments: true,
      target: ts.ScriptTarget.ESNext,
      module: ts.ModuleKind.ESNext,
    },
  });
  return outputText;
}

/** A file and those that it imports from its own library, each once. */
function withImports(path: string, known = new Set<string>()): Set<string> {
  if (known.has(path)) return known;
  known.add(path);
  for (const [, imported = ''] of code(path).matchAll(/from '(\.[^']+)\.js'/g)) {
    withImports(join(dirname(path), `${imported}.ts`), known);
  }
  return known;
}

it('what makes a flight of events has a version of its own: raise it, and note the digest under it', () => {
  const files = [...withImports(folds)].toSorted();
  expect(files.length).toBeGreaterThan(2);
  const hash = createHash('sha256');
  for (const path of [...files, ...here.map((name) => join(import.meta.dirname, name))]) {
    hash.update(code(path));
  }
  const noted = readFileSync(join(import.meta.dirname, 'flight-reducer.txt'), 'utf8').trim();
  expect(noted.split('\n').at(-1)).toBe(`${flightReducerVersion} ${hash.digest('hex')}`);
});
