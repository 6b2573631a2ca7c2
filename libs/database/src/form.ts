import { createHash } from 'node:crypto';
import { migrations, remade } from './migrations.js';
import { readSql } from './sql-migration.js';

/** Functions and privileges of all libraries. */
export async function remadeSql(): Promise<string> {
  const objects = Object.entries(remade).flatMap(([library, names]) =>
    names.map((name) => readSql(library, name)),
  );
  return (await Promise.all(objects)).join(';\n');
}

/** Tells the form of this version from every other: of its migrations, and of what is made anew. */
export async function formOfThisVersion(): Promise<string> {
  const names = migrations.map((Migration) => new Migration().name);
  const text = [...names, await remadeSql()].join('\n');
  return createHash('sha256').update(text).digest('hex');
}

/** The form that a database was brought to, for every role to read; no row: to none. */
export const formOfDatabase = `SELECT obj_description(oid, 'pg_namespace') AS form
  FROM pg_namespace WHERE nspname = 'log'`;
