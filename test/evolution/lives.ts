import type { RecordedEvent } from '#contracts';
import { committedNewest, goldenEvents, type WrittenEvent } from './golden.js';

const flight = 'flight-UA1545-EWR-2026-12-05';
const booking = 'booking-K7QX2M';
const refusals = 'refusals-UA1545-EWR-2026-12-05';

/** Streams from their first event to their last, by the types of their events: every type is in one. */
const lives = [
  {
    life: 'a flight that arrives late',
    streamId: flight,
    types: [
      ...['FlightScheduled', 'FareChanged', 'SeatsHeld', 'SeatsSold', 'SeatMoved', 'FlightDelayed'],
      ...['SeatsCheckedIn', 'FlightDeparted', 'FlightArrived'],
    ],
  },
  {
    life: 'a flight that is diverted',
    streamId: flight,
    types: ['FlightScheduled', 'FlightDelayed', 'FlightDeparted', 'FlightDiverted'],
  },
  {
    life: 'a flight that is cancelled',
    streamId: flight,
    types: ['FlightScheduled', 'SeatsHeld', 'SeatMoved', 'FlightCancelled', 'SeatsReleased'],
  },
  {
    life: 'a booking that is flown',
    streamId: booking,
    types: [
      ...['BookingPlaced', 'PaymentRequested', 'PaymentUnresolved', 'PaymentCaptured'],
      ...['BookingTicketed', 'SeatChanged', 'PassengersCheckedIn'],
    ],
  },
  {
    life: 'a booking that is cancelled',
    streamId: booking,
    types: [
      ...['BookingPlaced', 'PaymentRequested', 'PaymentCaptured', 'BookingTicketed'],
      ...['PassengersCheckedIn', 'BookingCancelled', 'RefundRequested', 'PaymentRefunded'],
    ],
  },
  {
    life: 'a booking that runs out, and is erased',
    streamId: booking,
    types: [
      ...['BookingPlaced', 'PaymentRequested', 'PaymentDeclined', 'BookingExpired'],
      ...['BookingErased'],
    ],
  },
  { life: 'a flight whose requests are refused', streamId: refusals, types: ['RequestsRefused'] },
];

/** The golden events of every life in the oldest version of each, and what they tell in the newest. */
export const oldestAndNewest = lives.map(({ life, streamId, types }) => {
  const files = types.map((type) => `${type}.1.json`);
  return {
    life,
    streamId,
    files,
    oldest: stream(
      streamId,
      files.flatMap((file) => goldenEvents.get(file) ?? []),
    ),
    newest: stream(streamId, files.flatMap(committedNewest)),
  };
});

function stream(streamId: string, events: readonly WrittenEvent[]): RecordedEvent[] {
  const metadata = { eventId: 'e', correlationId: 'c', actor: 'test', commandId: 'k' };
  return events.map(({ type, schemaVersion, data }, index) => {
    const place = { streamId, version: index + 1, recordedAt: '2026-12-01T12:00:00.000Z' };
    return { ...place, type, schemaVersion, data, metadata, hash: '' };
  });
}
