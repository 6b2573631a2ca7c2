import type pg from 'pg';

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
