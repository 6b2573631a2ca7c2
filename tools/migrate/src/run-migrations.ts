import { DataSource } from 'typeorm';
import { migrations, migrationsTable } from './migrations.js';

/** Runs those that have not been run, each in a transaction of its own. */
export async function runMigrations(url: string): Promise<void> {
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
