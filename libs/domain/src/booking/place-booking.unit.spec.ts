import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FlightEvent, Flights } from '../flight/flight.js';
import { economyFare, held, schedule, scheduledWith } from '../flight/sample-flight.spec.js';
import type { Cabin } from '../flight/seat-map.js';
import { usd } from '../money.js';
import { specificationOf } from '../specification.spec.js';
import type { ForStream } from '../streams.js';
import { flightStreamId, onFlight } from '../streams.js';
import type { PlaceBooking, PlaceBookingFault, WantedSegment } from './place-booking.js';
import { placeBooking } from './place-booking.js';
import type { WorldEvent } from './sample-booking.spec.js';
import {
  back,
  evolveWorld,
  holdExpiresAt,
  initialWorld,
  isOnFlight,
  out,
  placedAt,
  recordLocator,
  scheduledBoth,
  sealedData,
} from './sample-booking.spec.js';

const noFlights = initialWorld.flights;
const evolve = (flights: Flights, event: WorldEvent) =>
  isOnFlight(event) ? evolveWorld({ ...initialWorld, flights }, event).flights : flights;
const { given } = specificationOf({ initial: noFlights, evolve, decide: placeBooking });

function place(wanted: Partial<PlaceBooking>): PlaceBooking {
  return {
    recordLocator,
    segments: [{ flightId: out, cabin: 'economy' }],
    party: 1,
    ...sealedData,
    now: placedAt,
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

const five = [1, 2, 3, 4, 5].map((number): WantedSegment => {
  return { flightId: `UA${number}-EWR-2026-12-05`, cabin: 'economy' };
});
const fiveScheduled = five.map(({ flightId }) =>
  onFlight<FlightEvent>(flightId, {
    type: 'FlightScheduled',
    data: { ...scheduledWith(178).data, flightId },
  }),
);

describe('placing a booking', () => {
  it('holds the seats of every segment and adds the fares of all passengers up', () => {
    const segments = there(['12A', '12B'], ['20F', '20E']);
    const data = { recordLocator, party: 2, ...sealedData, holdExpiresAt };
    given(...scheduledBoth(178))
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
        { streamId: `flight-${out}`, event: held(recordLocator, '12A', '12B') },
        { streamId: `flight-${back}`, event: held(recordLocator, '20F', '20E') },
      );
  });

  it('chooses the seats of a segment that names none, and adds each cabin up at its own fare', () => {
    const flights = scheduledBoth(178).reduce(evolve, noFlights);
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
    given(...scheduledBoth(178), onFlight(back, held('AAAAAA', '20F')))
      .when(place({ segments: there(['12A', '12B'], ['20F', '20E']), party: 2 }))
      .thenRefused({ name: 'seat-taken', flightId: back, seats: ['20F'], segment: 1 });
  });

  it('names the first of the segments that fail', () => {
    given(
      ...scheduledBoth(178),
      onFlight(out, held('AAAAAA', '12A')),
      onFlight(back, held('AAAAAA', '20F')),
    )
      .when(place({ segments: there(['12A', '12B'], ['20F', '20E']), party: 2 }))
      .thenRefused({ name: 'seat-taken', flightId: out, seats: ['12A'], segment: 0 });
  });

  it('refuses a flight from its departure on', () => {
    given(...scheduledBoth(178))
      .when(place({ now: schedule.departsAt }))
      .thenRefused({ name: 'flight-closed', flightId: out, segment: 0 });
  });

  it('accepts four segments', () => {
    const flights = fiveScheduled.reduce(evolve, noFlights);
    const decision = placeBooking(place({ segments: five.slice(0, 4) }), flights);
    expect(decision).toMatchObject({ accepted: true, events: { length: 5 } });
  });
});

describe('a malformed request', () => {
  const unknown = { flightId: 'UA1-EWR-2026-12-05', cabin: 'economy' } as const;
  const takenOut = { flightId: out, cabin: 'economy', seats: ['12A'] } as const;

  function refused(
    past: ForStream<FlightEvent>[],
    wanted: Partial<PlaceBooking>,
    ...faults: PlaceBookingFault[]
  ): void {
    given(...past)
      .when(place(wanted))
      .thenRefused({ name: 'malformed', faults });
  }

  it('has a flight that is not among those loaded', () => {
    refused([], {}, { name: 'unknown-flight', flightId: out, segment: 0 });
  });

  it.each([0, 5])('has %d segments', (segments) => {
    const wanted = { segments: five.slice(0, segments) };
    refused(fiveScheduled, wanted, { name: 'segment-count', segments });
  });

  it('has a flight twice', () => {
    const economy = { flightId: out, cabin: 'economy' } as const;
    const between = { flightId: back, cabin: 'economy' } as const;
    const segments = [economy, between, { ...economy, cabin: 'business' } as const];
    refused(
      scheduledBoth(178),
      { segments },
      { name: 'duplicate-flight', flightId: out, segment: 2 },
    );
  });

  it('hears of all its faults, whatever their segments', () => {
    const segments: PlaceBooking['segments'] = [
      { flightId: out, cabin: 'economy', seats: ['1A', '12A'] },
      unknown,
      { flightId: back, cabin: 'business', seats: ['1A', '99A'] },
    ];
    refused(
      scheduledBoth(178),
      { segments, party: 2 },
      { name: 'unknown-seat', flightId: out, seat: '1A', index: 0, segment: 0 },
      { name: 'unknown-flight', flightId: unknown.flightId, segment: 1 },
      { name: 'unknown-seat', flightId: back, seat: '99A', index: 1, segment: 2 },
    );
  });

  it('hears of each cabin that is not there', () => {
    const segments: PlaceBooking['segments'] = [
      { flightId: out, cabin: 'business' },
      { flightId: back, cabin: 'business' },
    ];
    refused(
      scheduledBoth(20),
      { segments },
      { name: 'unknown-cabin', flightId: out, cabin: 'business', segment: 0 },
      { name: 'unknown-cabin', flightId: back, cabin: 'business', segment: 1 },
    );
  });

  it.each([
    ['before', [unknown, takenOut], 0],
    ['after', [takenOut, unknown], 1],
  ])('is malformed %s a segment whose seat is taken', (_, segments, segment) => {
    const past = [...scheduledBoth(178), onFlight(out, held('AAAAAA', '12A'))];
    const { flightId } = unknown;
    refused(past, { segments }, { name: 'unknown-flight', flightId, segment });
  });
});

describe('the quoted total', () => {
  it('is accepted when it still holds', () => {
    const flights = scheduledBoth(178).reduce(evolve, noFlights);
    const decision = placeBooking(place({ party: 2, quotedTotal: usd(38800) }), flights);
    expect(decision.accepted).toBe(true);
  });

  it('is refused when it no longer holds, with the total of now', () => {
    given(...scheduledBoth(178))
      .when(place({ party: 2, quotedTotal: usd(38700) }))
      .thenRefused({ name: 'price-changed', total: usd(38800) });
  });

  it('comes after the seats', () => {
    given(...scheduledBoth(178), onFlight(out, held('AAAAAA', '12A')))
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
      let flights = scheduledBoth(seats).reduce(evolve, noFlights);
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
