import pg from 'pg';

/** How far PostgreSQL's write-ahead log has been read for changes of fares, and what it keeps for that. */
export interface SlotState {
  /** The place up to which it was read and handed on, as PostgreSQL writes it: `0/1949CB8`. */
  at: string;
  /** Bytes of the write-ahead log behind that place, of whatever was written. */
  lag: number;
  /** Bytes that may still be written before it is given up for the disk's sake; null: without a bound. */
  room: number | null;
  /** PostgreSQL has given it up, or it is another one of this name, which a reader has made: what was not read is gone. */
  isLost: boolean;
}

type Queries = Pick<pg.Pool | pg.Client, 'query'>;

/** Undefined where there is no such slot: nobody reads the write-ahead log. */
export async function readSlot(queries: Queries): Promise<SlotState | undefined> {
  const { rows } = await queries.query<SlotState>({
    name: 'read_slot',
    text: `SELECT confirmed_flush_lsn::text AS at,
        (pg_current_wal_lsn() - confirmed_flush_lsn)::float8 AS lag,
        safe_wal_size::float8 AS room, (wal_status = 'lost' OR NOT failover) AS "isLost"
      FROM pg_replication_slots WHERE slot_name = fares.slot()`,
  });
  return rows[0];
}

/** The reader of the write-ahead log, as the database's owner lets it in. Close it. */
export class WalReading {
  private constructor(private readonly owner: pg.Client) {}

  static async open(ownerUrl: string): Promise<WalReading> {
    const owner = new pg.Client({
      connectionString: ownerUrl,
      application_name: 'contrail capture',
    });
    // A connection that is lost while nothing is asked: the next question rejects.
    owner.on('error', () => undefined);
    await owner.connect();
    return new WalReading(owner);
  }

  /** The names of the slot and of the publication that it is read by. */
  async names(): Promise<{ slot: string; publication: string }> {
    const { rows } = await this.owner.query<{ slot: string }>('SELECT fares.slot() AS slot');
    const [row] = rows;
    if (row === undefined) throw new Error('the database answered without the name of its slot');
    return { ...row, publication: 'contrail_fares' };
  }

  /** Whether it was begun, and not ended. */
  async isBegun(): Promise<boolean> {
    const { rowCount } = await this.owner.query(
      `SELECT WHERE fares.is_held()
        OR EXISTS (SELECT FROM pg_replication_slots WHERE slot_name = fares.slot())`,
    );
    return rowCount === 1;
  }

  state(): Promise<SlotState | undefined> {
    return readSlot(this.owner);
  }

  /** Lets a role read the changes of fares, and nothing else: made where it is missing. */
  async letIn({ name, password }: { name: string; password: string }): Promise<void> {
    const role = pg.escapeIdentifier(name);
    const { rowCount } = await this.owner.query('SELECT FROM pg_roles WHERE rolname = $1', [name]);
    if (rowCount === 0) await this.owner.query(`CREATE ROLE ${role} LOGIN REPLICATION`);
    await this.owner.query(`ALTER ROLE ${role} PASSWORD ${pg.escapeLiteral(password)};
      GRANT USAGE ON SCHEMA fares TO ${role};
      GRANT SELECT ON fares.fare TO ${role}`);
  }

  /** From here on nothing is forgotten before it is read. The fares that stand are captured by the outbox. */
  async begin(): Promise<void> {
    // Debezium makes a slot that it misses, and begins there. One for a standby to take over is none of its own.
    await this.owner.query(
      `SELECT pg_create_logical_replication_slot(fares.slot(), 'pgoutput', failover => true)`,
    );
    await this.owner.query('SELECT fares.capture_standing()');
  }

  /** Whether all that had been written until then was read and handed on. */
  async hasReached(place: string): Promise<boolean> {
    const { rowCount } = await this.owner.query(
      `SELECT FROM pg_replication_slots
        WHERE slot_name = fares.slot() AND confirmed_flush_lsn >= $1`,
      [place],
    );
    return rowCount === 1;
  }

  /** The place of what is written next. */
  async place(): Promise<string> {
    const { rows } = await this.owner.query<{ place: string }>(
      'SELECT pg_current_wal_lsn()::text AS place',
    );
    const [row] = rows;
    if (row === undefined) throw new Error('the database answered without its place');
    return row.place;
  }

  /** How many changes wait in the outbox. */
  async waiting(): Promise<number> {
    const { rows } = await this.owner.query<{ waiting: number }>(
      'SELECT count(*)::integer AS waiting FROM fares.outbox',
    );
    return rows[0]?.waiting ?? 0;
  }

  /**
   * Nobody reads it any more: what the outbox holds goes on.
   *
   * @param isRead false: some may not have been read, so that the fares that stand are captured once more
   */
  async end(isRead: boolean): Promise<void> {
    if (!isRead) await this.owner.query('SELECT fares.capture_standing()');
    await this.owner.query('UPDATE fares.capture SET is_held = false WHERE is_held');
    // The one that has read may take a moment to be gone.
    await this.owner.query(`SELECT pg_terminate_backend(active_pid, 5000)
      FROM pg_replication_slots WHERE slot_name = fares.slot() AND active_pid IS NOT NULL`);
    await this.owner.query(`SELECT pg_drop_replication_slot(slot_name)
      FROM pg_replication_slots WHERE slot_name = fares.slot()`);
  }

  async close(): Promise<void> {
    await this.owner.end();
  }
}
