import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FlightEvent, Flights } from '../flight/flight.js';
import { economyFare, held, schedule, scheduledWith } from '../flight/sample-flight.spec.js';
import type { Cabin } from '../flight/seat-map.js';
import { usd } from '../money.js';
import { specificationOf } from '../specification.spec.js';
import type { ForStream } from '../streams.js';
import { flightStreamId } from '../streams.js';
import type { PlaceBooking } from './place-booking.js';
import { placeBooking } from './place-booking.js';
import type { WorldEvent } from './sample-booking.spec.js';
import { evolveWorld, initialWorld, isOnFlight } from './sample-booking.spec.js';

const out = 'UA1545-EWR-2026-12-05';
const back = 'UA1544-IAH-2026-12-09';

const noFlights = initialWorld.flights;
const evolve = (flights: Flights, event: WorldEvent) =>
  isOnFlight(event) ? evolveWorld({ ...initialWorld, flights }, event).flights : flights;
const { given } = specificationOf({ initial: noFlights, evolve, decide: placeBooking });

function on(flightId: string, event: FlightEvent): ForStream<FlightEvent> {
  return { streamId: flightStreamId(flightId), event };
}

/** `seats` on each of the two flights: 162 economy seats from row 5 on, or as told. */
function bothScheduled(seats = 178): ForStream<FlightEvent>[] {
  return [out, back].map((flightId) => {
    const { data } = scheduledWith(seats);
    return on(flightId, { type: 'FlightScheduled', data: { ...data, flightId } });
  });
}

const passengers = { sealed: 'cGFzc2VuZ2Vycw' };
const contact = { sealed: 'Y29udGFjdA' };
const holdExpiresAt = '2026-12-01T12:15:00.000Z';

function place(wanted: Partial<PlaceBooking>): PlaceBooking {
  return {
    recordLocator: 'K7QX2M',
    segments: [{ flightId: out, cabin: 'economy' }],
    party: 1,
    passengers,
    contact,
    now: '2026-12-01T12:00:00.000Z',
    holdSeconds: 900,
    ...wanted,
  };
}

/** Two travellers out and back, in these seats. */
function there(seatsOut: string[], seatsBack: string[]): PlaceBooking['segments'] {
  return [
    { flightId: out, cabin: 'economy', seats: seatsOut },
    { flightId: back, cabin: 'economy', seats: seatsBack },
  ];
}

describe('placing a booking', () => {
  it('holds the seats of every segment and adds the fares of all passengers up', () => {
    const segments = there(['12A', '12B'], ['20F', '20E']);
    const data = { recordLocator: 'K7QX2M', party: 2, passengers, contact, holdExpiresAt };
    given(...bothScheduled())
      .when(place({ segments, party: 2 }))
      .then(
        {
          streamId: 'booking-K7QX2M',
          event: {
            type: 'BookingPlaced',
            data: {
              ...data,
              segments: [
                { flightId: out, cabin: 'economy', seats: ['12A', '12B'], fare: economyFare },
                { flightId: back, cabin: 'economy', seats: ['20F', '20E'], fare: economyFare },
              ],
              total: usd(4 * 19400),
            },
          },
        },
        { streamId: `flight-${out}`, event: held('K7QX2M', '12A', '12B') },
        { streamId: `flight-${back}`, event: held('K7QX2M', '20F', '20E') },
      );
  });

  it('chooses the seats of a segment that names none, and adds each cabin up at its own fare', () => {
    const flights = bothScheduled().reduce(evolve, noFlights);
    const decision = placeBooking(
      place({
        segments: [
          { flightId: out, cabin: 'business' },
          { flightId: back, cabin: 'economy', seats: ['12A'] },
        ],
      }),
      flights,
    );
    expect(decision).toMatchObject({
      accepted: true,
      events: [
        {
          event: { data: { segments: [{ seats: ['1A'] }, { seats: ['12A'] }], total: usd(77600) } },
        },
        { event: { data: { cabin: 'business', seats: ['1A'] } } },
        { event: { data: { cabin: 'economy', seats: ['12A'] } } },
      ],
    });
  });

  it('holds nothing when the second segment fails, and says which one that was', () => {
    given(...bothScheduled(), on(back, held('AAAAAA', '20F')))
      .when(place({ segments: there(['12A', '12B'], ['20F', '20E']), party: 2 }))
      .thenRefused({ name: 'seat-taken', flightId: back, seats: ['20F'], segment: 1 });
  });

  it('names the first of the segments that fail', () => {
    given(...bothScheduled(), on(out, held('AAAAAA', '12A')), on(back, held('AAAAAA', '20F')))
      .when(place({ segments: there(['12A', '12B'], ['20F', '20E']), party: 2 }))
      .thenRefused({ name: 'seat-taken', flightId: out, seats: ['12A'], segment: 0 });
  });

  it('refuses a flight that is not among those loaded', () => {
    given().when(place({})).thenRefused({ name: 'unknown-flight', flightId: out, segment: 0 });
  });

  it('refuses a flight from its departure on', () => {
    given(...bothScheduled())
      .when(place({ now: schedule.departsAt }))
      .thenRefused({ name: 'flight-closed', flightId: out, segment: 0 });
  });

  it.each([0, 5])('refuses %d segments', (segments) => {
    const wanted = Array.from({ length: segments }, (_, index) => `UA${index + 1}-EWR-2026-12-05`);
    given(...bothScheduled())
      .when(place({ segments: wanted.map((flightId) => ({ flightId, cabin: 'economy' })) }))
      .thenRefused({ name: 'segment-count', segments });
  });

  it('accepts four segments', () => {
    const flightIds = [1, 2, 3, 4].map((number) => `UA${number}-EWR-2026-12-05`);
    const { data } = scheduledWith(178);
    const scheduled = flightIds.map((flightId) =>
      on(flightId, { type: 'FlightScheduled', data: { ...data, flightId } }),
    );
    const segments = flightIds.map((flightId) => ({ flightId, cabin: 'economy' as const }));
    const decision = placeBooking(place({ segments }), scheduled.reduce(evolve, noFlights));
    expect(decision).toMatchObject({ accepted: true, events: { length: 5 } });
  });

  it('refuses the same flight twice', () => {
    given(...bothScheduled())
      .when(
        place({
          segments: [
            { flightId: out, cabin: 'economy' },
            { flightId: back, cabin: 'economy' },
            { flightId: out, cabin: 'business' },
          ],
        }),
      )
      .thenRefused({ name: 'duplicate-flight', flightId: out, segment: 2 });
  });
});

describe('the quoted total', () => {
  it('is accepted when it still holds', () => {
    const flights = bothScheduled().reduce(evolve, noFlights);
    const decision = placeBooking(place({ party: 2, quotedTotal: usd(38800) }), flights);
    expect(decision.accepted).toBe(true);
  });

  it('is refused when it no longer holds, with the total of now', () => {
    given(...bothScheduled())
      .when(place({ party: 2, quotedTotal: usd(38700) }))
      .thenRefused({ name: 'price-changed', total: usd(38800) });
  });

  it('comes after the seats', () => {
    given(...bothScheduled(), on(out, held('AAAAAA', '12A')))
      .when(
        place({
          segments: [{ flightId: out, cabin: 'economy', seats: ['12A'] }],
          quotedTotal: usd(1),
        }),
      )
      .thenRefused({ name: 'seat-taken', flightId: out, seats: ['12A'], segment: 0 });
  });
});

const seatNames = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.constantFrom(...'ACDF'))
  .map(([row, letter]) => `${row}${letter}`);

const segments = fc.uniqueArray(
  fc.record(
    {
      flightId: fc.constantFrom(out, back, 'UA1-EWR-2026-12-05'),
      cabin: fc.constantFrom<Cabin>('economy', 'economy', 'business'),
      seats: fc.array(seatNames, { minLength: 1, maxLength: 3 }),
    },
    { requiredKeys: ['flightId', 'cabin'] },
  ),
  { selector: ({ flightId }) => flightId, minLength: 1, maxLength: 3 },
);

const placements = fc.array(fc.record({ segments, party: fc.constantFrom(1, 1, 2, 2, 3, 9) }), {
  maxLength: 30,
  size: 'max',
});

it('any sequence of bookings books all segments or none, and no seat twice', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), placements, (seats, wanted) => {
      let flights = bothScheduled(seats).reduce(evolve, noFlights);
      const holders = new Map<string, string>();
      for (const [index, { segments, party }] of wanted.entries()) {
        const recordLocator = `BOOK${String(index).padStart(2, '0')}`;
        const decision = placeBooking(place({ recordLocator, segments, party }), flights);
        if (!decision.accepted) continue;
        flights = decision.events.reduce(evolve, flights);

        const [booking, ...holds] = decision.events;
        if (booking?.event.type !== 'BookingPlaced') throw new Error('the booking comes first');
        const { data } = booking.event;
        expect(data.segments.map(({ flightId }) => flightId)).toEqual(
          segments.map(({ flightId }) => flightId),
        );
        expect(holds.map(({ streamId }) => streamId)).toEqual(
          segments.map(({ flightId }) => flightStreamId(flightId)),
        );
        const fares = data.segments.map(({ fare }) => fare.amount * party);
        expect(data.total.amount).toBe(fares.reduce((sum, fare) => sum + fare, 0));
        for (const { flightId, seats: booked } of data.segments) {
          expect(booked).toHaveLength(party);
          for (const seat of booked) {
            expect(holders.has(`${flightId} ${seat}`)).toBe(false);
            holders.set(`${flightId} ${seat}`, recordLocator);
          }
        }
      }
      for (const [flightId, state] of flights) {
        const taken = state.status === 'unscheduled' ? [] : [...state.taken];
        for (const [seat, holder] of taken) {
          expect(holders.get(`${flightId} ${seat}`)).toBe(holder.recordLocator);
          holders.delete(`${flightId} ${seat}`);
        }
      }
      expect(holders.size).toBe(0);
    }),
  );
});
