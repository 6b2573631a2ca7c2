import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { bookingAnswer, placedBookingAnswer } from '#contracts';
import { Pool } from 'undici';
import type { z } from 'zod';
import type { PlannedBooking } from './planned-bookings.js';

/** A booking that was acknowledged, and so was its payment. */
export interface SoldBooking {
  recordLocator: string;
  flightIds: string[];
  /** Cents. */
  paid: number;
}

const atOnce = 24;
/** One that has too much to do is asked again for so long. */
const patienceMs = 60_000;

/** Places and pays bookings through the API. @throws Error for the first that is not taken */
export async function sell(
  bookingApi: string,
  planned: readonly PlannedBooking[],
  sold: (booking: SoldBooking) => void,
  signal: AbortSignal,
): Promise<void> {
  const pool = new Pool(bookingApi, { connections: atOnce });
  const coming = planned.values();
  async function clerk(): Promise<void> {
    for (const booking of coming) {
      signal.throwIfAborted();
      sold(await sellOne(pool, booking));
    }
  }
  try {
    await Promise.all(Array.from({ length: atOnce }, clerk));
  } finally {
    await pool.close();
  }
}

async function sellOne(pool: Pool, { segments, party }: PlannedBooking): Promise<SoldBooking> {
  const passengers = Array.from({ length: party }, (_, index) => ({
    givenName: `Passenger ${index + 1}`,
    familyName: 'Storm',
  }));
  const contact = { email: 'storm@example.com' };
  const body = { segments, passengers, contact };
  const placed = await post(pool, '/v1/bookings', body, placedBookingAnswer);
  const { recordLocator, accessToken, total } = placed;
  const path = `/v1/bookings/${recordLocator}/payment`;
  const paid = await post(pool, path, { paymentMethod: 'tok_ok' }, bookingAnswer, accessToken);
  if (paid.status !== 'ticketed')
    throw new Error(`${recordLocator} was paid, and is ${paid.status}`);
  const flightIds = segments.map(({ flightId }) => flightId);
  return { recordLocator, flightIds, paid: total.amount };
}

async function post<Answer>(
  pool: Pool,
  path: string,
  body: object,
  schema: z.ZodType<Answer>,
  accessToken?: string,
): Promise<Answer> {
  const headers = {
    'content-type': 'application/json',
    'idempotency-key': randomUUID(),
    ...(accessToken === undefined ? {} : { authorization: `Bearer ${accessToken}` }),
  };
  const request = { method: 'POST', path, headers, body: JSON.stringify(body) } as const;
  for (const until = performance.now() + patienceMs; ;) {
    const answer = await pool.request(request);
    const text = await answer.body.text();
    if (answer.statusCode < 300) return schema.parse(JSON.parse(text));
    if (answer.statusCode !== 503 || performance.now() > until) {
      throw new Error(`POST ${path} answers ${answer.statusCode}: ${text}`);
    }
    await pause(100);
  }
}
