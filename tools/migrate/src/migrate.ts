import { createHmac } from 'node:crypto';
import { CreateLog1764000000000, logSql } from '#event-store';
import { CreateStreaming1764000000003, streamingSql } from '#streaming';
import { CreateVault1764000000001, vaultSql } from '#vault';
import { CreateViews1764000000002, viewsSql } from '#views/stores';
import pg from 'pg';
import { DataSource } from 'typeorm';

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
    migrations: [
      CreateLog1764000000000,
      CreateVault1764000000001,
      CreateViews1764000000002,
      CreateStreaming1764000000003,
    ],
    migrationsTableName: 'migration',
    poolSize: 2,
  });
  await database.initialize();
  const lock = database.createQueryRunner();
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [migrationLock]);
    await database.runMigrations({ transaction: 'each' });
    const [row] = (await lock.query('SELECT current_database() AS name')) as { name: string }[];
    if (row === undefined) throw new Error('the database did not tell its name');
    const user = `${row.name}_application`;
    const password = createHmac('sha256', secret).update('database role').digest('base64url');
    await makeRole(lock, user, password);
    for (const privileges of [logSql, vaultSql, viewsSql, streamingSql])
      await lock.query(await privileges('privileges'));
    return applicationUrl(url, user, password);
  } finally {
    await lock.release();
    await database.destroy();
  }
}

async function makeRole(
  runner: { query(sql: string, values?: unknown[]): Promise<unknown[]> },
  user: string,
  password: string,
): Promise<void> {
  const role = pg.escapeIdentifier(user);
  const present = await runner.query('SELECT FROM pg_roles WHERE rolname = $1', [user]);
  if (present.length === 0) await runner.query(`CREATE ROLE ${role} LOGIN`);
  await runner.query(`ALTER ROLE ${role} PASSWORD ${pg.escapeLiteral(password)}`);
}

function applicationUrl(url: string, user: string, password: string): string {
  const application = new URL(url);
  application.username = user;
  application.password = password;
  return application.href;
}
