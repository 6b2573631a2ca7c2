import { createHmac } from 'node:crypto';
import pg from 'pg';
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
 *
 * @throws Error for a database that was made under another secret
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
  const lock = database.createQueryRunner();
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [migrationLock]);
    await database.runMigrations({ transaction: 'each' });
    await refuseOtherSecret(database, secret);
    const role = await applicationRole(database, secret);
    for (const library of withPrivileges) {
      const privileges = await readSql(library, 'privileges');
      await database.query(privileges.replaceAll(':application', pg.escapeIdentifier(role.name)));
    }
    const application = new URL(url);
    application.username = role.name;
    application.password = role.password;
    return application.href;
  } finally {
    await lock.release();
    await database.destroy();
  }
}

/** Under another secret tokens, sealed names and the application's password would all be others. */
async function refuseOtherSecret(database: DataSource, secret: string): Promise<void> {
  const fingerprint = createHmac('sha256', secret).update('fingerprint').digest();
  await database.query(
    'INSERT INTO vault.secret_fingerprint (fingerprint) VALUES ($1) ON CONFLICT DO NOTHING',
    [fingerprint],
  );
  const [kept] = await database.query<[{ fingerprint: Buffer }]>(
    'SELECT fingerprint FROM vault.secret_fingerprint',
  );
  if (!kept.fingerprint.equals(fingerprint)) {
    throw new Error('the database was made under another CONTRAIL_SECRET than the present one');
  }
}

async function applicationRole(
  database: DataSource,
  secret: string,
): Promise<{ name: string; password: string }> {
  const [row] = await database.query<[{ name: string }]>(
    `SELECT current_database() || '_application' AS name`,
  );
  const { name } = row;
  const password = createHmac('sha256', secret).update('database role').digest('base64url');
  const role = pg.escapeIdentifier(name);
  const present = await database.query<unknown[]>('SELECT FROM pg_roles WHERE rolname = $1', [
    name,
  ]);
  if (present.length === 0) await database.query(`CREATE ROLE ${role} LOGIN`);
  await database.query(`ALTER ROLE ${role} PASSWORD ${pg.escapeLiteral(password)}`);
  return { name, password };
}
