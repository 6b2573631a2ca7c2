import type { SignedHeads } from '#event-store';
import { type Difference, differenceLine, verify } from '#tools/verify';
import { ask } from './ask.js';
import type { SoldBooking } from './sell.js';

/** What the log and the provider say of the bookings in the end. */
export interface Proof {
  /** Bookings on a cancelled flight that were cancelled once, and whose money was given back once. */
  cancelledAndRefundedOnce: number;
  /** Bookings on flights that flew alone: as they were, with their money. */
  untouched: number;
  /** Bookings of neither kind, in words. */
  wrong: string[];
  /** Cents that were paid for all bookings, and those that the provider has given back. */
  paid: number;
  refunded: number;
}

export interface BookingAtEnd {
  recordLocator: string;
  cancelled: number;
  refunded: number;
  /** By the provider. */
  charges: number;
  refunds: number;
}

const atEnd = `
  SELECT substr(event.stream_id, 9) AS "recordLocator",
    count(*) FILTER (WHERE event.type = 'BookingCancelled')::integer AS cancelled,
    count(*) FILTER (WHERE event.type = 'PaymentRefunded')::integer AS refunded,
    coalesce(sum(charge.charges), 0)::integer AS charges,
    coalesce(sum(refund.refunds), 0)::integer AS refunds
  FROM log.event LEFT JOIN payment.charge
    ON event.type = 'PaymentRequested' AND charge.idempotency_key = event.metadata ->> 'eventId'
    LEFT JOIN (SELECT charge, count(*) AS refunds FROM payment.refund GROUP BY charge) AS refund
      ON refund.charge = charge.idempotency_key
  WHERE event.stream_id LIKE 'booking-%'
  GROUP BY event.stream_id`;

/** Reads the end of every booking from the log, and its money from the provider. */
export async function readEnds(ownerUrl: string): Promise<Map<string, BookingAtEnd>> {
  const rows = await ask<BookingAtEnd>(ownerUrl, atEnd);
  return new Map(rows.map((row) => [row.recordLocator, row]));
}

export async function countRefunds(ownerUrl: string): Promise<number> {
  const [row] = await ask<{ refunds: number }>(
    ownerUrl,
    `SELECT count(*)::integer AS refunds FROM log.event WHERE type = 'PaymentRefunded'`,
  );
  return row?.refunds ?? 0;
}

/** By the provider, so far. */
export async function countGivenBack(ownerUrl: string): Promise<number> {
  const [row] = await ask<{ refunds: number }>(
    ownerUrl,
    'SELECT count(*)::integer AS refunds FROM payment.refund',
  );
  return row?.refunds ?? 0;
}

/** @param cancelled the flights */
export function prove(
  sold: readonly SoldBooking[],
  ends: ReadonlyMap<string, BookingAtEnd>,
  cancelled: ReadonlySet<string>,
): Proof {
  const proof: Proof = {
    ...{ cancelledAndRefundedOnce: 0, untouched: 0, wrong: [], paid: 0, refunded: 0 },
  };
  for (const { recordLocator, flightIds, paid } of sold) {
    const end = ends.get(recordLocator);
    const isHit = flightIds.some((flightId) => cancelled.has(flightId));
    const times = isHit ? 1 : 0;
    if (end === undefined || !isOf(times, end))
      proof.wrong.push(`${recordLocator} ${wordsFor(end)}`);
    else if (isHit) proof.cancelledAndRefundedOnce += 1;
    else proof.untouched += 1;
    proof.paid += paid;
    proof.refunded += paid * (end?.refunds ?? 0);
  }
  return proof;
}

/** Charged once, and cancelled and given back so many times. */
function isOf(times: number, { cancelled, refunded, charges, refunds }: BookingAtEnd): boolean {
  return charges === 1 && [cancelled, refunded, refunds].every((count) => count === times);
}

function wordsFor(end: BookingAtEnd | undefined): string {
  if (end === undefined) return 'is lost';
  const { cancelled, refunded, charges, refunds } = end;
  const log = `was cancelled ${cancelled} × and refunded ${refunded} × in the log`;
  return `${log}, charged ${charges} × and given back ${refunds} × by the provider`;
}

export interface Verified {
  events: number;
  behind: number;
  differences: string[];
}

/** The log against itself and its signed heads, and every view against the log. */
export async function verified(
  url: string,
  heads: SignedHeads,
  signal: AbortSignal,
): Promise<Verified> {
  const differences: string[] = [];
  const { events, behind } = await verify({
    ...{ url, heads },
    difference: (found: Difference) => differences.push(differenceLine(found)),
    progress: () => undefined,
    signal,
  });
  return { events, behind, differences };
}
