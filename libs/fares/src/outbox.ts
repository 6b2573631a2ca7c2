import type { FareRow } from '#contracts';
import pg from 'pg';
import type { FaresConnection } from './fares.js';
import { readSlot, type SlotState } from './wal-slot.js';

/** A row of a fare as a change of it left it; `position` is its place in the outbox, a whole number. */
export type OutboxRow = Omit<FareRow, 'log'> & { position: string };

/**
 * Changes of fares that are still to be sent. A place is given while the fare's row is locked, so that who sees a
 * fare's later change sees the earlier one too, and before it: no horizon is needed, since rows are taken out and
 * no place is remembered.
 */
export class Outbox {
  private readonly pool: pg.Pool;

  constructor({ url, onConnectionLost }: FaresConnection) {
    this.pool = new pg.Pool({
      connectionString: url,
      max: 2,
      application_name: 'contrail outbox',
      statement_timeout: 10_000,
      query_timeout: 15_000,
      connectionTimeoutMillis: 10_000,
    });
    this.pool.on('error', onConnectionLost);
  }

  /** The first ones, which stay where they are; none while the write-ahead log is still read to its end. */
  async first(limit: number): Promise<OutboxRow[]> {
    const { rows } = await this.pool.query<OutboxRow>({
      name: 'first_of_outbox',
      text: `SELECT position, flight_id AS "flightId", cabin, amount::float8, currency,
          revision::float8
        FROM fares.outbox WHERE NOT fares.is_held() ORDER BY fares.outbox.position LIMIT $1`,
      values: [limit],
    });
    return rows;
  }

  /** What has been handed on goes for good. */
  async remove(rows: readonly OutboxRow[]): Promise<void> {
    await this.pool.query({
      name: 'remove_from_outbox',
      text: 'DELETE FROM fares.outbox WHERE position = ANY ($1)',
      values: [rows.map(({ position }) => position)],
    });
  }

  /**
   * Captures the fares that stand once more, for who has lost what it was handed. From the write-ahead log the changes
   * before them are still to be read: whoever looks after that does it behind them.
   */
  async captureStanding(): Promise<void> {
    await this.pool.query(`SELECT fares.capture_standing() WHERE fares.captured_by() <> 'wal'`);
  }

  /** How many changes wait, counted up to 10,000, and where the first one is. */
  async waiting(): Promise<{ lag: number; at: string }> {
    const { rows } = await this.pool.query<{ lag: number; at: string }>({
      name: 'waiting_in_outbox',
      text: `SELECT count(*)::integer AS lag, coalesce(min(position)::text, '') AS at
        FROM (SELECT position FROM fares.outbox ORDER BY position LIMIT 10000) AS waiting`,
    });
    return rows[0] ?? { lag: 0, at: '' };
  }

  /** How far the write-ahead log has been read; undefined where nobody is to read it. */
  slot(): Promise<SlotState | undefined> {
    return readSlot(this.pool);
  }

  async close(): Promise<void> {
    await this.pool.end();
  }
}
