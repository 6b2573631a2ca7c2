import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { TestDatabase } from '../setup/database.js';

/** A table that nobody can write to for a while; reading goes on. */
export interface HeldTable {
  /** Waits until that many statements want to write to it. */
  wanted(statements: number): Promise<void>;
  /** Ends the statements that want to: their process is dead, but PostgreSQL would do them yet. */
  endWanting(): Promise<void>;
  release(): Promise<void>;
}

/** Stops the application before it writes to a table. */
export async function holdTable(
  { ownerUrl }: TestDatabase,
  table: 'timers.timer' | 'payment.charge' | 'log.event',
): Promise<HeldTable> {
  const holder = new pg.Client({ connectionString: ownerUrl });
  await holder.connect();
  await holder.query('BEGIN');
  // ACCESS EXCLUSIVE would keep readers out, and take a transaction id: the log's horizon would stand.
  await holder.query(`LOCK TABLE ${table} IN EXCLUSIVE MODE`);
  async function wanting(then = 'pid'): Promise<number> {
    const { rowCount } = await holder.query(
      `SELECT ${then} FROM pg_locks WHERE NOT granted AND relation = $1::regclass`,
      [table],
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
      await holder.query('ROLLBACK');
      await holder.end();
    },
  };
}
