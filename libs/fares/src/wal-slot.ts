import pg from 'pg';

/** How far PostgreSQL's write-ahead log has been read for changes of fares, and what it keeps for that. */
export interface SlotState {
  /** The place up to which it was read and handed on, as PostgreSQL writes it: `0/1949CB8`. */
  at: string;
  /** Bytes of the write-ahead log behind that place, of whatever was written. */
  lag: number;
  /** Bytes that may still be written before it is given up for the disk's sake; null: without a bound. */
  room: number | null;
  /** The place is gone, given up by PostgreSQL or another one of this name, which a reader has made: so is what was not read. */
  isLost: boolean;
}

/** Undefined where nobody is to read the write-ahead log. */
export async function readSlot(
  queries: Pick<pg.Pool | pg.Client, 'query'>,
): Promise<SlotState | undefined> {
  const { rows } = await queries.query<SlotState>({
    name: 'read_slot',
    text: `SELECT coalesce(confirmed_flush_lsn::text, '') AS at,
        coalesce(pg_current_wal_lsn() - confirmed_flush_lsn, 0)::float8 AS lag,
        safe_wal_size::float8 AS room,
        (slot_name IS NULL OR wal_status = 'lost' OR NOT failover) AS "isLost"
      FROM (SELECT) AS wanted LEFT JOIN pg_replication_slots ON slot_name = fares.slot()
      WHERE slot_name IS NOT NULL OR fares.is_held() OR fares.captured_by() = 'wal'`,
  });
  return rows[0];
}

const queryCanceled = '57014';

function whyNoSlot(error: unknown): string {
  if (error instanceof pg.DatabaseError && error.code === queryCanceled)
    return 'a transaction that writes, in any of its databases, has not ended in time';
  return error instanceof Error ? error.message : String(error);
}

/** What a reader of the write-ahead log is told by. */
export interface SlotNames {
  slot: string;
  publication: string;
  /** The role that reads. */
  reader: string;
}

/** The place in the write-ahead log up to which changes of fares have been read, and the role that may read them. */
export class WalSlot {
  constructor(private readonly owner: pg.Client) {}

  state(): Promise<SlotState | undefined> {
    return readSlot(this.owner);
  }

  async names(): Promise<SlotNames> {
    const { rows } = await this.owner.query<SlotNames>(
      `SELECT fares.slot() AS slot, 'contrail_fares' AS publication, fares.reader() AS reader`,
    );
    const [row] = rows;
    if (row === undefined) throw new Error('the database answered without the name of its slot');
    return row;
  }

  /**
   * From here on nothing is forgotten before it is read.
   *
   * @throws Error where PostgreSQL keeps no such place
   */
  async make(): Promise<void> {
    // It waits for all that write, in any database of the cluster, until the statement's time is over.
    await this.owner.query('SET lock_timeout = 0');
    // Debezium makes a slot that it misses, and begins there. One for a standby to take over is none of its own.
    await this.owner
      .query(
        `SELECT pg_create_logical_replication_slot(fares.slot(), 'pgoutput', failover => true)`,
      )
      .catch((error: unknown) => {
        throw new Error(
          `PostgreSQL keeps no place in its write-ahead log, and CAPTURE=trigger needs none: ${whyNoSlot(error)}`,
          { cause: error },
        );
      });
    await this.owner.query('RESET lock_timeout');
  }

  /** Lets the reader in, who may read whatever is written: for as long as there is the slot. Made where it is missing. */
  async letIn(password: string): Promise<void> {
    const { reader } = await this.names();
    const role = pg.escapeIdentifier(reader);
    if (!(await this.hasRole(reader))) await this.owner.query(`CREATE ROLE ${role} REPLICATION`);
    await this.owner.query(`ALTER ROLE ${role} LOGIN PASSWORD ${pg.escapeLiteral(password)};
      GRANT USAGE ON SCHEMA fares TO ${role};
      GRANT SELECT ON fares.fare TO ${role}`);
  }

  /** The place of what is written next. */
  async end(): Promise<string> {
    const { rows } = await this.owner.query<{ end: string }>(
      'SELECT pg_current_wal_insert_lsn()::text AS "end"',
    );
    const [row] = rows;
    if (row === undefined) throw new Error('the database answered without its place');
    return row.end;
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

  /** Nobody reads the write-ahead log any more, nor may. */
  async drop(): Promise<void> {
    const { reader } = await this.names();
    if (await this.hasRole(reader)) {
      await this.owner.query(`ALTER ROLE ${pg.escapeIdentifier(reader)} NOLOGIN`);
    }
    // The one that has read may take a moment to be gone.
    await this.owner.query(`SELECT pg_terminate_backend(active_pid, 5000)
      FROM pg_replication_slots WHERE slot_name = fares.slot() AND active_pid IS NOT NULL`);
    await this.owner.query(`SELECT pg_drop_replication_slot(slot_name)
      FROM pg_replication_slots WHERE slot_name = fares.slot()`);
  }

  private async hasRole(name: string): Promise<boolean> {
    const { rowCount } = await this.owner.query('SELECT FROM pg_roles WHERE rolname = $1', [name]);
    return rowCount === 1;
  }
}
