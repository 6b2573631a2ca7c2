import { faresFor, flightStreamId, seatMapOf } from '#domain';
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
  const flightId = `ZZ${number}-EWR-${departsAt.slice(0, 10)}`;
  const streamId = flightStreamId(flightId);
  const data = {
    flightId,
    carrier: 'ZZ',
    number,
    origin: 'EWR',
    destination: 'IAH',
    departsAt,
    arrivesAt: new Date(departs + 4 * 3_600_000).toISOString(),
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
