import { createHmac } from 'node:crypto';
import pg from 'pg';
import { migrations, remade } from './migrations.js';
import { readSql } from './sql-migration.js';

export interface Migration {
  /** The owner's connection to the database. */
  url: string;
  /** The application's role gets its password from it. */
  secret: string;
}

const migrationsTable = 'migration';

/** One instance migrates at a time; the others wait. */
const migrationLock = 20_131_231;

/**
 * Brings a database to the present form, its functions and its application role's privileges too; repeating it
 * changes nothing. Answers the url of the application's role, which is named after the database.
 *
 * @throws Error for a database that was made under another secret
 */
export async function migrate({ url, secret }: Migration): Promise<string> {
  const owner = new pg.Client({ connectionString: url, application_name: 'contrail migrate' });
  await owner.connect();
  try {
    await owner.query('SELECT pg_advisory_lock($1)', [migrationLock]);
    if (!(await isCurrent(owner))) await runMigrations(url);
    await refuseOtherSecret(owner, secret);
    const role = await applicationRole(owner, secret);
    await remake(owner, role.name);
    const application = new URL(url);
    application.username = role.name;
    application.password = role.password;
    return application.href;
  } finally {
    await owner.end();
  }
}

async function isCurrent(owner: pg.Client): Promise<boolean> {
  const { rows: tables } = await owner.query<{ found: boolean }>(
    'SELECT to_regclass($1) IS NOT NULL AS found',
    [migrationsTable],
  );
  if (tables[0]?.found !== true) return false;
  const { rows } = await owner.query<{ name: string }>(`SELECT name FROM ${migrationsTable}`);
  const done = new Set(rows.map(({ name }) => name));
  return migrations.every((Migration) => done.has(new Migration().name));
}

/** TypeORM is loaded when there is something to do: it brings an eighth of a start's modules. */
async function runMigrations(url: string): Promise<void> {
  const { DataSource } = await import('typeorm');
  const database = new DataSource({
    type: 'postgres',
    url,
    applicationName: 'contrail migrate',
    migrations,
    migrationsTableName: migrationsTable,
    poolSize: 1,
  });
  await database.initialize();
  try {
    await database.runMigrations({ transaction: 'each' });
  } finally {
    await database.destroy();
  }
}

/** Under another secret tokens, sealed names and the application's password would all be others. */
async function refuseOtherSecret(owner: pg.Client, secret: string): Promise<void> {
  const fingerprint = createHmac('sha256', secret).update('fingerprint').digest();
  await owner.query(
    'INSERT INTO vault.secret_fingerprint (fingerprint) VALUES ($1) ON CONFLICT DO NOTHING',
    [fingerprint],
  );
  const { rows } = await owner.query<{ fingerprint: Buffer }>(
    'SELECT fingerprint FROM vault.secret_fingerprint',
  );
  if (rows[0]?.fingerprint.equals(fingerprint) !== true) {
    throw new Error('the database was made under another CONTRAIL_SECRET than the present one');
  }
}

/** In one query, one transaction: a start waits for the disk once, and no one meets a half. */
async function remake(owner: pg.Client, role: string): Promise<void> {
  const objects = Object.entries(remade).flatMap(([library, names]) =>
    names.map((name) => readSql(library, name)),
  );
  const text = (await Promise.all(objects)).join(';\n');
  await owner.query(text.replaceAll(':application', pg.escapeIdentifier(role)));
}

async function applicationRole(
  owner: pg.Client,
  secret: string,
): Promise<{ name: string; password: string }> {
  const name = `${owner.database}_application`;
  const password = createHmac('sha256', secret).update('database role').digest('base64url');
  const role = pg.escapeIdentifier(name);
  const { rowCount } = await owner.query('SELECT FROM pg_roles WHERE rolname = $1', [name]);
  if (rowCount === 0) await owner.query(`CREATE ROLE ${role} LOGIN`);
  await owner.query(`ALTER ROLE ${role} PASSWORD ${pg.escapeLiteral(password)}`);
  return { name, password };
}
