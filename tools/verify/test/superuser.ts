import pg from 'pg';
import { vi } from 'vitest';

/** Who may do anything to the log, and whom no trigger hinders. */
export class Superuser {
  private constructor(private readonly client: pg.Client) {}

  static async connect(url: string): Promise<Superuser> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query("SET session_replication_role = 'replica'");
    return new Superuser(client);
  }

  async tamper(sql: string, values?: unknown[]): Promise<void> {
    await this.client.query(sql, values);
  }

  /** Exchanges the transactions of two events, each named by stream and version. */
  async swapTransactions(one: [string, number], other: [string, number]): Promise<void> {
    await this.tamper(
      `UPDATE log.event AS changed SET transaction_id = other.transaction_id
       FROM log.event AS other
       WHERE (changed.stream_id, changed.version, other.stream_id, other.version)
         IN (($1, $2::integer, $3, $4::integer), ($3, $4, $1, $2))`,
      [...one, ...other],
    );
  }

  /** Reckons all hashes of a stream anew, as one would who knows how. */
  async rehash(streamId: string): Promise<void> {
    await this.tamper(
      `WITH RECURSIVE chain AS (
         SELECT $1::text AS stream_id, 0 AS version, ''::bytea AS hash
         UNION ALL
         SELECT stream_id, event.version, log.event_hash(chain.hash, stream_id, event.version, type,
           schema_version, data::text, metadata::text, recorded_at)
         FROM chain JOIN log.event USING (stream_id)
         WHERE event.version = chain.version + 1
       )
       UPDATE log.event SET hash = chain.hash FROM chain
       WHERE event.stream_id = chain.stream_id AND event.version = chain.version`,
      [streamId],
    );
  }

  /** Until another connection waits for a lock on a table of this database. */
  async untilSomeoneWaits(): Promise<void> {
    await vi.waitUntil(async () => {
      const { rowCount } = await this.client.query(
        `SELECT FROM pg_locks JOIN pg_database ON pg_database.oid = database
         WHERE datname = current_database() AND locktype = 'relation' AND NOT granted`,
      );
      return rowCount === 1;
    }, 60_000);
  }

  /** How the rows of a query are fetched when its first row is wanted at once. */
  async planOf(query: string): Promise<string> {
    await this.client.query('BEGIN');
    await this.client.query('SET LOCAL cursor_tuple_fraction = 0');
    const { rows } = await this.client.query<{ 'QUERY PLAN': string }>(
      `EXPLAIN DECLARE explained CURSOR FOR ${query}`,
    );
    await this.client.query('COMMIT');
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  }

  async close(): Promise<void> {
    await this.client.end();
  }
}
