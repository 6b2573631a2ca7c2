import { randomUUID } from 'node:crypto';
import { readBookingEvent, readFlightEvent, withSchemaVersion } from '#contracts';
import {
  type BookingCommand,
  bookingStreamId,
  decideBooking,
  evolveBooking,
  evolveFlight,
  flightStreamId,
  initialBooking,
  initialFlight,
} from '#domain';
import type { EventStore } from '#event-store';

/** Pays for a held booking and tickets it, by the domain's rules, without a provider of payments. */
export async function ticket(
  eventStore: EventStore,
  recordLocator: string,
  flightIds: readonly string[],
): Promise<void> {
  const paymentId = randomUUID();
  const method = 'tok_ok';
  const decide = (command: (now: string) => BookingCommand) =>
    handle(eventStore, recordLocator, flightIds, command);
  await decide((now) => ({ type: 'RequestPayment', data: { paymentId, method, now } }));
  await decide(() => ({ type: 'RecordCapture', data: { paymentId } }));
  await decide((now) => ({ type: 'TicketBooking', data: { now } }));
}

async function handle(
  eventStore: EventStore,
  recordLocator: string,
  flightIds: readonly string[],
  command: (now: string) => BookingCommand,
): Promise<void> {
  const bookingStream = bookingStreamId(recordLocator);
  const { outcome } = await eventStore.handle({
    commandId: randomUUID(),
    correlationId: 'test',
    actor: 'test',
    streamIds: [bookingStream, ...flightIds.map(flightStreamId)],
    decide: ({ streams, now }) => {
      const eventsOf = (streamId: string) => streams.get(streamId) ?? [];
      const booking = eventsOf(bookingStream)
        .map(readBookingEvent)
        .reduce(evolveBooking, initialBooking);
      const flights = flightIds.map((flightId) => {
        const events = eventsOf(flightStreamId(flightId)).map(readFlightEvent);
        return [flightId, events.reduce(evolveFlight, initialFlight)] as const;
      });
      const decision = decideBooking(command(now), booking, new Map(flights));
      if (!decision.accepted) return decision;
      const events = decision.events.map(({ streamId, event }) => ({
        streamId,
        ...withSchemaVersion(event),
      }));
      return { accepted: true, events };
    },
  });
  if (outcome !== 'handled') throw new Error(`${recordLocator}: ${outcome}`);
}
