import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { bookingAnswer, placedBookingAnswer } from '#contracts';
import type { z } from 'zod';
import type { Origin } from '../client/origin.js';
import type { Answer } from '../client/source.js';

/** A booking that was acknowledged with 201. */
export interface Acknowledged {
  booking: z.infer<typeof placedBookingAnswer>;
  /** Of the last write that was acknowledged. */
  token: string;
  /** Whether its payment was acknowledged. */
  paid: boolean;
}

export type Outcome = 'acknowledged' | 'conflicts' | 'shed' | 'failed';

/** A client asks again so often, under the same Idempotency-Key, when it does not know or is turned away. */
const attempts = 4;
const longestPauseMs = 2_000;

export class BookingDesk {
  constructor(
    private readonly origin: Origin,
    private readonly failure: (reason: string) => void,
  ) {}

  /** A seat for one in economy, then its payment. */
  async book(flightId: string): Promise<{ outcome: Outcome; acknowledged?: Acknowledged }> {
    const placed = await this.post('/v1/bookings', {
      segments: [{ flightId, cabin: 'economy' }],
      passengers: [{ givenName: 'Load', familyName: 'Tester' }],
      contact: { email: 'load@example.com' },
    });
    const outcome = outcomeOf(placed, 201);
    if (placed === undefined || outcome !== 'acknowledged') {
      if (outcome === 'failed') this.failure(`POST /v1/bookings: ${told(placed)}`);
      return { outcome };
    }
    const booking = placedBookingAnswer.safeParse(parsedJson(placed.body));
    if (!booking.success) {
      this.failure('POST /v1/bookings: 201 with what is no booking');
      return { outcome: 'failed' };
    }
    return { outcome, acknowledged: await this.pay(booking.data, tokenOf(placed)) };
  }

  private async pay(booking: Acknowledged['booking'], token: string): Promise<Acknowledged> {
    const { recordLocator, accessToken } = booking;
    const path = `/v1/bookings/${recordLocator}/payment`;
    const paid = await this.post(path, { paymentMethod: 'tok_ok' }, accessToken);
    if (paid === undefined || outcomeOf(paid, 200) !== 'acknowledged') {
      this.failure(`POST /v1/bookings/{recordLocator}/payment: ${told(paid)}`);
      return { booking, token, paid: false };
    }
    // Captured, but no longer ticketable, is 200 too.
    const after = bookingAnswer.safeParse(parsedJson(paid.body));
    return { booking, token: tokenOf(paid), paid: after.data?.status === 'ticketed' };
  }

  /** Undefined when no answer came, however often. */
  private async post(path: string, body: unknown, accessToken?: string) {
    const headers = {
      'idempotency-key': randomUUID(),
      ...(accessToken === undefined ? {} : { authorization: `Bearer ${accessToken}` }),
    };
    let answer: Answer | undefined;
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      answer = await this.origin.post({ path, headers, body }).catch(() => undefined);
      if (answer !== undefined && !isTurnedAway(answer)) return answer;
      const seconds = Number(answer?.headers['retry-after'] ?? 0.1 * attempt);
      if (attempt < attempts) await pause(Math.min(seconds * 1000, longestPauseMs));
    }
    return answer;
  }
}

function isTurnedAway({ status }: Answer): boolean {
  return status === 429 || status === 503;
}

function outcomeOf(answer: Answer | undefined, success: number): Outcome {
  if (answer === undefined) return 'failed';
  if (answer.status === success) return 'acknowledged';
  if (answer.status === 409) return 'conflicts';
  return isTurnedAway(answer) ? 'shed' : 'failed';
}

/** Undefined for what is no JSON. */
function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function told(answer: Answer | undefined): string {
  return answer === undefined ? 'no answer' : String(answer.status);
}

function tokenOf({ headers }: Answer): string {
  return headers['consistency-token'] ?? '';
}
