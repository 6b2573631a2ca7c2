import type { LogPosition } from '#contracts';
import { startOfLog } from '#contracts';
import pg from 'pg';

export interface CheckpointConnection {
  /** The application's role. */
  url: string;
  onConnectionLost: (error: Error) => void;
}

/** How far each consumer of the embedded stream has come: it survives the process. */
export class Checkpoints {
  private readonly pool: pg.Pool;

  constructor({ url, onConnectionLost }: CheckpointConnection) {
    this.pool = new pg.Pool({
      connectionString: url,
      max: 2,
      application_name: 'contrail checkpoints',
      statement_timeout: 10_000,
      query_timeout: 15_000,
      connectionTimeoutMillis: 10_000,
    });
    this.pool.on('error', onConnectionLost);
  }

  async read(consumer: string): Promise<LogPosition> {
    const { rows } = await this.pool.query<{ transaction_id: string; position: string }>(
      'SELECT transaction_id, position FROM streaming.checkpoint WHERE consumer = $1',
      [consumer],
    );
    const [row] = rows;
    return row === undefined
      ? startOfLog
      : { transactionId: row.transaction_id, position: row.position };
  }

  /** Never goes back: of two processes that follow as one consumer the further one counts. */
  async write(consumer: string, { transactionId, position }: LogPosition): Promise<void> {
    await this.pool.query(
      `INSERT INTO streaming.checkpoint AS present (consumer, transaction_id, position)
       VALUES ($1, $2, $3)
       ON CONFLICT (consumer) DO UPDATE
         SET transaction_id = excluded.transaction_id, position = excluded.position
         WHERE (present.transaction_id, present.position)
           < (excluded.transaction_id, excluded.position)`,
      [consumer, transactionId, position],
    );
  }

  async close(): Promise<void> {
    await this.pool.end();
  }
}
