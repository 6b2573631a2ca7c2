import { DataSource } from 'typeorm';
import { BoardingPass, Booking, Passenger, Payment, Segment, Ticket } from './booking.entity.js';
import { Cabin, Flight, TakenSeat } from './flight.entity.js';
import { IdempotencyKey } from './idempotency-key.entity.js';
import { migrations } from './migrations/index.js';
import { SnakeCaseNames } from './snake-case-names.js';

/** Beside the schemas of the application on events, should both be in one database. */
const schema = 'twin';

/** As many as booking-api has to the log. */
const connections = 10;

export interface TablesConnection {
  url: string;
  onConnectionLost: (error: Error) => void;
}

/** @throws Error where the database does not answer */
export async function openTables({ url, onConnectionLost }: TablesConnection): Promise<DataSource> {
  const tables = new DataSource({
    type: 'postgres',
    url,
    schema,
    applicationName: 'contrail crud-twin',
    entities: [
      ...[Flight, Cabin, TakenSeat, IdempotencyKey],
      ...[Booking, Segment, Passenger, Payment, Ticket, BoardingPass],
    ],
    migrations,
    migrationsTableName: 'migration',
    namingStrategy: new SnakeCaseNames(),
    poolSize: connections,
    poolErrorHandler: onConnectionLost,
    extra: { statement_timeout: 10_000, idle_in_transaction_session_timeout: 10_000 },
  });
  return tables.initialize();
}

/** Brings a database to the present form; repeating it changes nothing. */
export async function migrateTables(tables: DataSource): Promise<void> {
  const runner = tables.createQueryRunner();
  try {
    await runner.createSchema(schema, true);
  } finally {
    await runner.release();
  }
  await tables.runMigrations({ transaction: 'each' });
}

/** @throws Error where the database does not answer, or a migration is missing: then no connection is left */
export async function openMigratedTables(connection: TablesConnection): Promise<DataSource> {
  const tables = await openTables(connection);
  try {
    await assertMigrated(tables);
    return tables;
  } catch (error) {
    await tables.destroy();
    throw error;
  }
}

async function assertMigrated(tables: DataSource): Promise<void> {
  if ((await hasSchema(tables)) && !(await tables.showMigrations())) return;
  throw new Error('the tables have not the form of this version, to which start:twin brings them');
}

async function hasSchema(tables: DataSource): Promise<boolean> {
  const runner = tables.createQueryRunner();
  return runner.hasSchema(schema).finally(() => runner.release());
}
