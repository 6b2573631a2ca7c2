import { randomUUID } from 'node:crypto';
import { type RecordedEvent, withSchemaVersion } from '#contracts';
import {
  faresFor,
  type FlightEvent,
  type FlightSchedule,
  flightStreamId,
  recordLocatorFrom,
  seatMapOf,
  usd,
} from '#domain';

const seats = 178;
const economy = [...seatMapOf(seats).cabinOf].flatMap(([seat, cabin]) =>
  cabin === 'economy' ? [seat] : [],
);

/** Of a carrier. */
const mostNumbers = 9999;

/** So that all of them can be booked. */
const date = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);

/** The schedule of one of many flights, all alike, a week from now. */
export function scheduleOf(index: number): FlightSchedule {
  const number = ((index - 1) % mostNumbers) + 1;
  const carrier = `Z${String.fromCharCode(65 + Math.floor((index - 1) / mostNumbers))}`;
  return {
    flightId: `${carrier}${number}-EWR-${date}`,
    carrier,
    number,
    origin: 'EWR',
    destination: 'IAH',
    departsAt: `${date}T10:15:00.000Z`,
    arrivesAt: `${date}T14:19:00.000Z`,
    aircraft: { model: '737-824', seats },
    distance: 1400,
    fares: faresFor(1400, seatMapOf(seats)),
  };
}

/** A flight is scheduled, then one seat after the other is held. */
export function flightEvent(number: number, version: number): FlightEvent {
  if (version === 1) return { type: 'FlightScheduled', data: scheduleOf(number) };
  return {
    type: 'SeatsHeld',
    data: {
      recordLocator: recordLocatorFrom(Uint8Array.of(0, 0, 0, 0, number >> 8, version)),
      cabin: 'economy',
      seats: [economy[(version - 2) % economy.length] ?? ''],
      fare: usd(19_400),
      expiresAt: '2026-12-01T12:15:00.000Z',
    },
  };
}

/** As the log would hold it. */
export function recordedFlightEvent(number: number, version: number): RecordedEvent {
  return {
    streamId: flightStreamId(scheduleOf(number).flightId),
    version,
    ...withSchemaVersion(flightEvent(number, version)),
    metadata: {
      eventId: randomUUID(),
      correlationId: randomUUID(),
      actor: 'bench',
      commandId: randomUUID(),
    },
    recordedAt: new Date().toISOString(),
    hash: '0'.repeat(64),
  };
}
