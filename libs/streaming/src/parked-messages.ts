import type { DeadLetter } from '#contracts';
import pg from 'pg';

export interface ParkedMessagesConnection {
  /** The application's role. */
  url: string;
  onConnectionLost: (error: Error) => void;
}

/** A message that a consumer could not handle, or one that waits behind such a one. */
export interface MessageToPark {
  streamId: string;
  version: number;
  type: string;
  /** As it came, or would come, on a topic. */
  message: string;
  /** Why it could not be handled; undefined: it waits behind an earlier one of its stream. */
  error?: string;
}

/** The next message of a stream that is held back: a dead letter, or one that is to be retried. */
export type ParkedMessage = DeadLetter & { message: string };

/** One that was taken for a retry by a process that died is taken again after this. */
const claimSeconds = 30;

const columns = `id::text, consumer, stream_id AS "streamId", version::float8, type,
  coalesce(error, '') AS error, attempts, parked_at AS "parkedAt"`;

/** Given up: what waits behind such a one is not due either, but has no error of its own. */
const isDead = 'retry_at IS NULL AND error IS NOT NULL';

type LetterRow = Omit<DeadLetter, 'parkedAt'> & { parkedAt: Date };

/**
 * What consumers could not handle, durably and in each stream's order. A stream with a parked message is
 * held back for that consumer: what comes later waits behind it. The first message of a stream is retried
 * when it is due, until it is given up: then it is a dead letter, and its stream waits for the operators.
 */
export class ParkedMessages {
  private readonly pool: pg.Pool;

  constructor({ url, onConnectionLost }: ParkedMessagesConnection) {
    this.pool = new pg.Pool({
      connectionString: url,
      max: 3,
      application_name: 'contrail parked messages',
      statement_timeout: 10_000,
      query_timeout: 15_000,
      connectionTimeoutMillis: 10_000,
    });
    this.pool.on('error', onConnectionLost);
  }

  /** Those of the streams that are held back. */
  async heldBack(consumer: string, streamIds: readonly string[]): Promise<Set<string>> {
    const { rows } = await this.pool.query<{ stream_id: string }>({
      name: 'held_back',
      text: `SELECT DISTINCT stream_id FROM streaming.parked_message
        WHERE consumer = $1 AND stream_id = ANY ($2)`,
      values: [consumer, streamIds],
    });
    return new Set(rows.map(({ stream_id }) => stream_id));
  }

  /** All or none; one that is parked already stays as it is. What comes behind one that was given up is not due. */
  async park(consumer: string, messages: readonly MessageToPark[]): Promise<void> {
    if (messages.length === 0) return;
    await this.pool.query(
      `INSERT INTO streaming.parked_message
         (consumer, stream_id, version, type, message, error, attempts, retry_at)
       SELECT $1, "streamId", version, type, message, error, (error IS NOT NULL)::integer,
         CASE WHEN NOT EXISTS (
           SELECT FROM streaming.parked_message AS dead
           WHERE consumer = $1 AND stream_id = "streamId" AND dead.version < parked.version AND retry_at IS NULL
         ) THEN clock_timestamp() + (error IS NOT NULL)::integer * interval '1 second' END
       FROM json_to_recordset($2)
         AS parked ("streamId" text, version bigint, type text, message text, error text)
       ON CONFLICT (consumer, stream_id, version) DO NOTHING`,
      [consumer, JSON.stringify(messages.map(keepable))],
    );
  }

  /** Streams whose first message is due, for this process alone for a while. */
  async claimDue(consumer: string): Promise<string[]> {
    const { rows } = await this.pool.query<{ stream_id: string }>({
      name: 'claim_due',
      text: `UPDATE streaming.parked_message
        SET retry_at = clock_timestamp() + $2 * interval '1 second'
        WHERE id IN (
          SELECT id FROM streaming.parked_message AS first
          WHERE consumer = $1 AND retry_at <= statement_timestamp() AND NOT EXISTS (
            SELECT FROM streaming.parked_message AS earlier
            WHERE earlier.consumer = first.consumer AND earlier.stream_id = first.stream_id
              AND earlier.version < first.version
          )
          ORDER BY retry_at LIMIT 10 FOR UPDATE SKIP LOCKED
        )
        RETURNING stream_id`,
      values: [consumer, claimSeconds],
    });
    return rows.map(({ stream_id }) => stream_id);
  }

  /** The first message of a stream; undefined when it is held back no more. */
  async first(consumer: string, streamId: string): Promise<ParkedMessage | undefined> {
    const { rows } = await this.pool.query<LetterRow & { message: string }>(
      `SELECT ${columns}, message FROM streaming.parked_message
       WHERE consumer = $1 AND stream_id = $2 ORDER BY streaming.parked_message.version LIMIT 1`,
      [consumer, streamId],
    );
    return rows.map(withInstant)[0];
  }

  /** The first message of a stream has been handled; the next one is due. */
  async end({ id, consumer, streamId }: ParkedMessage): Promise<void> {
    await this.pool.query(
      `WITH ended AS (DELETE FROM streaming.parked_message WHERE id = $1)
       UPDATE streaming.parked_message SET retry_at = coalesce(retry_at, clock_timestamp())
       WHERE id = (
         SELECT id FROM streaming.parked_message
         WHERE consumer = $2 AND stream_id = $3 AND id <> $1 ORDER BY version LIMIT 1
       )`,
      [id, consumer, streamId],
    );
  }

  async fail({ id, error, attempts }: ParkedMessage, pauseSeconds: number): Promise<void> {
    await this.pool.query(
      `UPDATE streaming.parked_message
       SET error = $2, attempts = $3, retry_at = clock_timestamp() + $4 * interval '1 second'
       WHERE id = $1`,
      [id, keepableText(error), attempts, pauseSeconds],
    );
  }

  /** The first message of a stream waits for the operators, and what is behind it for the first. */
  async giveUp({ id, consumer, streamId, error, attempts }: ParkedMessage): Promise<void> {
    await this.pool.query(
      `UPDATE streaming.parked_message SET retry_at = NULL,
         error = CASE WHEN id = $1 THEN $4 ELSE error END,
         attempts = CASE WHEN id = $1 THEN $5 ELSE attempts END
       WHERE consumer = $2 AND stream_id = $3`,
      [id, consumer, streamId, keepableText(error), attempts],
    );
  }

  /** What was given up, the oldest first. */
  async deadLetters(): Promise<DeadLetter[]> {
    const { rows } = await this.pool.query<LetterRow>(
      `SELECT ${columns} FROM streaming.parked_message
       WHERE ${isDead} ORDER BY streaming.parked_message.id`,
    );
    return rows.map(withInstant);
  }

  async deadLetter(id: string): Promise<DeadLetter | undefined> {
    const { rows } = await this.pool.query<LetterRow>(
      `SELECT ${columns} FROM streaming.parked_message WHERE ${isDead} AND id = $1`,
      [id],
    );
    return rows.map(withInstant)[0];
  }

  /** What was given up is due again, once; false where there is no such dead letter. */
  async retry(id: string): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      `UPDATE streaming.parked_message SET retry_at = clock_timestamp()
       WHERE id = $1 AND ${isDead}`,
      [id],
    );
    return rowCount === 1;
  }

  /** How many messages wait, and how many are given up, by consumer. */
  async counts(): Promise<{ consumer: string; waiting: number; dead: number }[]> {
    const { rows } = await this.pool.query<{ consumer: string; waiting: number; dead: number }>(
      `SELECT consumer, (count(*) - count(*) FILTER (WHERE ${isDead}))::integer AS waiting,
         count(*) FILTER (WHERE ${isDead})::integer AS dead
       FROM streaming.parked_message GROUP BY consumer`,
    );
    return rows;
  }

  async close(): Promise<void> {
    await this.pool.end();
  }
}

function withInstant<Row extends { parkedAt: Date }>({ parkedAt, ...row }: Row) {
  return { ...row, parkedAt: parkedAt.toISOString() };
}

function keepable({ message, error, ...others }: MessageToPark): MessageToPark {
  const reason = error === undefined ? {} : { error: keepableText(error) };
  return { ...others, message: keepableText(message), ...reason };
}

/** PostgreSQL keeps neither a NUL nor half of a character, as an error may quote it, in a text. */
function keepableText(text: string): string {
  return Buffer.from(text).toString().replaceAll('\0', '␀');
}
