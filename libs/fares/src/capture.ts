import { addAbortListener } from 'node:events';
import pg from 'pg';
import { readSlot, type SlotState } from './slot.js';

/** Who captures a change of a fare: the application and a trigger write it to the outbox, beside the change. */
export type CaptureByOutbox = 'application' | 'trigger';

/** Or it is read from PostgreSQL's write-ahead log. */
export type Capture = CaptureByOutbox | 'wal';

/** Who reads the write-ahead log. */
export interface FaresReader {
  name: string;
  password: string;
}

/** How long writers of fares are waited for, and made to wait, while the way changes. */
const lockTimeoutMs = 5_000;
const lockNotAvailable = '55P03';
const statementTimeoutMs = 60_000;

/** How changes of fares are captured, as the database's owner decides it. Close it. */
export class FareCapture {
  private constructor(
    private readonly client: pg.Client,
    private readonly breaking: Disposable | undefined,
  ) {}

  /**
   * @param ownerUrl of the owner: the application cannot choose
   * @param stopping breaks off what is asked of the database then
   */
  static async open(ownerUrl: string, stopping?: AbortSignal): Promise<FareCapture> {
    const client = new pg.Client({
      connectionString: ownerUrl,
      application_name: 'contrail capture',
      connectionTimeoutMillis: 10_000,
      lock_timeout: lockTimeoutMs,
      statement_timeout: statementTimeoutMs,
    });
    // A connection that is lost while nothing is asked: the next question rejects.
    client.on('error', () => undefined);
    await client.connect();
    const breaking = stopping && addAbortListener(stopping, () => void client.end());
    return new FareCapture(client, breaking);
  }

  /** Whether nobody else changes the way until this is closed. */
  async isAlone(): Promise<boolean> {
    const { rows } = await this.client.query<{ isAlone: boolean }>(
      `SELECT pg_try_advisory_lock(hashtextextended('capture of fares', 0)) AS "isAlone"`,
    );
    return rows[0]?.isAlone === true;
  }

  /** `isHeld`: the outbox waits until the write-ahead log has been read to its end. */
  async present(): Promise<{ way: Capture; isHeld: boolean }> {
    const { rows } = await this.client.query<{ way: Capture; isHeld: boolean }>(
      'SELECT fares.captured_by() AS way, fares.is_held() AS "isHeld"',
    );
    return theOnly(rows);
  }

  /**
   * Has changes captured that way from now on, so that none is lost between the two. The outbox is held from the
   * write-ahead log on until {@link letGo}.
   *
   * @throws Error where the present way has not handed on all that goes before
   */
  async captureBy(way: Capture): Promise<void> {
    await this.whileNobodyWrites('SELECT fares.capture_by($1) WHERE fares.captured_by() <> $1', [
      way,
    ]);
  }

  /**
   * Gives up the write-ahead log unread: the outbox has the fares that stand, and changes that were overwritten before
   * they were read are lost.
   */
  async leaveWal(): Promise<void> {
    await this.whileNobodyWrites('SELECT fares.leave_wal()');
  }

  /** The write-ahead log has been read to its end: what the outbox holds goes on. */
  async letGo(): Promise<void> {
    await this.client.query('UPDATE fares.capture SET is_held = false');
  }

  async isOutboxEmpty(): Promise<boolean> {
    const { rowCount } = await this.client.query('SELECT FROM fares.outbox LIMIT 1');
    return rowCount === 0;
  }

  slot(): Promise<SlotState | undefined> {
    return readSlot(this.client);
  }

  /** The names of the slot and of the publication that it is read by. */
  async names(): Promise<{ slot: string; publication: string }> {
    const { rows } = await this.client.query<{ slot: string }>('SELECT fares.slot() AS slot');
    return { ...theOnly(rows), publication: 'contrail_fares' };
  }

  /**
   * From here on nothing is forgotten before it is read.
   *
   * @throws Error where PostgreSQL keeps no such place
   */
  async makeSlot(): Promise<void> {
    // Debezium makes a slot that it misses, and begins there. One for a standby to take over is none of its own.
    await this.client
      .query(
        `SELECT pg_create_logical_replication_slot(fares.slot(), 'pgoutput', failover => true)`,
      )
      .catch((error: unknown) => {
        const why = error instanceof Error ? error.message : String(error);
        throw new Error(
          `PostgreSQL keeps no place in its write-ahead log, and CAPTURE=trigger needs none: ${why}`,
          { cause: error },
        );
      });
  }

  /** Lets a role read the changes of fares, and makes it where it is missing. */
  async letIn({ name, password }: FaresReader): Promise<void> {
    const role = pg.escapeIdentifier(name);
    if (!(await this.hasRole(name))) await this.client.query(`CREATE ROLE ${role} REPLICATION`);
    await this.client.query(`ALTER ROLE ${role} LOGIN PASSWORD ${pg.escapeLiteral(password)};
      GRANT USAGE ON SCHEMA fares TO ${role};
      GRANT SELECT ON fares.fare TO ${role}`);
  }

  /** Who may replicate reads whatever is written: it is let in for as long as it is needed. */
  async shutOut({ name }: FaresReader): Promise<void> {
    if (!(await this.hasRole(name))) return;
    await this.client.query(`ALTER ROLE ${pg.escapeIdentifier(name)} NOLOGIN`);
  }

  /** Whether all that had been written until then was read and handed on. */
  async hasReached(place: string): Promise<boolean> {
    const { rowCount } = await this.client.query(
      `SELECT FROM pg_replication_slots
        WHERE slot_name = fares.slot() AND confirmed_flush_lsn >= $1`,
      [place],
    );
    return rowCount === 1;
  }

  /** The place of what is written next. */
  async place(): Promise<string> {
    const { rows } = await this.client.query<{ place: string }>(
      'SELECT pg_current_wal_insert_lsn()::text AS place',
    );
    return theOnly(rows).place;
  }

  /** Nobody reads the write-ahead log any more. */
  async dropSlot(): Promise<void> {
    // The one that has read may take a moment to be gone.
    await this.client.query(`SELECT pg_terminate_backend(active_pid, 5000)
      FROM pg_replication_slots WHERE slot_name = fares.slot() AND active_pid IS NOT NULL`);
    await this.client.query(`SELECT pg_drop_replication_slot(slot_name)
      FROM pg_replication_slots WHERE slot_name = fares.slot()`);
  }

  async close(): Promise<void> {
    this.breaking?.[Symbol.dispose]();
    await this.client.end();
  }

  private async whileNobodyWrites(text: string, values?: unknown[]): Promise<void> {
    await this.client.query(text, values).catch((error: unknown) => {
      if (!(error instanceof pg.DatabaseError) || error.code !== lockNotAvailable) throw error;
      throw new Error(
        `changes of fares are captured as before: a transaction has written fares for ${lockTimeoutMs / 1000} s and has not ended`,
        { cause: error },
      );
    });
  }

  private async hasRole(name: string): Promise<boolean> {
    const { rowCount } = await this.client.query('SELECT FROM pg_roles WHERE rolname = $1', [name]);
    return rowCount === 1;
  }
}

/**
 * Has changes captured by the outbox from now on, where nobody can read the write-ahead log to its end. Answers whether
 * a reading of it was broken off: of changes that were not read yet, what stands is captured, and what was overwritten
 * is not.
 */
export async function captureInPlace(ownerUrl: string, way: CaptureByOutbox): Promise<boolean> {
  const capture = await FareCapture.open(ownerUrl);
  try {
    const { way: past, isHeld } = await capture.present();
    const isBrokenOff = past === 'wal' || isHeld;
    if (isBrokenOff) await capture.leaveWal();
    await capture.dropSlot();
    await capture.captureBy(way);
    return isBrokenOff;
  } finally {
    await capture.close();
  }
}

function theOnly<T>(rows: readonly T[]): T {
  const [row] = rows;
  if (row === undefined) throw new Error('the database answered without a row');
  return row;
}
