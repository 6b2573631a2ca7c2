import { randomUUID } from 'node:crypto';
import { withSchemaVersion } from '#contracts';
import {
  faresFor,
  type FlightEvent,
  flightStreamId,
  recordLocatorFrom,
  seatMapOf,
  usd,
} from '#domain';
import type { EventStore } from '#event-store';

const batch = 500;
const flightId = 'UA1545-EWR-2026-12-05';
const seats = 178;

/** A flight of 10,000 events. */
export const longFlight = { streamId: flightStreamId(flightId), length: 10_000 };

const scheduled: FlightEvent = {
  type: 'FlightScheduled',
  data: {
    flightId,
    carrier: 'UA',
    number: 1545,
    origin: 'EWR',
    destination: 'IAH',
    departsAt: '2026-12-05T10:15:00.000Z',
    arrivesAt: '2026-12-05T14:19:00.000Z',
    aircraft: { model: '737-824', seats },
    distance: 1400,
    fares: faresFor(1400, seatMapOf(seats)),
  },
};

/** Bookings that come and go: every seat is held and released. */
function history(): FlightEvent[] {
  const economy = [...seatMapOf(seats).cabinOf].filter(([, cabin]) => cabin === 'economy');
  const comings = Array.from({ length: longFlight.length / 2 }, (_, index): FlightEvent[] => {
    const [seat = ''] = economy[index % economy.length] ?? [];
    const recordLocator = recordLocatorFrom(Uint8Array.of(0, 0, 0, 0, index >> 8, index));
    const seatsOf = { recordLocator, cabin: 'economy' as const, seats: [seat] };
    const hold = { fare: usd(19_400), expiresAt: '2026-12-01T12:15:00.000Z' };
    return [
      { type: 'SeatsHeld', data: { ...seatsOf, ...hold } },
      { type: 'SeatsReleased', data: { ...seatsOf, reason: 'expired' } },
    ];
  });
  return [scheduled, ...comings.flat()].slice(0, longFlight.length);
}

export async function fillLongFlight(eventStore: EventStore, signal: AbortSignal): Promise<void> {
  const { streamId } = longFlight;
  const events = history();
  for (let version = 0; version < events.length; version += batch) {
    signal.throwIfAborted();
    const result = await eventStore.append([
      {
        commandId: randomUUID(),
        streams: [{ streamId, expectedVersion: version }],
        events: events.slice(version, version + batch).map((event) => ({
          streamId,
          ...withSchemaVersion(event),
          metadata: { correlationId: randomUUID(), actor: 'bench' },
        })),
      },
    ]);
    if (result.outcome !== 'appended')
      throw new Error(`the stream was not filled: ${result.outcome}`);
  }
}
