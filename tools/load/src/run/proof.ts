import { isDeepStrictEqual } from 'node:util';
import { availabilityAnswer, bookingAnswer, seatMapAnswer } from '#contracts';
import type { z } from 'zod';
import type { Origin } from '../client/origin.js';
import type { Answer } from '../client/source.js';
import type { Acknowledged } from './booking-desk.js';
import type { Staleness } from './staleness.js';

export interface Proof {
  /** Seats that two acknowledged bookings have, or that the seat map has free though one has it. */
  oversold: number;
  /** Acknowledged bookings that are not there, or not as they were acknowledged. */
  lost: number;
  /** Flights of which the availability, the seat map and the log do not tell the same. */
  disagreeing: number;
  /** What stands behind these, in words. */
  findings: string[];
  /** Flights that were compared with the log; the others' instance keeps no history. */
  comparedWithLog: number;
}

const atOnce = 16;

type Availability = z.infer<typeof availabilityAnswer>;
type SeatMap = z.infer<typeof seatMapAnswer>;

/** Asks the instance, in the end and past all caches, whether what it has acknowledged is so. */
export class Prover {
  private readonly proof: Proof = {
    ...{ oversold: 0, lost: 0, disagreeing: 0, comparedWithLog: 0 },
    findings: [],
  };

  /** Requests without an answer, one after the other. */
  private unanswered = 0;

  /** Record locators of bookings whose seats are free by now, as they should be. */
  private readonly gaveBack = new Set<string>();

  constructor(
    private readonly origin: Origin,
    private readonly staleness: Staleness,
  ) {}

  async prove(acknowledged: readonly Acknowledged[]): Promise<Proof> {
    await several(acknowledged, (each) =>
      this.bookingIsThere(each).catch((error: unknown) => {
        this.find('lost', `${each.booking.recordLocator} cannot be read: ${String(error)}`);
      }),
    );
    await several([...byFlight(acknowledged)], ([flightId, bookings]) =>
      this.flight(flightId, bookings).catch((error: unknown) => {
        this.find('disagreeing', `${flightId} cannot be read: ${String(error)}`);
      }),
    );
    return this.proof;
  }

  private async bookingIsThere({ booking, token, paid }: Acknowledged): Promise<void> {
    const { recordLocator, accessToken } = booking;
    const answer = await this.get(`/v1/bookings/${recordLocator}`, {
      ...upTo(token),
      authorization: `Bearer ${accessToken}`,
    });
    if (answer.status !== 200) {
      this.find(
        'lost',
        `${recordLocator} was acknowledged, and reading it answers ${answer.status}`,
      );
      return;
    }
    const found = bookingAnswer.parse(JSON.parse(answer.body));
    if (found.status === 'cancelled' || found.status === 'expired')
      this.gaveBack.add(recordLocator);
    const as = ({ segments }: Pick<typeof found, 'segments'>) =>
      segments.map(({ flightId, seats }) => ({ flightId, seats }));
    if (!isDeepStrictEqual(as(found), as(booking))) {
      this.find('lost', `${recordLocator} has other seats than were acknowledged`);
    }
    if (paid && (found.status === 'held' || found.status === 'expired')) {
      this.find('lost', `${recordLocator} was paid, and is ${found.status}`);
    }
  }

  private async flight(flightId: string, bookings: readonly Acknowledged[]): Promise<void> {
    const path = `/v1/flights/${flightId}`;
    // Which of the bookings was the last is not known: each one's token is waited for.
    let [told, seats] = await this.both(path, {});
    for (const { token } of bookings) [told, seats] = await this.both(path, upTo(token));
    if (told.status !== 200 || seats.status !== 200) {
      const statuses = `${told.status} and ${seats.status}`;
      this.find('disagreeing', `${flightId}'s availability and seat map answer ${statuses}`);
      return;
    }
    const availability = availabilityAnswer.parse(JSON.parse(told.body));
    const seatMap = seatMapAnswer.parse(JSON.parse(seats.body));
    this.staleness.learn(availability);
    this.seatsAreOnce(flightId, bookings, seatMap);
    if (!agree(availability, seatMap)) {
      this.find('disagreeing', `${flightId}'s availability and seat map count other free seats`);
    }
    await this.isAsTheLog(availability);
  }

  private both(path: string, headers: Record<string, string>) {
    return Promise.all([
      this.get(`${path}/availability`, headers),
      this.get(`${path}/seats`, headers),
    ]);
  }

  private seatsAreOnce(flightId: string, bookings: readonly Acknowledged[], { rows }: SeatMap) {
    const states = new Map(
      rows.flatMap(({ seats }) => seats.map(({ seat, state }) => [seat, state] as const)),
    );
    const owners = new Map<string, string>();
    const holding = bookings.filter(({ booking }) => !this.gaveBack.has(booking.recordLocator));
    for (const { booking } of holding) {
      const segments = booking.segments.filter((segment) => segment.flightId === flightId);
      for (const seat of segments.flatMap((segment) => segment.seats)) {
        const other = owners.get(seat);
        if (other !== undefined) {
          const both = `${other} and ${booking.recordLocator}`;
          this.find('oversold', `${seat} of ${flightId} was sold to ${both}`);
        } else if (states.get(seat) === 'available') {
          const owner = booking.recordLocator;
          this.find('oversold', `${seat} of ${flightId} is ${owner}'s, and is offered as free`);
        }
        owners.set(seat, booking.recordLocator);
      }
    }
  }

  /** The log's answer for a moment ago; an instance that keeps no history answers 404. */
  private async isAsTheLog(availability: Availability): Promise<void> {
    const { flightId } = availability;
    const now = await this.get(`/v1/flights/${flightId}/availability`, {});
    const asOf = new Date(Date.parse(now.headers['date'] ?? '')).toISOString();
    const past = await this.get(`/v1/history/flights/${flightId}/availability?asOf=${asOf}`, {});
    if (past.status === 404) return;
    this.proof.comparedWithLog += 1;
    const logged = past.status === 200 ? availabilityAnswer.parse(JSON.parse(past.body)) : past;
    if (!isDeepStrictEqual(logged, availability)) {
      this.find('disagreeing', `${flightId}'s availability is not what its log folds to`);
    }
  }

  /** An instance that has left all that are under way at once without an answer is not asked on: that would take hours. */
  private async get(path: string, headers: Record<string, string>): Promise<Answer> {
    if (this.unanswered >= atOnce) throw new Error('the instance does not answer any more');
    try {
      const answer = await this.origin.get({ path, headers });
      this.unanswered = 0;
      return answer;
    } catch (error) {
      this.unanswered += 1;
      throw error;
    }
  }

  private find(kind: 'oversold' | 'lost' | 'disagreeing', finding: string): void {
    this.proof[kind] += 1;
    this.proof.findings.push(finding);
  }
}

/** What a read is to have, or to wait for. */
function upTo(token: string): Record<string, string> {
  return { 'consistency-token': token, prefer: 'wait=10' };
}

/** A few at once: where a view is stuck each waits as long as it may. */
async function several<Item>(items: readonly Item[], work: (item: Item) => Promise<void>) {
  const left = items.values();
  const worker = async () => {
    for (const item of left) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

function agree({ cabins }: Availability, { rows }: SeatMap): boolean {
  return cabins.every(({ cabin, available }) => {
    const own = rows.filter((row) => row.cabin === cabin).flatMap(({ seats }) => seats);
    return own.filter(({ state }) => state === 'available').length === available;
  });
}

function byFlight(acknowledged: readonly Acknowledged[]): Map<string, Acknowledged[]> {
  const flights = new Map<string, Acknowledged[]>();
  for (const each of acknowledged) {
    for (const { flightId } of each.booking.segments) {
      flights.set(flightId, [...(flights.get(flightId) ?? []), each]);
    }
  }
  return flights;
}
