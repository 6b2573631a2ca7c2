import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { manifest, pathsLike } from './documents.js';

const names = new Map(
  Object.entries(manifest.imports).map(([name, { source }]) => [name, source.slice('./'.length)]),
);

/** What a program of ours is made of: all that its imports lead to, and the SQL beside it. */
export interface Code {
  /** From the root of the project. */
  files: Set<string>;
  /** Of npm. */
  packages: Set<string>;
}

/**
 * Through an index it follows the names that are asked for, and no others.
 *
 * @param entries where its processes start
 */
export function codeOf(entries: readonly string[]): Code {
  const files = new Set(entries);
  const packages = new Set<string>();
  for (const file of files) {
    for (const { from, wanted } of importsOf(file)) {
      const target = targetOf(file, from);
      if (target === undefined) packages.add(packageOf(from));
      else for (const each of filesWith(target, wanted)) files.add(each);
    }
  }
  packages.delete('node');
  const libraries = new Set([...files].map((file) => file.split('/').slice(0, 2).join('/')));
  for (const library of libraries) {
    for (const sql of pathsLike(`${library}/sql/*.sql`)) files.add(sql);
  }
  return { files, packages };
}

interface Imported {
  from: string;
  /** Empty: the file itself. */
  wanted: string[];
}

function importsOf(file: string): Imported[] {
  const named = /import\s+(?:type\s+)?(?:\{([^}]*)\}|[\w*][\w\s]*)?\s*(?:from\s+)?'([^']+)'/g;
  return [...textOf(file).matchAll(named)].map(([, list = '', from = '']) => {
    return { from, wanted: namesIn(list) };
  });
}

function namesIn(list: string): string[] {
  const names = list.split(',').map((each) => each.trim().replace(/^type /, ''));
  return names.map((each) => each.split(' as ')[0] ?? '').filter((each) => each !== '');
}

/** Undefined: a package. */
function targetOf(file: string, from: string): string | undefined {
  const target = from.startsWith('.') ? join(dirname(file), from) : names.get(from);
  return target?.replace(/\.js$/, '.ts');
}

/** The files in which those names are made: this one, or those that it passes on. */
function filesWith(file: string, wanted: readonly string[]): string[] {
  return wanted.length === 0 ? [file] : wanted.flatMap((name) => fileWith(file, name) ?? file);
}

function fileWith(file: string, name: string): string | undefined {
  const text = textOf(file);
  for (const [, list = '', from = ''] of text.matchAll(
    /export (?:type )?\{([^}]*)\} from '([^']+)'/g,
  )) {
    const target = targetOf(file, from);
    if (target !== undefined && namesIn(list).includes(name)) return fileWith(target, name);
  }
  const made = `export (?:abstract |async )*(?:class|const|function\\*?|interface|type) ${name}\\b`;
  if (new RegExp(made).test(text)) return file;
  for (const [, from = ''] of text.matchAll(/export \* from '([^']+)'/g)) {
    const target = targetOf(file, from);
    const found = target && fileWith(target, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Lines that are neither blank nor a comment. */
export function linesOf(files: Iterable<string>): number {
  const isCode = (line: string) => !/^\s*($|\/\/|\/?\*|--)/.test(line);
  return [...files].flatMap((file) => textOf(file).split('\n')).filter(isCode).length;
}

/** How many tables its SQL and its migrations make; SQL files drop for good, a migration only on its way back. */
export function tablesOf(files: Iterable<string>): number {
  const all = [...files];
  const named = (change: RegExp, from: string[]) =>
    from.flatMap((file) => [...textOf(file).matchAll(change)].map(([, name]) => name));
  const sql = all.filter((file) => file.endsWith('.sql'));
  const dropped = new Set(named(/\bDROP TABLE ([\w.]+)/g, sql));
  return named(/\bCREATE TABLE ([\w.]+)/g, all).filter((name) => !dropped.has(name)).length;
}

function textOf(file: string): string {
  return readFileSync(join(import.meta.dirname, '..', '..', file), 'utf8');
}

/** `node` for what Node.js has itself. */
function packageOf(from: string): string {
  if (from.startsWith('node:')) return 'node';
  return from
    .split('/')
    .slice(0, from.startsWith('@') ? 2 : 1)
    .join('/');
}
