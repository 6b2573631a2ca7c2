import { expect } from 'vitest';
import { ask } from './ask.js';
import type { TestDatabase } from './database.js';

interface BookedRow {
  record_locator: string;
  status: string;
  /** By payment: what the table tells, and what the provider moved. */
  payments: { status: string; charges: number; refunds: number }[];
  /** State of each seat that it has. */
  seats: string[];
  /** How many seats its segments name. */
  booked: number;
}

const bookedRows = `SELECT record_locator, status,
    ARRAY (SELECT json_build_object('status', payment.status, 'charges', coalesce(charges, 0),
        'refunds', (SELECT count(*) FROM payment.refund WHERE charge = payment_id::text))
      FROM twin.payment LEFT JOIN payment.charge ON idempotency_key = payment_id::text
      WHERE payment.record_locator = booking.record_locator ORDER BY position) AS payments,
    ARRAY (SELECT state FROM twin.taken_seat WHERE taken_seat.record_locator = booking.record_locator) AS seats,
    (SELECT sum(cardinality(seats))::integer FROM twin.segment
      WHERE segment.record_locator = booking.record_locator) AS booked
  FROM twin.booking WHERE record_locator = ANY ($1)`;

const wrongCounts = `SELECT flight_id, cabin FROM twin.cabin
  WHERE available <> capacity - (SELECT count(*) FROM twin.taken_seat
    WHERE taken_seat.flight_id = cabin.flight_id AND taken_seat.cabin = cabin.cabin)`;

/** What the provider moved for a payment that has come to rest. */
const moved: Record<string, [charges: number, refunds: number]> = {
  captured: [1, 0],
  declined: [0, 0],
  refunded: [1, 1],
};

/**
 * The twin's tables agree, as soon as nothing is under way: a ticketed booking is paid for once, no other keeps money, the
 * provider moved what the payments tell, and what is counted free of each cabin is what nobody has.
 */
export async function expectTablesAgree(
  { url }: TestDatabase,
  recordLocators: readonly string[],
): Promise<void> {
  const rows = () => ask<BookedRow>(url, bookedRows, [recordLocators]);
  const underWay = async () =>
    (await rows()).flatMap(({ payments }) => payments).filter(({ status }) => !(status in moved));
  await expect.poll(underWay, { timeout: 40_000, interval: 300 }).toEqual([]);
  for (const row of await rows()) {
    for (const { status, charges, refunds } of row.payments) {
      expect({ status, moved: [charges, refunds] }).toEqual({ status, moved: moved[status] });
    }
    const isTicketed = row.status === 'ticketed' || row.status === 'checked-in';
    const kept = row.payments.filter(({ status }) => status === 'captured').length;
    expect({ ...row, kept }).toEqual({ ...row, kept: isTicketed ? 1 : 0 });
    const state = isTicketed ? 'sold' : 'held';
    const isOver = row.status === 'cancelled' || row.status === 'expired';
    const seats = isOver ? [] : Array.from({ length: row.booked }, () => state);
    expect(row).toEqual({ ...row, seats });
  }
  expect(await ask(url, wrongCounts)).toEqual([]);
}
