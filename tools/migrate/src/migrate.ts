import { createHmac } from 'node:crypto';
import { formOfDatabase, formOfThisVersion, migrations, remadeSql } from '#database';
import { applicationRole, applicationRoleUrl, type DatabaseRole } from '#platform/process';
import pg from 'pg';

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
export async function migrate(migration: Migration): Promise<string> {
  return withOwner(migration, async (owner) => {
    await owner.query('SELECT pg_advisory_lock($1)', [migrationLock]);
    const { url, secret } = migration;
    const role = applicationRole(url, secret);
    if (await isCurrent(owner, role)) {
      await assertSecret(owner, secret);
    } else {
      if (!(await hasMigrations(owner))) await runMigrations(url);
      await keepFingerprint(owner, secret);
      await assertSecret(owner, secret);
      await remake(owner, role);
    }
  });
}

/**
 * The url of the application's role, as {@link migrate} answers it, and nothing is changed.
 *
 * @throws Error for a database that has another form, or was made under another secret
 */
export async function applicationUrl(migration: Migration): Promise<string> {
  return withOwner(migration, async (owner) => {
    if (!(await isCurrent(owner, applicationRole(migration.url, migration.secret)))) {
      throw new Error(
        'the database has not the form of this version, to which npm start brings it',
      );
    }
    await assertSecret(owner, migration.secret);
  });
}

/**
 * Nothing is changed.
 *
 * @throws Error for a database that was made under another secret; one that is not made yet has none
 */
export async function assertOwnSecret(migration: Migration): Promise<void> {
  await withOwner(migration, async (owner) => {
    const isMade = await isThere(owner, 'vault.secret_fingerprint');
    if (isMade) await assertSecret(owner, migration.secret);
  });
}

async function withOwner(
  { url, secret }: Migration,
  work: (owner: pg.Client) => Promise<void>,
): Promise<string> {
  const owner = new pg.Client({ connectionString: url, application_name: 'contrail migrate' });
  await owner.connect();
  try {
    await work(owner);
    return applicationRoleUrl(url, secret);
  } finally {
    await owner.end();
  }
}

/** Whether every migration has run, and what is remade is as it was made last. */
async function isCurrent(owner: pg.Client, { name }: DatabaseRole): Promise<boolean> {
  const { rows } = await owner.query<{ form: string | null }>(
    `${formOfDatabase} AND EXISTS (SELECT FROM pg_roles WHERE rolname = $1)`,
    [name],
  );
  return rows[0]?.form === (await formOfThisVersion()) && (await hasMigrations(owner));
}

async function hasMigrations(owner: pg.Client): Promise<boolean> {
  if (!(await isThere(owner, migrationsTable))) return false;
  const { rows } = await owner.query<{ name: string }>(`SELECT name FROM ${migrationsTable}`);
  const done = new Set(rows.map(({ name }) => name));
  return migrations.every((Migration) => done.has(new Migration().name));
}

async function isThere(owner: pg.Client, table: string): Promise<boolean> {
  const { rows } = await owner.query<{ found: boolean }>(
    'SELECT to_regclass($1) IS NOT NULL AS found',
    [table],
  );
  return rows[0]?.found === true;
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

/** The first secret that a database meets stays its own. */
async function keepFingerprint(owner: pg.Client, secret: string): Promise<void> {
  await owner.query(
    'INSERT INTO vault.secret_fingerprint (fingerprint) VALUES ($1) ON CONFLICT DO NOTHING',
    [fingerprintOf(secret)],
  );
}

/** Under another secret tokens, sealed names and the application's password would all be others. */
async function assertSecret(owner: pg.Client, secret: string): Promise<void> {
  const { rows } = await owner.query<{ fingerprint: Buffer }>(
    'SELECT fingerprint FROM vault.secret_fingerprint',
  );
  if (rows[0]?.fingerprint.equals(fingerprintOf(secret)) !== true) {
    throw new Error('the database was made under another CONTRAIL_SECRET than the present one');
  }
}

function fingerprintOf(secret: string): Buffer {
  return createHmac('sha256', secret).update('fingerprint').digest();
}

/** In one query, one transaction: a start waits for the disk once, and no one meets a half. */
async function remake(owner: pg.Client, { name, password }: DatabaseRole): Promise<void> {
  const role = pg.escapeIdentifier(name);
  const { rowCount } = await owner.query('SELECT FROM pg_roles WHERE rolname = $1', [name]);
  await owner.query(`
    ${rowCount === 0 ? `CREATE ROLE ${role} LOGIN;` : ''}
    ALTER ROLE ${role} PASSWORD ${pg.escapeLiteral(password)};
    ${(await remadeSql()).replaceAll(':application', role)};
    COMMENT ON SCHEMA log IS ${pg.escapeLiteral(await formOfThisVersion())}`);
}
