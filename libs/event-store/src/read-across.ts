import { type LogPosition, type RecordedEvent, startOfLog } from '#contracts';
import type { Pool } from 'pg';
import { type EventRow, eventColumns, recordedEvent } from './stored-event.js';

/** What events of several streams have in common. */
export type Across = { correlationId: string } | { recordLocator: string };

export interface AcrossPage {
  /** What the page comes after; from the first on where it is not given. */
  after?: LogPosition;
  limit: number;
}

/**
 * Whose booking an event is about, as the index event_of_booking has it: on a flight's stream the events about
 * seats name the booking, those on a booking's stream need not.
 */
const booking = `(CASE WHEN stream_id LIKE 'booking-%' THEN substr(stream_id, 9)
  WHEN type LIKE 'Seat%' THEN data ->> 'recordLocator' END)`;

/** Reads at most `limit` events across streams, in the order of the log. */
export async function readAcross(
  pool: Pool,
  across: Across,
  { after = startOfLog, limit }: AcrossPage,
): Promise<RecordedEvent[]> {
  const { name, common, value } = shared(across);
  const { rows } = await pool.query<EventRow>({
    name: `events_of_${name}`,
    text: `SELECT ${eventColumns} FROM log.event
      WHERE ${common} = $1 AND (transaction_id, position) > ($2::xid8, $3::bigint)
      ORDER BY transaction_id, position LIMIT $4`,
    values: [value, after.transactionId, after.position, limit],
  });
  return rows.map(recordedEvent);
}

/** Where an event stands; undefined where it is none of those across streams. */
export async function placeAcross(
  pool: Pool,
  across: Across,
  eventId: string,
): Promise<LogPosition | undefined> {
  const { name, common, value } = shared(across);
  const { rows } = await pool.query<LogPosition>({
    name: `place_of_${name}`,
    text: `SELECT transaction_id AS "transactionId", position FROM log.event
      WHERE ${common} = $1 AND metadata ->> 'eventId' = $2 LIMIT 1`,
    values: [value, eventId],
  });
  return rows[0];
}

/** SQL of what the events have in common, and its value. */
function shared(across: Across) {
  return 'recordLocator' in across
    ? { name: 'booking', common: booking, value: across.recordLocator }
    : {
        name: 'correlation',
        common: `(metadata ->> 'correlationId')`,
        value: across.correlationId,
      };
}
