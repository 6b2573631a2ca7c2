import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { TestDatabase } from '../setup/database.js';

/** Statements that PostgreSQL keeps waiting, so that the application can be killed before they are done. */
export interface HeldStatements {
  /** Waits until that many wait. */
  wanted(statements: number): Promise<void>;
  /** Ends those that wait: their process is dead, but PostgreSQL would do them yet. */
  endWanting(): Promise<void>;
  release(): Promise<void>;
}

type Table =
  | 'timers.timer'
  | 'payment.charge'
  | 'log.event'
  | 'vault.key'
  | 'streaming.checkpoint'
  | 'views.availability';

/**
 * Holds every write to a table. With ACCESS EXCLUSIVE reading waits too, and so does the horizon of the
 * log: that lock takes a transaction id.
 */
export async function holdTable(
  database: TestDatabase,
  table: Table,
  mode: 'EXCLUSIVE' | 'ACCESS EXCLUSIVE' = 'EXCLUSIVE',
): Promise<HeldStatements> {
  const holder = await connect(database);
  await holder.query('BEGIN');
  await holder.query(`LOCK TABLE ${table} IN ${mode} MODE`);
  return held(holder, `relation = '${table}'::regclass`, 'ROLLBACK');
}

export interface HeldRows {
  table: Table;
  before: 'INSERT' | 'UPDATE' | 'DELETE';
  /** SQL of `NEW` or `OLD`, the row. */
  where: string;
}

/** The first key of the advisory lock that held rows wait for. */
const heldRows = 74_656;
const releaseRows = `SELECT pg_advisory_unlock(${heldRows}, 0); DROP FUNCTION public.hold CASCADE`;

/** Holds the writes of some rows: a trigger waits before each. */
export async function holdRows(
  database: TestDatabase,
  { table, before, where }: HeldRows,
): Promise<HeldStatements> {
  const holder = await connect(database);
  await holder.query(`SELECT pg_advisory_lock(${heldRows}, 0)`);
  await holder.query(`
    CREATE FUNCTION public.hold() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF ${where} THEN PERFORM pg_advisory_xact_lock_shared(${heldRows}, 0); END IF;
      RETURN coalesce(NEW, OLD);
    END $$;
    CREATE TRIGGER hold BEFORE ${before} ON ${table} FOR EACH ROW EXECUTE FUNCTION public.hold()`);
  return held(holder, `classid = ${heldRows}`, releaseRows);
}

/** Holds the commits of transactions that have written to a table. */
export async function holdCommits(database: TestDatabase, table: Table): Promise<HeldStatements> {
  const holder = await connect(database);
  await holder.query(`SELECT pg_advisory_lock(${heldRows}, 0)`);
  await holder.query(`
    CREATE FUNCTION public.hold() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      PERFORM pg_advisory_xact_lock_shared(${heldRows}, 0);
      RETURN NULL;
    END $$;
    CREATE CONSTRAINT TRIGGER hold AFTER INSERT OR UPDATE ON ${table}
      INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.hold()`);
  return held(holder, `classid = ${heldRows}`, releaseRows);
}

async function connect({ ownerUrl }: TestDatabase): Promise<pg.Client> {
  const holder = new pg.Client({ connectionString: ownerUrl });
  await holder.connect();
  return holder;
}

/** @param waits which of the locks that are not granted are of the held statements */
function held(holder: pg.Client, waits: string, release: string): HeldStatements {
  async function wanting(then = 'pid'): Promise<number> {
    const { rowCount } = await holder.query(
      `SELECT ${then} FROM pg_locks JOIN pg_database ON pg_database.oid = database
        WHERE datname = current_database() AND NOT granted AND ${waits}`,
    );
    return rowCount ?? 0;
  }
  return {
    async wanted(statements) {
      while ((await wanting()) < statements) await pause(20);
    },
    async endWanting() {
      await wanting('pg_terminate_backend(pid)');
      while ((await wanting()) > 0) await pause(20);
    },
    async release() {
      await holder.query(release);
      await holder.end();
    },
  };
}
