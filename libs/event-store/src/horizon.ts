import type { Pool } from 'pg';

/** How far followers are held back, and by whom. */
export interface Horizon {
  /** Transactions between the horizon and the newest. */
  transactions: number;
  /** Events beyond the horizon, which no follower sees yet; counted up to 10,000. */
  events: number;
  /** The transaction that the horizon waits for; none: it is at the head. */
  heldBy: { pid: number; application: string; database: string } | undefined;
}

interface HorizonRow {
  transactions: string;
  events: number;
  pid: number | null;
  application: string | null;
  database: string | null;
}

/**
 * By pg_locks, which shows every role the transactions of the whole cluster; pg_stat_activity alone hides
 * those of other roles.
 */
export async function horizon(pool: Pool): Promise<Horizon> {
  const { rows } = await pool.query<HorizonRow>({
    name: 'horizon',
    text: `SELECT
        pg_snapshot_xmax(snapshot)::text::bigint - pg_snapshot_xmin(snapshot)::text::bigint
          AS transactions,
        (SELECT count(*)::integer FROM (
          SELECT FROM log.event WHERE transaction_id >= pg_snapshot_xmin(pg_current_snapshot())
          LIMIT 10000
        ) AS beyond) AS events,
        pid, application_name AS application, datname AS database
      FROM pg_current_snapshot() AS snapshot
        LEFT JOIN (pg_locks JOIN pg_stat_activity USING (pid))
          ON locktype = 'transactionid' AND granted AND mode = 'ExclusiveLock'
            AND transactionid = pg_snapshot_xmin(snapshot)::xid
      LIMIT 1`,
  });
  const [row] = rows;
  if (row === undefined) throw new Error('the log answered without its horizon');
  const { transactions, events, pid, application, database } = row;
  const holder =
    pid === null ? undefined : { pid, application: application ?? '', database: database ?? '' };
  return { transactions: Number(transactions), events, heldBy: holder };
}
