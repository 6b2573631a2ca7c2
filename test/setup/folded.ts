import { bookingOf, bookingStreamId, flightStates, flightStreamId } from '#contracts';
import type { FlightState, PaymentStatus, PlacedBooking } from '#domain';
import type { EventStore } from '#event-store';

/** A booking as the log tells it. */
export async function bookingIn(log: EventStore, recordLocator: string): Promise<PlacedBooking> {
  const streamId = bookingStreamId(recordLocator);
  const { streams } = await log.load([streamId]);
  const booking = bookingOf(streams.get(streamId)?.events ?? []);
  if (booking === undefined) throw new Error(`there is no booking ${recordLocator}`);
  return booking;
}

/** What became of its payments so far. */
export async function paymentsIn(log: EventStore, recordLocator: string): Promise<PaymentStatus[]> {
  const { payments } = await bookingIn(log, recordLocator);
  return payments.map(({ status }) => status);
}

/** A flight as the log tells it. */
export async function flightIn(log: EventStore, flightId: string): Promise<FlightState> {
  const { streams } = await log.load([flightStreamId(flightId)]);
  const flight = flightStates(streams).get(flightId);
  if (flight === undefined) throw new Error(`there is no flight ${flightId}`);
  return flight;
}

/** The types of a stream's events, in order. */
export async function typesIn(log: EventStore, streamId: string): Promise<string[]> {
  const { events } = await log.readStream(streamId, { from: 1, limit: 1000 });
  return events.map(({ type }) => type);
}
