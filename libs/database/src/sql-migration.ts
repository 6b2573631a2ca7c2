import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Reads a file of a library's `sql` folder: one database object each. */
export function readSql(library: string, object: string): Promise<string> {
  const libraries = join(import.meta.dirname, '..', '..', '..', 'libs');
  return readFile(join(libraries, library, 'sql', `${object}.sql`), 'utf8');
}

/**
 * A migration that runs files of a library's `sql` folder, in that order.
 *
 * @param name in TypeORM's form: what it does, then the milliseconds that order it
 */
export function sqlMigration(name: string, library: string, objects: readonly string[]) {
  return class implements MigrationInterface {
    readonly name = name;

    async up(queryRunner: QueryRunner): Promise<void> {
      for (const object of objects) await queryRunner.query(await readSql(library, object));
    }

    down(): Promise<void> {
      return Promise.reject(new Error(`${name} has no way back: what it made holds the log`));
    }
  };
}
