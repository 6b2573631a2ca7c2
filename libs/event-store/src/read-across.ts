import type { RecordedEvent } from '#contracts';
import type { Pool } from 'pg';
import { type EventRow, eventColumns, recordedEvent } from './stored-event.js';

/** What events of several streams have in common. */
export type Across = { correlationId: string } | { recordLocator: string };

export interface AcrossPage {
  /** The id of the event, one of them, that the page comes after; undefined: from the first on. */
  after?: string | undefined;
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
  { after, limit }: AcrossPage,
): Promise<RecordedEvent[]> {
  const ofBooking = 'recordLocator' in across;
  const common = ofBooking ? booking : `(metadata ->> 'correlationId')`;
  const { rows } = await pool.query<EventRow>({
    name: ofBooking ? 'events_of_booking' : 'events_of_correlation',
    text: `SELECT ${eventColumns} FROM log.event
      WHERE ${common} = $1 AND ($2::text IS NULL OR (transaction_id, position) > (
        SELECT transaction_id, position FROM log.event
        WHERE ${common} = $1 AND metadata ->> 'eventId' = $2 LIMIT 1
      ))
      ORDER BY transaction_id, position LIMIT $3`,
    values: [ofBooking ? across.recordLocator : across.correlationId, after, limit],
  });
  return rows.map(recordedEvent);
}
