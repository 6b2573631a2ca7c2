import { faresFor, flightIdOf, type FlightSchedule, flightStreamId, seatMapOf } from '#domain';
import type { EventStore } from '#event-store';

/** Schedules a flight of a small aircraft, economy only, by default a week from now. */
export async function scheduleSmallFlight(
  eventStore: EventStore,
  number: number,
  seats: number,
  hoursAhead = 7 * 24,
): Promise<string> {
  const departs = Date.now() + hoursAhead * 3_600_000;
  const departsAt = new Date(departs).toISOString();
  return scheduleTestFlight(eventStore, { number, seats, departsAt, destination: 'IAH' });
}

interface TestFlight {
  number: number;
  seats: number;
  departsAt: string;
  destination: string;
  /** On Newark's clock; else the date of `departsAt`. */
  date?: string;
}

/** Schedules a flight from Newark; answers its flightId. */
export async function scheduleTestFlight(
  eventStore: EventStore,
  { number, seats, departsAt, destination, date = departsAt.slice(0, 10) }: TestFlight,
): Promise<string> {
  const flightId = flightIdOf({ carrier: 'ZZ', number, origin: 'EWR', date });
  const streamId = flightStreamId(flightId);
  const data: FlightSchedule = {
    flightId,
    carrier: 'ZZ',
    number,
    origin: 'EWR',
    destination,
    departsAt,
    arrivesAt: new Date(Date.parse(departsAt) + 4 * 3_600_000).toISOString(),
    aircraft: { model: 'TEST', seats },
    distance: 1400,
    fares: faresFor(1400, seatMapOf(seats)),
  };
  await eventStore.append([
    {
      commandId: `schedule ${flightId}`,
      streams: [{ streamId, expectedVersion: 0 }],
      events: [
        {
          streamId,
          type: 'FlightScheduled',
          schemaVersion: 1,
          data,
          metadata: { correlationId: 'test', actor: 'test' },
        },
      ],
    },
  ]);
  return flightId;
}
