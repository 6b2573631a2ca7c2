import { createHmac } from 'node:crypto';
import pg from 'pg';
import { migrations, migrationsTable, withPrivileges } from './migrations.js';
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
  const client = new pg.Client({ connectionString: url, application_name: 'contrail migrate' });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [migrationLock]);
    if (await isBehind(client)) {
      // TypeORM takes longer to load than all the rest of a start on existing data takes here.
      const { runMigrations } = await import('./run-migrations.js');
      await runMigrations(url);
    }
    await refuseOtherSecret(client, secret);
    const role = await applicationRole(client, secret);
    for (const library of withPrivileges) {
      const privileges = await readSql(library, 'privileges');
      await client.query(privileges.replaceAll(':application', pg.escapeIdentifier(role.name)));
    }
    const application = new URL(url);
    application.username = role.name;
    application.password = role.password;
    return application.href;
  } finally {
    await client.end();
  }
}

/** Whether a migration has not been run. */
async function isBehind(client: pg.Client): Promise<boolean> {
  const { rows: tables } = await client.query<{ there: boolean }>(
    `SELECT to_regclass('${migrationsTable}') IS NOT NULL AS there`,
  );
  if (tables[0]?.there !== true) return true;
  const { rows } = await client.query<{ name: string }>(`SELECT name FROM ${migrationsTable}`);
  const run = new Set(rows.map(({ name }) => name));
  return migrations.some((Migration) => !run.has(new Migration().name));
}

/** Under another secret tokens, sealed names and the application's password would all be others. */
async function refuseOtherSecret(client: pg.Client, secret: string): Promise<void> {
  const fingerprint = createHmac('sha256', secret).update('fingerprint').digest();
  await client.query(
    'INSERT INTO vault.secret_fingerprint (fingerprint) VALUES ($1) ON CONFLICT DO NOTHING',
    [fingerprint],
  );
  const { rows } = await client.query<{ fingerprint: Buffer }>(
    'SELECT fingerprint FROM vault.secret_fingerprint',
  );
  if (rows[0]?.fingerprint.equals(fingerprint) !== true) {
    throw new Error('the database was made under another CONTRAIL_SECRET than the present one');
  }
}

async function applicationRole(
  client: pg.Client,
  secret: string,
): Promise<{ name: string; password: string }> {
  const { rows } = await client.query<{ name: string; present: boolean }>(
    `SELECT name, EXISTS (SELECT FROM pg_roles WHERE rolname = name) AS present
     FROM (SELECT current_database() || '_application' AS name) AS application`,
  );
  const [row] = rows;
  if (row === undefined) throw new Error('the database answered without its name');
  const password = createHmac('sha256', secret).update('database role').digest('base64url');
  const role = pg.escapeIdentifier(row.name);
  if (!row.present) await client.query(`CREATE ROLE ${role} LOGIN`);
  await client.query(`ALTER ROLE ${role} PASSWORD ${pg.escapeLiteral(password)}`);
  return { name: row.name, password };
}
