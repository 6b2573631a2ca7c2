import { createHmac } from 'node:crypto';
import pg from 'pg';
import type { QueryRunner } from 'typeorm';
import { DataSource } from 'typeorm';
import { migrations, withPrivileges } from './migrations.js';
import { readSql } from './sql-migration.js';

export interface Migration {
  /** The owner's connection to the database. */
  url: string;
  /** The application's role gets its password from it. */
  secret: string;
}

/** One instance migrates at a time; the others wait. */
const migrationLock = 20_131_231;

/**
 * Brings a database to the present form and its application role to the present privileges; repeating it
 * changes nothing. Answers the url of the application's role, which is named after the database.
 */
export async function migrate({ url, secret }: Migration): Promise<string> {
  const database = new DataSource({
    type: 'postgres',
    url,
    applicationName: 'contrail migrate',
    migrations,
    migrationsTableName: 'migration',
    poolSize: 2,
  });
  await database.initialize();
  const runner = database.createQueryRunner();
  try {
    await runner.query('SELECT pg_advisory_lock($1)', [migrationLock]);
    await database.runMigrations({ transaction: 'each' });
    const role = await applicationRole(runner, secret);
    for (const library of withPrivileges) {
      const privileges = await readSql(library, 'privileges');
      await runner.query(privileges.replaceAll(':application', pg.escapeIdentifier(role.name)));
    }
    const application = new URL(url);
    application.username = role.name;
    application.password = role.password;
    return application.href;
  } finally {
    await runner.release();
    await database.destroy();
  }
}

async function applicationRole(
  runner: QueryRunner,
  secret: string,
): Promise<{ name: string; password: string }> {
  const name = `${await runner.getCurrentDatabase()}_application`;
  const password = createHmac('sha256', secret).update('database role').digest('base64url');
  const role = pg.escapeIdentifier(name);
  const present: unknown[] = await runner.query('SELECT FROM pg_roles WHERE rolname = $1', [name]);
  if (present.length === 0) await runner.query(`CREATE ROLE ${role} LOGIN`);
  await runner.query(`ALTER ROLE ${role} PASSWORD ${pg.escapeLiteral(password)}`);
  return { name, password };
}
