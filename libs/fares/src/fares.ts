import type { FareRow } from '#contracts';
import pg from 'pg';

export interface FaresConnection {
  /** The application's role. */
  url: string;
  onConnectionLost: (error: Error) => void;
}

/** A fare as an operator sets it. */
export type NewFare = Pick<FareRow, 'flightId' | 'cabin' | 'amount' | 'currency'>;

/** The operators' fares: a plain table, which is written and read as it is. */
export class Fares {
  private readonly pool: pg.Pool;

  constructor({ url, onConnectionLost }: FaresConnection) {
    this.pool = new pg.Pool({
      connectionString: url,
      max: 5,
      application_name: 'contrail fares',
      statement_timeout: 10_000,
      query_timeout: 15_000,
      connectionTimeoutMillis: 10_000,
    });
    this.pool.on('error', onConnectionLost);
  }

  /**
   * Sets a fare, and notes the change in the outbox in the same transaction where the application is to capture it.
   * Answers the fare's revision: the same as before where it is the same fare.
   */
  async set({ flightId, cabin, amount, currency }: NewFare): Promise<number> {
    const { rows } = await this.pool.query<{ revision: number }>({
      name: 'set_fare',
      text: `WITH changed AS (
          INSERT INTO fares.fare (flight_id, cabin, amount, currency) VALUES ($1, $2, $3, $4)
          ON CONFLICT (flight_id, cabin)
            DO UPDATE SET amount = excluded.amount, currency = excluded.currency
          RETURNING flight_id, cabin, amount, currency, revision
        ), noted AS (
          INSERT INTO fares.outbox (flight_id, cabin, amount, currency, revision)
          SELECT * FROM changed WHERE fares.captured_by() = 'application'
        )
        SELECT revision::float8 FROM changed`,
      values: [flightId, cabin, amount, currency],
    });
    const [row] = rows;
    if (row === undefined) throw new Error('a fare was set and has no revision');
    return row.revision;
  }

  async close(): Promise<void> {
    await this.pool.end();
  }
}
